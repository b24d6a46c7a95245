import { factsOf, type LedgerFact } from '@ecab/shared/minutes/facts';
import { contentDigest, type RichNode } from '@ecab/shared/sync/content';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { rescueCauses } from '@ecab/shared/sync/rescue';
import { Alert, Button } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { FileClock, FileDown, FilePenLine, UserRoundX } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { useStore } from 'zustand';
import { useTimeZone } from '../app/body.js';
import { Loaded } from '../app/loaded.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { OlderText } from '../rescue/older-text.js';
import { useCopies } from '../rescue/use-copies.js';
import { useBoard, useConnectionState, useDoc } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import type { Block } from './blocks.js';
import { CopyPane } from './copy-pane.js';
import { FactList, factKey } from './fact-list.js';
import { restored } from './fact-notes.js';
import css from './minutes.module.css';
import { MinutesEditor } from './minutes-editor.js';
import { MinutesSteps, NextMinutesStep } from './next-minutes-step.js';
import { useLedger } from './use-minutes.js';

/** The minutes: facts on the left, the page on the right, the next step at the top. */
export function Component() {
  const { meetingId = '' } = useParams();
  const say = useWords('minutes');
  const { state, entities: board } = useBoard(`meeting/${meetingId}`);
  const me = personOf(useMe())?.id ?? '';
  const { meeting, minutes } = board;
  const office = usePeople().person(me)?.roles.includes('secretary') ?? false;
  const role = board[`seat:${me}`]?.role;
  const secretary = role === 'secretary' || office;
  const staff = role === 'chair' || secretary;
  const waiting = useCopies(meetingId, 'minutes', secretary).length;
  const rescue = useWords('rescue');
  if (state === 'loading') return <LoadingSkeleton />;
  const back = { to: `/meetings/${meetingId}` };
  if (state === 'refused')
    return (
      <Page title={rescue('doc.minutes')} back={back}>
        <EmptyState icon={UserRoundX} level={2} title={whyNot('not-allowed')} />
      </Page>
    );
  const title = say('minutes.title', { title: meeting?.title ?? '' });
  if (!minutes || minutes.state === 'none')
    return (
      <Page title={title} back={back}>
        <EmptyState
          icon={FilePenLine}
          level={2}
          title={say('minutes.none')}
          body={
            waiting > 0
              ? rescue('copy.waits', { n: waiting })
              : meeting?.state === 'closed' || meeting?.state === 'archived'
                ? staff
                  ? undefined
                  : say('minutes.noneHere')
                : say('minutes.noneYet')
          }
          action={<NextMinutesStep meetingId={meetingId} board={board} digest={null} />}
        />
      </Page>
    );
  return <Written meetingId={meetingId} board={board} title={title} staff={staff} secretary={secretary} />;
}

interface WrittenProps {
  readonly meetingId: string;
  readonly board: ReturnType<typeof useBoard>['entities'];
  readonly title: string;
  readonly staff: boolean;
  readonly secretary: boolean;
}
function Written({ meetingId, board, title, staff, secretary }: WrittenProps) {
  const say = useWords('minutes');
  const rescue = useWords('rescue');
  const format = useFormat(useTimeZone());
  const { link } = useConnectionState();
  const open = board.minutes?.state === 'draft' || board.minutes?.state === 'released';
  const { doc, state, refusal, unsent, savedAt, refused, handle } = useDoc(minutesDoc(meetingId), secretary && open);
  const ledger = useLedger(meetingId, staff);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [content, setContent] = useState<RichNode | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [comparing, setComparing] = useState(false);
  const copies = useCopies(meetingId, 'minutes', secretary);
  const digest = useDigest(doc, state);
  const others = useStore(handle.awareness.others);
  const writing = useCallback((now: boolean) => handle.awareness.set(now ? { writing: true } : null), [handle]);
  const inText = useMemo(
    () => new Map((content ? factsOf(content) : []).map((one) => [factKey(one), one.edited] as const)),
    [content],
  );
  const editable = secretary && open && state === 'ready';
  const compare = () => {
    handle.dismissRefusal();
    setComparing(true);
  };
  const insert = ({ seq, index, sentence }: LedgerFact) => {
    const fact = { type: 'fact', attrs: { stream: `meeting/${meetingId}`, seq, index, text: sentence } };
    editor
      ?.chain()
      .focus()
      .insertContent({ type: 'paragraph', content: [{ type: 'text', text: sentence, marks: [fact] }] })
      .run();
  };
  const restore = (fact: string) => {
    if (!editor) return;
    editor.view.dispatch(restored(editor.state, fact));
    setChosen(fact);
  };
  const insertBlock = ({ node, place }: Block) => {
    if (!editor) return;
    const { doc: text } = editor.state;
    let at = 0;
    for (let n = 0; n < Math.min(place, text.childCount); n += 1) at += text.child(n).nodeSize;
    editor.chain().focus().insertContentAt(at, editor.schema.nodeFromJSON(node)).run();
  };
  const saved =
    unsent === 0
      ? savedAt
        ? say('minutes.savedAt', { time: format.time(savedAt, true) })
        : say('minutes.saved')
      : say(link === 'connected' ? 'minutes.sending' : 'minutes.onDevice');
  const names = [...new Set(others.map(({ person }) => person.name))].join(', ');
  return (
    <Page
      title={title}
      subtitle={[editable ? saved : say('minutes.readOnly'), names && say('minutes.editing', { names })]
        .filter(Boolean)
        .join(' · ')}
      back={{ to: `/meetings/${meetingId}` }}
      padded={false}
      actions={
        <Button
          variant="default"
          component="a"
          href={`/api/meetings/${meetingId}/minutes.pdf`}
          target="_blank"
          leftSection={<FileDown aria-hidden size={20} />}
        >
          {say('minutes.pdf')}
        </Button>
      }
    >
      <div className={css.screen}>
        <div className={css.bar}>
          <MinutesSteps board={board} />
          {copies.length > 0 && !comparing && (
            <Button variant="default" leftSection={<FileClock aria-hidden size={20} />} onClick={compare}>
              {rescue('copy.count', { n: copies.length })}
            </Button>
          )}
          <NextMinutesStep meetingId={meetingId} board={board} digest={unsent === 0 ? digest : null} />
        </div>
        {refused && (
          <Alert
            color="red"
            // Of a whole copy that the server no longer takes nothing was typed just now.
            title={
              refused.refusal === 'doc-final'
                ? say('minutes.tooLate')
                : isWhole(refused.refusal)
                  ? whyNot(refused.refusal)
                  : say('minutes.refused')
            }
            withCloseButton
            closeButtonLabel={rescue('copy.close')}
            onClose={handle.dismissRefusal}
          >
            <Button variant="default" onClick={compare}>
              {editable ? say('minutes.look') : rescue('copy.look')}
            </Button>
          </Alert>
        )}
        <div className={staff || comparing ? css.panes : css.one}>
          {comparing && (
            <CopyPane
              meetingId={meetingId}
              copies={copies}
              now={content}
              editable={editable}
              onInsert={insertBlock}
              onClose={() => setComparing(false)}
            />
          )}
          {staff && !comparing && (
            <Loaded query={ledger}>
              {(data) => (
                <FactList
                  ledger={data}
                  inText={inText}
                  chosen={chosen}
                  editable={editable}
                  onChoose={setChosen}
                  onInsert={insert}
                  onRestore={restore}
                />
              )}
            </Loaded>
          )}
          {state === 'loading' ? (
            <LoadingSkeleton />
          ) : state === 'refused' ? (
            refusal === 'older-schema' ? (
              <OlderText src={`/api/meetings/${meetingId}/minutes.html`} label={say('minutes.text')} />
            ) : (
              <EmptyState icon={FilePenLine} level={2} title={whyNot(refusal ?? '')} />
            )
          ) : (
            <MinutesEditor
              doc={doc}
              editable={editable}
              chosen={chosen}
              onReady={setEditor}
              onContent={setContent}
              onChoose={setChosen}
              onWriting={writing}
            />
          )}
        </div>
      </div>
    </Page>
  );
}

const isWhole = (refusal: string) => rescueCauses.some((one) => one === refusal);

/** Of the text as this tablet has it; null while there is none. */
function useDigest(doc: ReturnType<typeof useDoc>['doc'], state: ReturnType<typeof useDoc>['state']): string | null {
  const [digest, setDigest] = useState<string | null>(null);
  useEffect(() => {
    if (state === 'loading' || state === 'refused') return setDigest(null);
    let due: ReturnType<typeof setTimeout> | undefined;
    const reckon = () => setDigest(contentDigest(doc, 'minutes'));
    const later = () => {
      clearTimeout(due);
      due = setTimeout(reckon, 150);
    };
    reckon();
    doc.on('update', later);
    return () => {
      clearTimeout(due);
      doc.off('update', later);
    };
  }, [doc, state]);
  return digest;
}
