import { createHash } from 'node:crypto';
import type { Backup } from '../backup/open.js';
import { KeyFault, type Opener } from '../backup/sealing.js';
import { checkKeys } from '../verify/heads.js';
import { type Say, Wrong } from '../verify/wrong.js';
import { createChecker } from './checker.js';

/**
 * Checks what an opened backup holds: that every stream is as it was written, that none leans on what is not in it, and
 * that every blob is the one of its name.
 *
 * @param keys as of `verify --key`; null: not compared.
 * @throws Wrong at the first thing that is not so.
 */
export async function checkBackup(backup: Backup, opener: Opener, keys: readonly string[] | null, say: Say) {
  const checker = createChecker();
  for await (const carried of backup.streams(opener)) checker.stream(carried);
  checker.closed();
  checker.sums(say);
  checkKeys([...checker.keys], keys, say);

  const rows = new Set<string>();
  for await (const row of backup.rows(opener)) {
    rows.add(row.key);
    checker.row(row);
  }
  for (const [owned, place] of checker.owners)
    if (!rows.has(`lease/${owned}`)) throw new Wrong(place, 'không rõ ai đã viết', 'who wrote it is not in the vault');
  if (!rows.has('installation')) throw new Wrong('vault', 'thiếu cơ quan', 'says of no body');
  say(`Kho khóa: ${rows.size} dòng`, `Vault: ${rows.size} rows`);

  const there = new Set<string>();
  for (const { sha256, file } of backup.blobs()) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of await backup.blob(file, opener)) hash.update(chunk);
    } catch (fault) {
      if (fault instanceof Wrong) throw fault;
      const cause = fault instanceof KeyFault ? fault : new KeyFault('damaged', { cause: fault });
      throw new Wrong(file, 'không mở được bằng khóa đã cho', `cannot be opened: ${cause.message}`);
    }
    if (hash.digest('hex') !== sha256) throw new Wrong(file, 'khác với tên của nó', 'is not what its name says');
    there.add(sha256);
  }
  const { missing } = backup.manifest;
  for (const [sha256, { as, place }] of checker.blobs)
    if (as === 'needed' && !there.has(sha256) && !missing.includes(sha256))
      throw new Wrong(place, `thiếu tệp ${sha256}`, `its file ${sha256} is missing`);
  say(`Tệp: ${there.size}, đúng từng byte`, `Blobs: ${there.size}, byte for byte`);
  if (missing.length > 0)
    say(
      `Lưu ý: ${missing.length} tệp đã thiếu khi sao lưu`,
      `Note: ${missing.length} blobs were missing when it was made: ${missing[0]}…`,
    );
}
