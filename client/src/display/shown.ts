import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { kinds } from '@ecab/shared/voting/kinds/index';
import { pollUnderWay, resultOnTable } from '../voting/shown-poll.js';

/** What the wall shows. Decided from the display's own board, which has nothing that the room may not see. */
export type Wall =
  | { readonly show: 'before' }
  /** In session, and nothing on the table yet. */
  | { readonly show: 'opened' }
  | { readonly show: 'paused' }
  /** What is on the table is not for everybody in the building. */
  | { readonly show: 'behind-doors' }
  | { readonly show: 'item'; readonly itemId: string }
  /** `counted`: closed, not yet announced. `onPaper`: nothing to count here. */
  | { readonly show: 'ballot'; readonly pollId: string; readonly counted: boolean; readonly onPaper: boolean }
  | { readonly show: 'result'; readonly pollId: string }
  | { readonly show: 'closed' };

export function wallOf(board: MeetingBoard): Wall | null {
  const { meeting, agenda } = board;
  if (!meeting) return null;
  if (meeting.state === 'convened' || meeting.state === 'checkin') return { show: 'before' };
  if (meeting.state === 'closed' || meeting.state === 'archived') return { show: 'closed' };
  if (meeting.state === 'paused') return { show: 'paused' };
  if (meeting.state !== 'in_session') return null;
  const current = agenda?.current ?? null;
  if (current === null) return { show: agenda?.hidden ? 'behind-doors' : 'opened' };
  if (agenda?.doorsClosedFor) return { show: 'behind-doors' };
  const poll = pollUnderWay(board);
  if (poll) {
    const [pollId, { state, kind }] = poll;
    return { show: 'ballot', pollId, counted: state === 'closed', onPaper: !kinds[kind].onTablets };
  }
  const result = resultOnTable(board);
  // Who speaks after the vote is shown again: the room goes on.
  const spoken = result && board.floor?.speaking && board.floor.speaking.since > (result[1].closedAt ?? '');
  if (result && !spoken) return { show: 'result', pollId: result[0] };
  return { show: 'item', itemId: current };
}
