import { crc32 } from 'node:zlib';
import { Wrong } from './wrong.js';

// A package is a ZIP that any tool opens, written in one way only: names in ASCII, files stored as they are, no times.
// So the same files are the same bytes, today and in ten years (no compressor has to be kept), and a reader that makes
// the structure again and compares it sees every byte of it that was changed.

export interface ZipFile {
  readonly name: string;
  /** Read when it is that file's turn; one is held at a time. */
  readonly read: () => Promise<Uint8Array>;
}
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}
interface Placed {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
}
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const VERSION = 10;
/** 1 January 1980, where the count of days in a ZIP begins. */
const DAY_ONE = 0x21;
/** Beyond it sizes and offsets would need another structure. */
const MOST_BYTES = 0xffff_fffe;
const MOST_FILES = 0xfffe;

/** What the local and the central header of a file have in common. */
function common({ name, crc, size }: Placed): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(VERSION, 0);
  bytes.writeUInt16LE(DAY_ONE, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(size, 14);
  bytes.writeUInt32LE(size, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
}
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const localHeader = (file: Placed) => Buffer.concat([uint32(LOCAL), common(file), Buffer.from(file.name, 'latin1')]);
function directory(files: readonly Placed[], offset: number): Buffer {
  const headers = files.map((file) =>
    Buffer.concat([
      uint32(CENTRAL),
      Buffer.from([VERSION, 0]),
      common(file),
      Buffer.alloc(10),
      uint32(file.offset),
      Buffer.from(file.name, 'latin1'),
    ]),
  );
  const size = headers.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...headers, end]);
}

/** @throws RangeError for a name that is not plain ASCII, or more than a ZIP without extensions holds (4 GiB). */
export async function* zip(files: readonly ZipFile[]): AsyncGenerator<Uint8Array> {
  if (files.length > MOST_FILES) throw new RangeError(`${files.length} files in a package`);
  const placed: Placed[] = [];
  let offset = 0;
  for (const { name, read } of files) {
    if (!isName(name)) throw new RangeError(`${JSON.stringify(name)} names no file of a package`);
    const bytes = await read();
    const one = { name, crc: crc32(bytes), size: bytes.length, offset };
    const header = localHeader(one);
    offset += header.length + bytes.length;
    if (offset > MOST_BYTES) throw new RangeError(`a package of more than ${MOST_BYTES} bytes`);
    placed.push(one);
    yield header;
    yield bytes;
  }
  yield directory(placed, offset);
}
const isName = (name: string) =>
  /^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/.test(name) && !/(^|\/)\.\.?(\/|$)/.test(name);

/**
 * The files of a package, as views of `bytes`.
 *
 * @throws Wrong at the first byte that {@link zip} would not have written so.
 */
export function unzip(bytes: Uint8Array): ZipEntry[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  const placed: Placed[] = [];
  let at = 0;
  while (at + LOCAL_BYTES <= all.length && all.readUInt32LE(at) === LOCAL) {
    const size = all.readUInt32LE(at + 18);
    const start = at + LOCAL_BYTES + all.readUInt16LE(at + 26);
    const name = all.toString('latin1', at + LOCAL_BYTES, start);
    if (!isName(name)) throw broken(at + LOCAL_BYTES, entries);
    if (start + size > all.length) throw broken(at + 18, entries);
    const data = all.subarray(start, start + size);
    const one = { name, crc: crc32(data), size, offset: at };
    const header = localHeader(one);
    const differs = firstDifference(header, all.subarray(at, start));
    if (differs >= 14 && differs < 18)
      throw new Wrong(name, 'nội dung tệp khác với mã kiểm của nó', 'the file differs from its checksum');
    if (differs >= 0) throw broken(at + differs, entries);
    entries.push({ name, bytes: data });
    placed.push(one);
    at = start + size;
  }
  const differs = firstDifference(directory(placed, at), all.subarray(at));
  if (differs >= 0) throw broken(at + differs, entries);
  return entries;
}
function broken(offset: number, entries: readonly ZipEntry[]): Wrong {
  const after = entries.at(-1)?.name;
  const [vi, en] = after === undefined ? ['', ''] : [`, sau tệp ${after}`, `, after file ${after}`];
  return new Wrong(
    `ZIP, byte ${offset}`,
    `cấu trúc gói hồ sơ không đúng${vi}`,
    `the package is not structured as it was written${en}`,
  );
}
/** -1 if they are equal. */
function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return i;
  return a.length === b.length ? -1 : length;
}
