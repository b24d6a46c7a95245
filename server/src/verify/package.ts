import type { Room } from '@ecab/shared/ledger/machines';
import { openPackage, type Package, sha256Of } from './files.js';
import { derivedFiles, jsonBytes, keyName, ledgerName, minutesName, papersIn } from './format.js';
import { checkHeads, checkKeys, checkSeal, readKeys } from './heads.js';
import { type Line, placeOf, readLedger } from './ledger.js';
import { replay } from './replay.js';
import { type Say, Wrong } from './wrong.js';

export interface VerifyOptions {
  /** First 16 hex digits of the keys that may have signed, as printed in minutes; null: not compared. */
  readonly keys: readonly string[] | null;
  readonly say: Say;
}
/**
 * Recomputes everything that a package of a meeting's record claims: files, chain, signatures, polls, what was issued.
 *
 * @throws Wrong naming the first thing that does not hold.
 */
export function verifyPackage(bytes: Uint8Array, { keys: expected, say }: VerifyOptions): void {
  const pack = openPackage(bytes, say);
  const keys = readKeys(pack.file(keyName));
  checkKeys(keys, expected, say);
  const lines = readLedger(pack.file(ledgerName), pack.manifest, say);
  const room = replay(lines, say);
  const signed = checkHeads(room, lines, keys, pack.manifest.stream, { due: true });
  say(`Chữ ký: ${signed} mốc của sổ được ký đúng`, `Signatures: ${signed} heads of the ledger are signed`);
  checkIssued(room, pack, say);
  checkArchived(room, lines, pack, say);
  checkDerived(room, pack, say);
  // Last: what is wrong inside is told by its own name, not by the seal that it breaks.
  checkSeal(room, pack.manifest, keys, say);
}

function checkIssued(room: Room, pack: Package, say: Say): void {
  const { issued } = room.minutes;
  if (!issued) throw new Wrong(ledgerName, 'biên bản chưa ban hành', 'no minutes were issued');
  if (sha256Of(pack.file(minutesName)) !== issued.sha256)
    throw new Wrong(minutesName, 'khác với biên bản đã ban hành', 'is not the minutes that were issued');
  say(`Biên bản ${room.minutes.symbol}: đúng bản đã ban hành`, `Minutes ${room.minutes.symbol}: as issued`);
  const versions = papersIn(room);
  for (const { name, sha256 } of versions)
    if (sha256Of(pack.file(name)) !== sha256)
      throw new Wrong(name, 'khác với tài liệu đã đưa vào phiên họp', 'is not the paper that was added');
  const known = new Set(versions.map(({ name }) => name));
  for (const name of pack.names)
    if (name.startsWith('papers/') && !known.has(name))
      throw new Wrong(name, 'tài liệu không có trong sổ', 'is a paper that the ledger does not know');
  say(`Tài liệu: ${versions.length} phiên bản, đúng từng byte`, `Papers: ${versions.length} versions, byte for byte`);
}

function checkArchived({ meeting }: Room, lines: readonly Line[], { manifest }: Package, say: Say): void {
  const last = placeOf(lines.length);
  const archives = lines
    .at(-1)
    ?.entry.commands.some(({ events }) => events.some(({ type }) => type === 'meeting:archived'));
  if (meeting.state !== 'archived' || !archives)
    throw new Wrong(last, 'cuộc họp chưa được lưu trữ ở mục này', 'the meeting was not archived by this entry');
  if (meeting.meetingId !== manifest.meetingId || meeting.bodyId !== manifest.bodyId)
    throw new Wrong(last, 'cuộc họp khác với danh mục', 'another meeting than the manifest says');
  say('Lưu trữ: hồ sơ kết thúc bằng lệnh lưu trữ', 'Archive: the record ends with its archiving');
}

function checkDerived(room: Room, pack: Package, say: Say): void {
  const derived = Object.entries(derivedFiles(room));
  for (const [name, value] of derived)
    if (!Buffer.from(jsonBytes(value)).equals(pack.file(name)))
      throw new Wrong(name, 'không khớp với sổ sự kiện', 'does not follow from the ledger');
  const names = derived.map(([name]) => name).join(', ');
  say(`Bảng kê: ${names} khớp với sổ`, `Lists: ${names} follow from the ledger`);
}
