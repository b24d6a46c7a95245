import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { Button } from '@mantine/core';
import { CalendarDays, FileStack, ListChecks, ListPlus, Plus, Timer, UserRoundX } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useTimeZone } from '../app/body.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { papersIn } from '../meeting/papers-in.js';
import { OlderText } from '../rescue/older-text.js';
import { useCopies } from '../rescue/use-copies.js';
import { type ShownBoard, useConnectionState, useDoc, useSync } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { PersonAvatar } from '../ui/person-avatar.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import css from './agenda.module.css';
import { CheckPanel } from './check-panel.js';
import { CopyNotice, CopyPanel } from './copy-panel.js';
import { putBack } from './differences.js';
import { addItem, mendLevels, moveItem, removeItem } from './draft.js';
import { DraftList } from './draft-list.js';
import { ItemForm } from './item-form.js';
import { ItemPapers } from './item-papers.js';
import { levelOf, listed, placeOf } from './levels.js';
import { newItemId } from './new-item-id.js';
import { useDraft } from './use-draft.js';

interface Props {
  readonly meetingId: string;
  readonly board: ShownBoard['entities'];
  /** A secretary writes, the chair reads. */
  readonly office: boolean;
}

/** The draft of the agenda: several secretaries at once, checked, and published as seen. */
export function DraftEditor({ meetingId, board, office }: Props) {
  const say = useWords('agenda');
  const format = useFormat(useTimeZone());
  const { link } = useConnectionState();
  const { commands } = useSync();
  const { doc, state, refusal: notOpen, unsent, savedAt, live, handle } = useDoc(agendaDoc(meetingId), office);
  const draft = useDraft(doc);
  const [chosen, setChosen] = useState<string | null>(null);
  const copies = useCopies(meetingId, 'agenda', office);
  const [lookedAt, look] = useState<string | null>(null);
  const looking = copies.find(({ id }) => id === lookedAt) ?? null;
  const [checking, setChecking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const others = useStore(handle.awareness.others);
  // Told before the server has opened the doc, it would reach nobody.
  useEffect(() => {
    if (live) handle.awareness.set({ item: chosen });
  }, [handle, chosen, live]);
  useEffect(() => () => handle.awareness.set(null), [handle]);
  const peers = useMemo(() => {
    const at = new Map<string, string[]>();
    for (const { person, state: said } of others) {
      const item = typeof said === 'object' && said !== null && 'item' in said ? said.item : null;
      const names = at.get(String(item)) ?? [];
      if (!names.includes(person.name)) at.set(String(item), [...names, person.name]);
    }
    return at;
  }, [others]);
  const { meeting } = board;
  if (meeting && state === 'refused' && notOpen === 'older-schema')
    return (
      <Page title={meeting.title} back={{ to: `/meetings/${meetingId}` }} padded={false}>
        <OlderText
          src={`/api/meetings/${meetingId}/agenda.html`}
          label={say('agenda.title', { title: meeting.title })}
        />
      </Page>
    );
  if (!meeting || state === 'refused')
    return (
      <Page title={meeting?.title ?? ''} back={{ to: `/meetings/${meetingId}` }}>
        <EmptyState icon={UserRoundX} level={2} title={whyNot('not-allowed')} />
      </Page>
    );
  const editable = office && state === 'ready';
  const { items } = draft;
  const item = items.find((one) => one.id === chosen) ?? null;
  const papersOf = (itemId: string) => papersIn(board, itemId).length;
  const names = [...new Set(others.map(({ person }) => person.name))];
  const minutes = levelOf(items, null).reduce((sum, one) => sum + one.minutes, 0);
  const saved = office
    ? unsent > 0
      ? say(link === 'connected' && live ? 'agenda.sending' : 'agenda.onDevice')
      : savedAt
        ? say('agenda.savedAt', { time: format.time(savedAt, true) })
        : say('agenda.saved')
    : say('agenda.draft');
  const choose = (id: string | null) => {
    setChosen(id);
    setChecking(false);
    look(null);
  };
  const add = (kind: 'decision' | 'consentBlock', parent: string | null) => {
    const id = newItemId();
    addItem(doc, id, say(kind === 'consentBlock' ? 'agenda.kind.consentBlock' : 'agenda.newItem'), kind, parent);
    choose(id);
  };
  const goesWith = (id: string) => [id, ...levelOf(items, id).map((one) => one.id)];
  /** Papers first: without their item nobody would find them. */
  async function remove(id: string): Promise<boolean> {
    for (const { paperId } of goesWith(id).flatMap((one) => papersIn(board, one))) {
      const answer = await commands.send(`meeting/${meetingId}`, 'paper:remove', { paperId });
      if (!answer.ok && answer.refusal !== 'unknown-paper') {
        setRefusal(answer.refusal);
        return false;
      }
    }
    setChosen(null);
    removeItem(doc, id);
    return true;
  }
  return (
    <Page
      title={meeting.title}
      documentTitle={say('agenda.title', { title: meeting.title })}
      subtitle={saved}
      back={{ to: `/meetings/${meetingId}` }}
      padded={false}
      actions={
        office && (
          <Button
            variant="filled"
            leftSection={<ListChecks aria-hidden size={20} />}
            disabled={checking || !editable}
            onClick={() => {
              mendLevels(doc);
              look(null);
              setChecking(true);
            }}
          >
            {say('agenda.check')}
          </Button>
        )
      }
    >
      <div className={css.editor}>
        <div className={css.left}>
          {looking === null && <CopyNotice copies={copies} onLook={() => look(copies[0]?.id ?? null)} />}
          <div className={css.tools}>
            <StateTag icon={CalendarDays}>{format.dateTime(meeting.startsAt)}</StateTag>
            <StateTag icon={Timer}>{say('agenda.minutesSum', { n: minutes })}</StateTag>
            {names.length > 0 && (
              <span className={css.peers}>
                {names.map((name) => (
                  <PersonAvatar key={name} name={name} />
                ))}
                {say('agenda.editing', { names: names.join(', ') })}
              </span>
            )}
            {editable && (
              <span className={css.adds}>
                <Button leftSection={<Plus aria-hidden size={20} />} onClick={() => add('decision', null)}>
                  {say('agenda.add')}
                </Button>
                <Button leftSection={<ListPlus aria-hidden size={20} />} onClick={() => add('consentBlock', null)}>
                  {say('agenda.addBlock')}
                </Button>
              </span>
            )}
          </div>
          {state === 'loading' ? (
            <LoadingSkeleton />
          ) : items.length === 0 ? (
            <EmptyState icon={FileStack} level={2} title={say('agenda.empty')} body={say('agenda.emptyBody')} />
          ) : (
            <>
              <DraftList
                items={items}
                chosen={chosen}
                editable={editable}
                papers={papersOf}
                peers={(id) => peers.get(id) ?? []}
                onChoose={choose}
                onMove={(id, place) => moveItem(doc, id, place)}
              />
              {editable && <p className={`${css.soft} ${css.hint}`}>{say('agenda.dragHow')}</p>}
            </>
          )}
        </div>
        <aside
          className={css.right}
          data-open={checking || looking !== null || item !== null}
          aria-label={checking ? say('agenda.checkTitle') : say('agenda.item', { n: placeOf(items, chosen ?? '') })}
        >
          {looking ? (
            <CopyPanel
              key={looking.id}
              meetingId={meetingId}
              copy={looking}
              items={items}
              editable={editable}
              onPutBack={(one) => putBack(doc, one)}
              onBack={() => look(null)}
            />
          ) : checking ? (
            <CheckPanel
              meetingId={meetingId}
              board={board}
              draft={draft}
              isSaved={unsent === 0 && link === 'connected'}
              onBack={() => setChecking(false)}
              onGoTo={choose}
            />
          ) : item ? (
            <ItemForm
              key={item.id}
              doc={doc}
              item={item}
              place={placeOf(items, item.id)}
              editable={editable}
              blocks={items
                .filter(({ kind }) => kind === 'consentBlock')
                .map(({ id, title }) => ({ id, label: `${placeOf(items, id)}. ${title}` }))}
              goes={{
                items: levelOf(items, item.id).length,
                papers: goesWith(item.id).reduce((sum, one) => sum + papersOf(one), 0),
              }}
              onAddInside={() => add('decision', item.id)}
              onRemove={() => remove(item.id)}
            >
              <ItemPapers
                meetingId={meetingId}
                itemId={item.id}
                board={board}
                office={office}
                places={listed(items)
                  .filter(({ kind }) => kind !== 'consentBlock')
                  .map(({ id, title }) => ({ id, label: `${placeOf(items, id)}. ${title}` }))}
              />
            </ItemForm>
          ) : (
            <EmptyState icon={FileStack} level={2} title={say('agenda.pick')} />
          )}
        </aside>
      </div>
      <RefusalDialog
        refused={refusal === null ? null : { title: say('agenda.notRemoved'), body: whyNot(refusal) }}
        onClose={() => setRefusal(null)}
      />
    </Page>
  );
}
