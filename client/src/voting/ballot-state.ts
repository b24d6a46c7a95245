import type { At } from '@ecab/shared/contract/wire';
import { mayCast, type Part, type PollEntity } from '@ecab/shared/voting/slice';
import type { Choice } from '@ecab/shared/voting/tally';
import type { CommandState } from '../sync/commands.js';

/** What a person's own ballot in one poll has come to. */
export type BallotState =
  /** The poll asks nothing of this person: not entitled, on paper, not present, over. */
  | { readonly state: 'none' }
  /** `unsent`: an attempt never left this tablet. */
  | { readonly state: 'choosing'; readonly unsent: boolean }
  | { readonly state: 'sending'; readonly attempt: number }
  /** `choice` and `at` are null until the server has told them; `receipt` is known on the tablet that sent it. */
  | {
      readonly state: 'recorded';
      readonly choice: Choice | null;
      readonly at: string | null;
      readonly receipt: At | null;
      readonly changeable: boolean;
    }
  /** Server times; `closedAt` null until the board has it. */
  | { readonly state: 'late'; readonly reachedAt: string; readonly closedAt: string | null }
  | { readonly state: 'refused'; readonly refusal: string; readonly again: boolean }
  /** Closed, and nothing was sent. */
  | { readonly state: 'missed'; readonly closedAt: string | null };

type AskedPoll = Pick<PollEntity, 'state' | 'kind' | 'closedAt'> & {
  readonly rules: Pick<PollEntity['rules'], 'ballotChange'>;
};
const none: BallotState = { state: 'none' };

/**
 * From what the board says of the poll, what `you` says of one's own part, and what became of the command under
 * `ballot:{pollId}`. "Recorded" comes of the server's word alone: its answer, or `you`, which another device of the same
 * person has made so.
 */
export function ballotState(poll: AskedPoll, part: Part, present: boolean, sent: CommandState | null): BallotState {
  if (!part.entitled) return none;
  if (sent?.state === 'waiting') return { state: 'sending', attempt: 1 };
  if (sent?.state === 'sending') return { state: 'sending', attempt: sent.attempt };
  if (sent?.state === 'recorded' || part.ballot)
    return {
      state: 'recorded',
      choice: part.ballot?.choice ?? null,
      at: part.ballot?.at ?? null,
      receipt: sent?.state === 'recorded' ? sent.at : null,
      changeable: mayCast(poll, part, present) === null && poll.rules.ballotChange.value === 'until_close',
    };
  if (sent?.state === 'refused' && sent.refusal !== 'offline') {
    if (sent.refusal === 'poll-not-open' && poll.state !== 'aborted')
      return { state: 'late', reachedAt: sent.now, closedAt: poll.closedAt };
    return { state: 'refused', refusal: sent.refusal, again: mayCast(poll, part, present) === null };
  }
  const refusal = mayCast(poll, part, present);
  if (refusal === null) return { state: 'choosing', unsent: sent?.state === 'refused' };
  return refusal === 'poll-not-open' && poll.state === 'closed' && present
    ? { state: 'missed', closedAt: poll.closedAt }
    : none;
}
