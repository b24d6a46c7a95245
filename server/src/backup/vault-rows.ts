import type { Secret, Vault } from '../storage/ports.js';

/**
 * What a restored body needs of the vault, and what it must not have: sessions, links and the like belong to the store
 * that gave them (everyone signs in anew), cursors to its index, which is made anew.
 */
const rows: Readonly<Record<string, 'kept' | 'left'>> = {
  installation: 'kept',
  /** Passwords, hashed, and the names they are for. */
  credential: 'kept',
  'sign-in': 'kept',
  /** The key that signs heads. */
  key: 'kept',
  /** Who writes under a client id: the proof of who wrote what. */
  lease: 'kept',
  /** Copies of texts that tablets had and the server did not. */
  rescue: 'kept',
  session: 'left',
  'sessions-of': 'left',
  link: 'left',
  qr: 'left',
  tries: 'left',
  'known-device': 'left',
  cursor: 'left',
  restoring: 'left',
  control: 'left',
};
export const kindOfRow = (key: string): string => key.split('/', 1)[0] ?? key;
/** @returns `unknown` for a kind of row that nothing is said of here. */
export const fateOf = (key: string): 'kept' | 'left' | 'unknown' => {
  const kind = kindOfRow(key);
  return Object.hasOwn(rows, kind) ? (rows[kind] ?? 'unknown') : 'unknown';
};
const PAGE = 200;

/** Every row under a prefix. @throws StoreFault */
export async function* vaultRows(vault: Pick<Vault, 'list'>, prefix = ''): AsyncGenerator<Secret> {
  for (let after: string | null = null; ; ) {
    const page: readonly Secret[] = await vault.list(prefix, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.key;
  }
}
