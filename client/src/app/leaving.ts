/** What keeps something of a person on this device, and so has a say when he leaves. */
export interface Keeper {
  /** How many things made here the server has not acknowledged. */
  readonly unsent?: (personId: string) => Promise<number>;
  /** Deletes everything kept of the person. */
  readonly wipe: (personId: string) => Promise<void>;
}
const keepers = new Set<Keeper>();

/** @returns how to take it back. */
export function addKeeper(keeper: Keeper): () => void {
  keepers.add(keeper);
  return () => void keepers.delete(keeper);
}

export async function countUnsent(personId: string): Promise<number> {
  const counts = await Promise.all([...keepers].map((keeper) => keeper.unsent?.(personId) ?? 0));
  return counts.reduce((sum, n) => sum + n, 0);
}

/** Every keeper has its turn even if one fails; the first failure is thrown afterwards. */
export async function wipeAll(personId: string): Promise<void> {
  const done = await Promise.allSettled([...keepers].map((keeper) => keeper.wipe(personId)));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}
