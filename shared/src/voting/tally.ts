import { type Base, meets, type Share } from '../rules/share.js';

export const outcomes = ['passed', 'failed', 'passed_by_tie', 'failed_by_tie', 'tied_unresolved'] as const;
export type Outcome = (typeof outcomes)[number];
export const choices = ['approve', 'reject', 'not_voting'] as const;
export type Choice = (typeof choices)[number];

/** In people. `no_response`: nothing received, which is not the same as a declared `not_voting`; `invalid`: paper only. */
export interface Counts {
  readonly approve: number;
  readonly reject: number;
  readonly not_voting: number;
  readonly no_response: number;
  readonly invalid: number;
}

/**
 * Counts one closed poll by name.
 *
 * @param cast the choices in any order; may be empty.
 * @param size people in the base's roll: for most bodies all members in office, not those present.
 * @throws RangeError on more ballots than people. Casting refuses such a ballot, so here the stored poll is damaged.
 * @see RULES.md c2
 */
export function count(cast: readonly Choice[], size: number): Counts {
  if (cast.length > size) throw new RangeError(`${cast.length} ballots, ${size} entitled`);
  const counts = { approve: 0, reject: 0, not_voting: 0, no_response: size - cast.length, invalid: 0 };
  for (const choice of cast) counts[choice] += 1;
  return counts;
}

/** The number that a share is taken of. `present`: people in the room when the poll opened. */
export function baseOf(base: Base, { approve, reject, not_voting, invalid }: Counts, members: number, present: number) {
  switch (base) {
    case 'members':
      return members;
    case 'present':
      return present;
    case 'cast':
      return approve + reject + not_voting + invalid;
    case 'valid':
      return approve + reject + not_voting;
    case 'approve_plus_reject':
      return approve + reject;
  }
}

/** What an outcome is decided on. `head`: the body head's own open ballot, null if none was cast or it is secret. */
export interface Closing {
  readonly counts: Counts;
  readonly base: number;
  readonly decision: Share;
  readonly tie: 'head_side' | 'none';
  readonly head: Choice | null;
}
/** RULES.md c2, in that order. Two thirds of nobody is no majority. */
export function outcomeOf({ counts: { approve, reject }, base, decision, tie, head }: Closing): Outcome {
  if (approve > 0 && meets(approve, decision, base)) return 'passed';
  if (tie === 'none' || approve !== reject || approve === 0) return 'failed';
  if (head === 'approve') return 'passed_by_tie';
  return head === 'reject' ? 'failed_by_tie' : 'tied_unresolved';
}
export const isCarried = (outcome: Outcome) => outcome === 'passed' || outcome === 'passed_by_tie';
