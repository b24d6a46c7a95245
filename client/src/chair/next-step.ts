import { type Item, inOrder, isOpenItem, isTerminal, needsVote, pending } from '@ecab/shared/agenda/slice';
import type { MeetingBoard, MeetingCommands } from '@ecab/shared/ledger/machines';
import { kinds } from '@ecab/shared/voting/kinds/index';
import type { PollEntity } from '@ecab/shared/voting/slice';

/** The next step of a meeting as its board shows it: the one big button (UX.md 07). */
export type NextStep =
  | { readonly step: 'checkin' | 'resume' | 'end' | 'minutes' }
  | { readonly step: 'session'; readonly quorate: boolean }
  | { readonly step: 'call'; readonly itemId: string }
  | { readonly step: 'invite'; readonly personId: string }
  | { readonly step: 'endSpeech'; readonly personId: string }
  | { readonly step: 'poll'; readonly itemId: string }
  | { readonly step: 'close'; readonly pollId: string; readonly missing: readonly string[] }
  | { readonly step: 'record' | 'announce'; readonly pollId: string }
  | { readonly step: 'confirm'; readonly counted: MeetingCommands['poll:confirm']; readonly enteredBy: string | null }
  | { readonly step: 'conclude' | 'drop'; readonly itemId: string };

export const itemsOf = (board: MeetingBoard): Readonly<Record<string, Item>> => keyed(board, 'item:');
export const pollsOf = (board: MeetingBoard): Readonly<Record<string, PollEntity>> => keyed(board, 'poll:');
const keyed = <One>(board: MeetingBoard, prefix: string): Record<string, One> =>
  Object.fromEntries(
    Object.entries(board).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  ) as Record<string, One>;
/** The poll that is open or waits to be announced. */
export const pollUnderWay = (board: MeetingBoard) =>
  Object.entries(pollsOf(board)).find(([, { state }]) => state === 'open' || state === 'closed') ?? null;
/** Top items in the order of the agenda. */
export const topItems = (items: Readonly<Record<string, Item>>) =>
  inOrder({ items }).filter((itemId) => items[itemId]?.parent === null);
export const childrenOf = (items: Readonly<Record<string, Item>>, itemId: string) =>
  inOrder({ items }).filter((one) => items[one]?.parent === itemId);

const concluded = (board: MeetingBoard, itemId: string) => board[`conclusion:${itemId}`] !== undefined;
/** What of an item has no conclusion yet: itself, or the items of its block. */
export function unconcluded(board: MeetingBoard, itemId: string): readonly string[] {
  const items = itemsOf(board);
  const inside = childrenOf(items, itemId);
  return (inside.length > 0 ? inside : [itemId]).filter((one) => !concluded(board, one));
}
/** Items that nothing has been concluded of, over the whole agenda. */
export const leftOver = (board: MeetingBoard): readonly string[] =>
  topItems(itemsOf(board)).flatMap((itemId) => unconcluded(board, itemId));

/** @returns null where the meeting is still prepared, or is over and archived. */
export function nextStep(board: MeetingBoard): NextStep | null {
  const { meeting, quorum } = board;
  switch (meeting?.state) {
    case 'convened':
      return { step: 'checkin' };
    case 'checkin':
      return { step: 'session', quorate: quorum?.met ?? false };
    case 'paused':
      return { step: 'resume' };
    case 'in_session':
      return inSession(board);
    case 'closed':
      return closed(board);
    default:
      return null;
  }
}

/** What the session left open is deferred or withdrawn before the minutes tell of it. */
function closed(board: MeetingBoard): NextStep {
  const poll = pollUnderWay(board);
  if (poll) return pollStep(...poll);
  const [itemId] = pending({ items: itemsOf(board) });
  if (itemId !== undefined) return { step: 'drop', itemId };
  const [voted] = leftOver(board).filter((one) => isVoted(board, one));
  // Once the minutes have begun it is too late.
  return voted === undefined || board.minutes?.state !== 'none'
    ? { step: 'minutes' }
    : { step: 'conclude', itemId: voted };
}
/** A vote has settled it. */
const isVoted = (board: MeetingBoard, itemId: string) => {
  const item = itemsOf(board)[itemId];
  return item !== undefined && isTerminal(item);
};
function inSession(board: MeetingBoard): NextStep {
  const poll = pollUnderWay(board);
  if (poll) return pollStep(...poll);
  const items = itemsOf(board);
  const current = board.agenda?.current ?? null;
  const item = current === null ? undefined : items[current];
  if (current === null || !item) return following(board);
  const { speaking, waiting } = board.floor ?? { speaking: null, waiting: [] };
  if (speaking) return { step: 'endSpeech', personId: speaking.personId };
  if (waiting[0]) return { step: 'invite', personId: waiting[0].personId };
  const [left] = unconcluded(board, current);
  if (left === undefined) return following(board);
  const votes = needsVote(item) || item.kind === 'consentBlock';
  if (votes && !board.meeting?.withoutVoting && (item.state === 'discussing' || item.state === 'tied'))
    return { step: 'poll', itemId: current };
  return { step: 'conclude', itemId: left };
}
function pollStep(pollId: string, { state, kind, missing, entered, enteredBy = null, record }: PollEntity): NextStep {
  if (state === 'closed') return { step: 'announce', pollId };
  if (kinds[kind].onTablets) return { step: 'close', pollId, missing: missing ?? [] };
  return entered && record
    ? { step: 'confirm', counted: { pollId, ...entered, record }, enteredBy }
    : { step: 'record', pollId };
}
function following(board: MeetingBoard): NextStep {
  const items = itemsOf(board);
  // The chair went on to another item before it was concluded.
  const voted = leftOver(board).find((itemId) => isVoted(board, itemId));
  if (voted !== undefined) return { step: 'conclude', itemId: voted };
  const next = topItems(items).find((itemId) => {
    const item = items[itemId];
    return item !== undefined && item.state === 'ready' && isOpenItem(item) && itemId !== board.agenda?.current;
  });
  return next === undefined ? { step: 'end' } : { step: 'call', itemId: next };
}
