import type { Presenter } from '@ecab/shared/presenter/slice';

/**
 * `free`: nobody presents, everybody turns the pages himself. `peeking`: somebody does, and this person reads on his own,
 * which no message tells anybody.
 */
export type Mode = 'free' | 'following' | 'peeking' | 'presenting';
export function modeOf(presenter: Pick<Presenter, 'holder'> | undefined, me: string, aside: boolean): Mode {
  const holder = presenter?.holder ?? null;
  if (holder === null) return 'free';
  if (holder === me) return 'presenting';
  return aside ? 'peeking' : 'following';
}

interface Looking {
  /** Where the presenter is, if he is followed and this person may see it. */
  readonly target: { readonly versionId: string } | null;
  /** What this person has opened himself, if it still is there. */
  readonly chosen: string | null;
  /** Of the item that is shown, in order. */
  readonly papers: readonly { readonly versionId: string }[];
}
/** The version to show; null: none. */
export const versionShown = ({ target, chosen, papers }: Looking): string | null =>
  target?.versionId ?? chosen ?? papers[0]?.versionId ?? null;
