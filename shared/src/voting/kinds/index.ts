import { open } from './open.js';
import { paper } from './paper.js';

/** How a kind of poll differs from the others. */
export interface Kind {
  /** Ballots are cast on the tablets, by name. Else tellers count them on paper and the secretary enters the record. */
  readonly onTablets: boolean;
  /** Nobody, the software included, may look up who voted how. */
  readonly secret: boolean;
}
export const kinds = { open, paper } satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as [KindName, ...KindName[]];
