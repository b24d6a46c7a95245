import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { Part, PollEntity } from '@ecab/shared/voting/slice';

export type Shown = readonly [pollId: string, poll: PollEntity];
/** What `you` says of one's part in polls, as the board's message has it. */
export type You = {
  readonly seat?: MeetingBoard[`seat:${string}`] | null;
  readonly mayPresent?: boolean;
} & { readonly [poll: `poll:${string}`]: Part | undefined };
export const youOf = (you: unknown): You => (you ?? {}) as You;
export const partIn = (you: You, pollId: string): Part => you[`poll:${pollId}`] ?? { entitled: false, ballot: null };

/** What is open comes first, then what waits to be announced, then the newest: two rounds may bear the same time. */
export const pollsOf = (board: MeetingBoard): readonly Shown[] =>
  Object.entries(board)
    .flatMap(([key, value]) =>
      key.startsWith('poll:') && value ? [[key.slice('poll:'.length), value as PollEntity] as const] : [],
    )
    .sort(([a, x], [b, y]) => rank(x) - rank(y) || compare(y.openedAt, x.openedAt) || compare(b, a));
const rank = ({ state }: PollEntity) => (state === 'open' ? 0 : state === 'closed' ? 1 : 2);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The poll under way or being counted. */
export const pollUnderWay = (board: MeetingBoard): Shown | null => {
  const newest = pollsOf(board)[0];
  return newest && (newest[1].state === 'open' || newest[1].state === 'closed') ? newest : null;
};

/** The announced result of the item on the table: with the next item it belongs to the past. */
export const resultOnTable = (board: MeetingBoard): Shown | null => {
  const current = board.agenda?.current ?? null;
  if (current === null) return null;
  const newest = pollsOf(board).find(([, { itemId }]) => itemId === current);
  return newest?.[1].state === 'announced' && newest[1].result ? newest : null;
};

/** The items that the poll decided, without the block they were put as. */
export const decidedItems = ({ decides, itemId }: Pick<PollEntity, 'decides' | 'itemId'>): readonly string[] => {
  const within = decides.filter((one) => one !== itemId);
  return within.length > 0 ? within : decides;
};
