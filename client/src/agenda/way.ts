import type { DraftItem } from '@ecab/shared/sync/content';

/** How an item is settled, as secretaries say it; the draft has it as kind and vote. */
export const ways = ['note', 'discuss', 'open', 'paper'] as const;
export type Way = (typeof ways)[number];
type Kind = DraftItem['kind'];
type Settled = Pick<DraftItem, 'kind' | 'vote'>;

export const wayOf = ({ kind, vote }: Settled): Way => {
  if (vote !== 'none') return vote;
  return kind === 'information' ? 'note' : 'discuss';
};
/** A report is only noted: what is discussed or put to the vote is at least a decision, and people are elected in secret. */
export function settledBy(way: Way, { kind }: Settled): Settled {
  if (way === 'note') return { kind: 'information', vote: 'none' };
  const other: Kind = way === 'discuss' ? 'anyOtherBusiness' : way === 'paper' ? 'personnel' : 'decision';
  const fits = kind !== 'information' && !(way !== 'discuss' && kind === 'anyOtherBusiness');
  return { kind: fits ? kind : other, vote: way === 'discuss' ? 'none' : way };
}
