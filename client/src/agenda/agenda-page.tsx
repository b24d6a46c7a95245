import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { PaperEntity } from '@ecab/shared/papers/slice';
import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { Button } from '@mantine/core';
import { FileStack, ListPlus, Plus, UserRoundX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { useStore } from 'zustand';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useBoard, useConnectionState, useDoc, useSync } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import css from './agenda.module.css';
import { CheckPanel } from './check-panel.js';
import { addItem, moveItem, removeItem } from './draft.js';
import { ItemForm } from './item-form.js';
import { ItemPapers } from './item-papers.js';
import { ItemRow } from './item-row.js';
import { levelOf, useDraft } from './use-draft.js';

const newId = () => `i-${crypto.randomUUID().slice(0, 8)}`;

/** The draft of the agenda, edited by several secretaries at once, checked, and published as seen. */
export function Component() {
  const { meetingId = '' } = useParams();
  const say = useWords('agenda');
  const format = useFormat(useTimeZone());
  const me = personOf(useMe())?.id ?? '';
  const office = usePeople().person(me)?.roles.includes('secretary') ?? false;
  const { link } = useConnectionState();
  const { state, entities: board } = useBoard(`meeting/${meetingId}`);
  const isDraft = board.meeting?.state === 'draft';
  const { doc, state: docState, unsent, savedAt, handle } = useDoc(agendaDoc(meetingId), office && isDraft);
  const draft = useDraft(doc);
  const [chosen, setChosen] = useState<string | null>(null);
  const [checking, setChecking] = useState(false);
  const others = useStore(handle.awareness.others);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  useEffect(() => {
    handle.awareness.set(chosen === null ? null : { item: chosen });
    return () => handle.awareness.set(null);
  }, [handle, chosen]);
  if (state === 'loading') return <LoadingSkeleton />;
  const { meeting } = board;
  if (!meeting || docState === 'refused')
    return (
      <Page title={meeting?.title ?? ''} back={{ to: `/meetings/${meetingId}` }}>
        <EmptyState icon={UserRoundX} level={2} title={whyNot('not-allowed')} />
      </Page>
    );
  const editable = office && isDraft && docState === 'ready';
  const tops = levelOf(draft.items, null);
  const listed = tops.flatMap((top) => [top, ...levelOf(draft.items, top.id)]);
  const placeOf = (id: string): string => {
    const item = draft.items.find((one) => one.id === id);
    const level = levelOf(draft.items, item?.parent ?? null).findIndex((one) => one.id === id);
    return item?.parent ? `${placeOf(item.parent)}${String.fromCharCode(97 + level)}` : String(level + 1);
  };
  const item = draft.items.find((one) => one.id === chosen) ?? null;
  const papers = Object.entries(board).flatMap(([key, one]) => (key.startsWith('paper:') ? [one as PaperEntity] : []));
  const peersAt = (id: string) => [
    ...new Set(
      others.filter(({ state: at }) => (at as { item?: unknown } | null)?.item === id).map(({ person }) => person.name),
    ),
  ];
  const names = [...new Set(others.map(({ person }) => person.name))].join(', ');
  const saved =
    unsent > 0
      ? say(link === 'connected' ? 'agenda.sending' : 'agenda.onDevice')
      : savedAt
        ? say('agenda.savedAt', { time: format.time(savedAt, true) })
        : say('agenda.saved');
  const add = (kind: 'decision' | 'consentBlock', parent: string | null) => {
    const id = newId();
    addItem(doc, id, say(kind === 'consentBlock' ? 'agenda.kind.consentBlock' : 'agenda.newItem'), kind, parent);
    setChosen(id);
    setChecking(false);
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const from = draft.items.find((one) => one.id === active.id);
    const to = draft.items.find((one) => one.id === over?.id);
    if (!from || !to || from.id === to.id || from.parent !== to.parent) return;
    moveItem(
      doc,
      from.id,
      levelOf(draft.items, from.parent).findIndex((one) => one.id === to.id),
    );
  };
  return (
    <Page
      title={say('agenda.title', { title: meeting.title })}
      subtitle={[isDraft ? saved : say('agenda.published'), names && say('agenda.editing', { names })]
        .filter(Boolean)
        .join(' · ')}
      back={{ to: `/meetings/${meetingId}` }}
      padded={false}
      actions={
        isDraft
          ? office && (
              <Button variant="filled" disabled={checking} onClick={() => setChecking(true)}>
                {say('agenda.check')}
              </Button>
            )
          : office && <AfterPublication meetingId={meetingId} />
      }
    >
      <div className={css.editor}>
        <div className={css.left}>
          {editable && (
            <div className={css.tools}>
              <Button
                variant="default"
                leftSection={<Plus aria-hidden size={20} />}
                onClick={() => add('decision', null)}
              >
                {say('agenda.add')}
              </Button>
              <Button
                variant="default"
                leftSection={<ListPlus aria-hidden size={20} />}
                onClick={() => add('consentBlock', null)}
              >
                {say('agenda.addBlock')}
              </Button>
            </div>
          )}
          {listed.length === 0 ? (
            <EmptyState icon={FileStack} level={2} title={say('agenda.empty')} body={say('agenda.emptyBody')} />
          ) : (
            <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
              <SortableContext items={listed.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
                <ol className={css.rows} aria-label={say('agenda.items')}>
                  {listed.map((one) => {
                    const level = levelOf(draft.items, one.parent);
                    const at = level.indexOf(one);
                    return (
                      <ItemRow
                        key={one.id}
                        item={one}
                        place={placeOf(one.id)}
                        papers={papers.filter(({ itemId }) => itemId === one.id).length}
                        chosen={one.id === chosen}
                        isFirst={at === 0}
                        isLast={at === level.length - 1}
                        editable={editable}
                        peers={peersAt(one.id)}
                        onChoose={() => {
                          setChosen(one.id);
                          setChecking(false);
                        }}
                        onMove={(by) => moveItem(doc, one.id, at + by)}
                      />
                    );
                  })}
                </ol>
              </SortableContext>
            </DndContext>
          )}
        </div>
        <aside className={css.right} data-open={checking || item !== null}>
          {checking ? (
            <CheckPanel
              meetingId={meetingId}
              board={board}
              draft={draft}
              isSaved={unsent === 0 && link === 'connected'}
              onBack={() => setChecking(false)}
              onGoTo={(id) => {
                setChosen(id);
                setChecking(false);
              }}
            />
          ) : (
            item && (
              <ItemForm
                key={item.id}
                doc={doc}
                item={item}
                place={placeOf(item.id)}
                editable={editable}
                onAddInside={() => add('decision', item.id)}
                onRemove={() => {
                  removeItem(doc, item.id);
                  setChosen(null);
                }}
              >
                <ItemPapers meetingId={meetingId} itemId={item.id} board={board} />
              </ItemForm>
            )
          )}
        </aside>
      </div>
    </Page>
  );
}

/** What is left for the secretary once the agenda is out: papers, if they have not been sent, and check-in. */
function AfterPublication({ meetingId }: { readonly meetingId: string }) {
  const say = useWords('agenda');
  const { commands } = useSync();
  const { entities: board } = useBoard(`meeting/${meetingId}`);
  const [refused, setRefused] = useState<string | null>(null);
  const give = async (name: 'papers:send' | 'attendance:open', request: object) => {
    const answer = await commands.send(`meeting/${meetingId}`, name, request as never);
    if (!answer.ok) setRefused(answer.refusal);
  };
  return (
    <>
      {board.meeting?.papersSentAt === null ? (
        <Button variant="filled" onClick={() => void give('papers:send', { reason: '' })}>
          {say('agenda.sendNow')}
        </Button>
      ) : board.meeting?.state === 'convened' ? (
        <Button variant="filled" onClick={() => void give('attendance:open', {})}>
          {say('agenda.openCheckin')}
        </Button>
      ) : (
        <StateTag tone="ok">{say('agenda.published')}</StateTag>
      )}
      <RefusalDialog
        refused={refused === null ? null : { title: say('agenda.refusedStep'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </>
  );
}
