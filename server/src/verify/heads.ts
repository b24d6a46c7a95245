import { createPublicKey, verify } from 'node:crypto';
import { headText } from '@ecab/shared/heads/slice';
import type { Room } from '@ecab/shared/ledger/machines';
import { textOf } from './files.js';
import { keyName, type Manifest, manifestName, sealText } from './format.js';
import { type Line, placeOf } from './ledger.js';
import { type Say, Wrong } from './wrong.js';

/** Entries that hold one of these are signed (DESIGN.md, Streams). */
const signed: ReadonlySet<string> = new Set(['poll:opened', 'poll:closed', 'session:closed']);

/** Public keys as hex, one a line. @throws Wrong */
export function readKeys(bytes: Uint8Array): string[] {
  const text = textOf(keyName, bytes);
  if (!/^([0-9a-f]{64}\n)+$/.test(text)) throw new Wrong(keyName, 'không phải khóa công khai', 'holds no public key');
  return text.trimEnd().split('\n');
}
/**
 * @param expected the first 16 hex digits of the keys that may have signed, as printed in the minutes; null: whoever
 *   holds the key in the package is believed.
 * @throws Wrong
 */
export function checkKeys(keys: readonly string[], expected: readonly string[] | null, say: Say): void {
  const digits = keys.map((key) => key.slice(0, 16));
  const strange = expected && digits.find((one) => !expected.includes(one));
  if (strange)
    throw new Wrong(keyName, `khóa ${strange} không phải khóa đã nêu`, `key ${strange} is not the one given`);
  if (digits.length === 0) say('Khóa: chưa có gì được ký', 'Key: nothing is signed yet');
  else if (expected) say(`Khóa: ${digits.join(' ')}, đúng khóa đã nêu`, `Key: ${digits.join(' ')}, the one given`);
  else
    say(
      `Khóa: ${digits.join(' ')} (đối chiếu với biên bản hoặc dùng --key)`,
      `Key: ${digits.join(' ')} (compare it with the minutes, or give --key)`,
    );
}

function isSignedBy(key: string, text: string, signature: string): boolean {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
}
const hexOf = (key: string) => Buffer.from(key, 'base64url').toString('hex');

/** Whether the whole package is signed, to its last entry; of an older one, from where on it is not. @throws Wrong */
export function checkSeal(room: Room, manifest: Manifest, keys: readonly string[], say: Say): void {
  if (manifest.version === 1) {
    const last = Math.max(0, ...room.heads.heads.map(({ of }) => of));
    say(
      `Chưa ký: các mục ${last + 1} đến ${manifest.head.seq} và danh mục (gói theo mẫu cũ)`,
      `Not signed: entries ${last + 1} to ${manifest.head.seq} and the manifest (a package of the first layout)`,
    );
    return;
  }
  const { key, signature } = manifest.seal;
  if (!keys.includes(hexOf(key)))
    throw new Wrong(manifestName, 'ký bằng khóa không có trong gói', 'signed with a key that is not in the package');
  if (!isSignedBy(key, sealText(manifest), signature))
    throw new Wrong(manifestName, 'chữ ký không đúng', 'the signature is not valid');
  say(
    `Niêm phong: cả gói được ký, đến mục cuối ${manifest.head.seq}`,
    `Seal: the whole package is signed, to its last entry ${manifest.head.seq}`,
  );
}

/**
 * @param due whether every head that is to be signed must be: a meeting that goes on may wait for its last one.
 * @returns how many are signed.
 * @throws Wrong at the first head that was not signed so, or was due and is missing.
 */
export function checkHeads(
  room: Room,
  lines: readonly Line[],
  keys: readonly string[],
  stream: string,
  { due, place = placeOf }: { readonly due: boolean; readonly place?: (seq: number) => string },
): number {
  const { heads } = room.heads;
  for (const { of, hash, signature, key } of heads) {
    if (!keys.includes(hexOf(key)))
      throw new Wrong(place(of), 'ký bằng khóa không có trong gói', 'signed with a key that is not in the package');
    if (lines[of - 1]?.hash !== hash)
      throw new Wrong(place(of), 'khác với mã băm đã ký', 'differs from the hash that was signed');
    if (!isSignedBy(key, headText(stream, { of, hash }), signature))
      throw new Wrong(place(of), 'chữ ký không đúng', 'the signature is not valid');
  }
  const there = new Set(heads.map(({ of }) => of));
  for (const { entry } of due ? lines : [])
    if (!there.has(entry.seq) && entry.commands.some(({ events }) => events.some(({ type }) => signed.has(type))))
      throw new Wrong(place(entry.seq), 'thiếu chữ ký', 'was to be signed and is not');
  return heads.length;
}
