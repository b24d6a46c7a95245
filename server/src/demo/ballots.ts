import { digestOf } from '@ecab/shared/ledger/entry';
import type { Choice } from '@ecab/shared/voting/tally';
import type { PastPoll } from './data.js';

export type Cast = readonly [personId: string, choice: Choice];

/**
 * Who cast what, made up from the counts: the same every time. Only those present cast; the chair's own ballot is the one
 * that the data name, where they do.
 *
 * @param seed names the poll: another poll has another order of people.
 * @throws RangeError if more ballots were counted than people were there.
 */
export function ballotsOf(
  { counts, chairChoice }: Pick<PastPoll, 'counts' | 'chairChoice'>,
  present: readonly string[],
  chair: string,
  seed: string,
): readonly Cast[] {
  const named: Cast[] = chairChoice === null ? [] : [[chair, chairChoice]];
  const left = (['approve', 'reject', 'not_voting'] as const).flatMap((choice) =>
    Array.from({ length: counts[choice] - (chairChoice === choice ? 1 : 0) }, () => choice),
  );
  const rank = (personId: string) => digestOf([seed, personId]);
  const people = present
    .filter((personId) => named.length === 0 || personId !== chair)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  if (left.length > people.length) throw new RangeError(`${seed}: ${left.length} ballots of ${people.length} people`);
  return [...named, ...left.map((choice, index): Cast => [people[index] as string, choice])];
}
