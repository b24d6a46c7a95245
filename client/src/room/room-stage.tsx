import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { FileText, LockKeyhole, MicVocal, Users } from 'lucide-react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { EmptyState } from '../ui/empty-state.js';
import type { You } from '../voting/shown-poll.js';
import { FollowBar } from './follow-bar.js';
import { versionShown } from './follow-mode.js';
import { PaperStage } from './paper-stage.js';
import css from './room.module.css';
import { type OpenPaper, papersOn, phaseOf, titleOfVersion } from './room-state.js';
import type { Following } from './use-follow.js';
import type { Orders } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly you: You;
  /** Whose papers are shown; null: nothing is on the table. */
  readonly itemId: string | null;
  /** The version that this person has opened himself. */
  readonly own: string | null;
  readonly onOpen: (versionId: string) => void;
  readonly following: Following;
  readonly comeBack: () => void;
  readonly orders: Orders;
  readonly present: boolean;
}

/** The paper, whose pages they are, and the other papers of the item. */
export function RoomStage({ board, you, itemId, own, onOpen, following, comeBack, orders, present }: Props) {
  const say = useWords('room');
  const people = usePeople();
  const { mode, told, target, at } = following;
  const papers = itemId === null ? [] : papersOn(board, itemId);
  // It may be of an older version, or be no longer for this person.
  const chosen = own !== null && titleOfVersion(board, own) !== null ? own : null;
  const versionId = versionShown({ target, chosen, papers });
  const holder = board.presenter?.holder ?? null;
  const here = at?.versionId === versionId ? at : null;
  return (
    <div className={css.stage}>
      {(mode !== 'free' || versionId !== null || you.mayPresent) && (
        <FollowBar
          mode={mode}
          name={holder === null ? '' : people.name(holder)}
          paper={versionId && titleOfVersion(board, versionId)}
          pageNumber={here && here.pageIndex + 1}
          waiting={told === null}
          mayPresent={present && (you.mayPresent ?? false)}
          busy={orders.busy === 'presenter:take' || orders.busy === 'presenter:release'}
          onPeek={() => (versionId ? onOpen(versionId) : following.peek())}
          onReturn={comeBack}
          onPresent={() => void orders.give('presenter:take', {}, say('follow.take'))}
          onStop={() => void orders.give('presenter:release', {}, say('follow.stop'))}
        />
      )}
      {papers.length > 1 && <PaperTabs papers={papers} shown={versionId} onOpen={onOpen} />}
      {versionId ? (
        <PaperStage
          key={versionId}
          versionId={versionId}
          title={titleOfVersion(board, versionId)}
          target={target?.versionId === versionId ? target : null}
          onMoved={(position, by) => {
            // A turn of one's own while following: the same paper, from now on for oneself.
            if (by === 'person' && mode === 'following') onOpen(versionId);
            following.moved({ versionId, ...position }, by);
          }}
        />
      ) : (
        <NoPaper board={board} itemId={itemId} guest={you.seat?.role === 'guest'} />
      )}
    </div>
  );
}

interface TabsProps {
  readonly papers: readonly OpenPaper[];
  readonly shown: string | null;
  readonly onOpen: (versionId: string) => void;
}
function PaperTabs({ papers, shown, onOpen }: TabsProps) {
  const say = useWords('room');
  return (
    <ul className={css.papers} aria-label={say('room.papers')}>
      {papers.map(({ versionId, title }) => (
        <li key={versionId}>
          <button type="button" aria-current={versionId === shown} onClick={() => onOpen(versionId)}>
            <FileText size={18} aria-hidden />
            <span>{title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface NoPaperProps {
  readonly board: MeetingBoard;
  readonly itemId: string | null;
  readonly guest: boolean;
}
/** Why there is no paper. */
function NoPaper({ board, itemId, guest }: NoPaperProps) {
  const say = useWords('room');
  const { quorum, meeting } = board;
  if (itemId !== null)
    return meeting?.papersSentAt === null ? (
      <EmptyState level={2} icon={LockKeyhole} title={say('room.papers.unsent')} />
    ) : (
      <EmptyState level={2} icon={MicVocal} title={say('room.papers.none')} body={say('room.papers.none.hint')} />
    );
  if (phaseOf(board) === 'waiting')
    return (
      <EmptyState
        level={2}
        icon={Users}
        title={say('room.waiting')}
        body={quorum && say('room.waiting.hint', { present: quorum.present, base: quorum.base, need: quorum.needed })}
      />
    );
  return (
    <EmptyState
      level={2}
      icon={FileText}
      title={say(guest ? 'room.guest' : 'room.pick')}
      body={say(guest ? 'room.guest.hint' : 'room.pick.hint')}
    />
  );
}
