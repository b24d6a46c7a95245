import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

// The engine reads its log up to the first frame that does not add up, and takes what follows for the remains of a
// transaction that a loss of power cut off. Nobody was told that such a one is saved. But each transaction is on the disk
// before the next is begun: where one stands whole behind that frame, what is lost was acknowledged.
// The format: https://sqlite.org/fileformat2.html#the_write_ahead_log

const HEADER = 32;
const FRAME = 24;
/** Before its checksum. */
const HEADER_SUMMED = 24;
const FRAME_SUMMED = 8;
type Sum = readonly [number, number];

/**
 * @param file the database's; its log lies beside it.
 * @returns the number of the frame, from 0, behind which something acknowledged is lost; null if there is none.
 */
export function brokenFrame(file: string): number | null {
  const pageBytes = pageBytesOf(file);
  if (pageBytes < 512) return null;
  const bytes = readFileSync(`${file}-wal`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames = Math.floor((bytes.length - HEADER) / (FRAME + pageBytes));
  if (frames < 1) return null;
  const start = (n: number) => HEADER + n * (FRAME + pageBytes);
  const little = (view.getUint32(0) & 1) === 0;
  const add = ([a, b]: Sum, from: number, length: number): Sum => {
    for (let at = from; at < from + length; at += 8) {
      a = (a + view.getUint32(at, little) + b) >>> 0;
      b = (b + view.getUint32(at + 4, little) + a) >>> 0;
    }
    return [a, b];
  };
  const isSum = ([a, b]: Sum, at: number) => view.getUint32(at) === a && view.getUint32(at + 4) === b;
  const sumIn = (at: number): Sum => [view.getUint32(at), view.getUint32(at + 4)];
  const isOfLog = (n: number, salts: number) =>
    bytes.compare(bytes, salts, salts + 8, start(n) + 8, start(n) + 16) === 0;
  const follows = (n: number, before: Sum) => {
    const sum = add(add(before, start(n), FRAME_SUMMED), start(n) + FRAME, pageBytes);
    return isSum(sum, start(n) + 16);
  };
  const ends = (n: number) => view.getUint32(start(n) + 4) !== 0;

  const isHeaderWhole = isSum(add([0, 0], 0, HEADER_SUMMED), HEADER_SUMMED);
  // Frames of an earlier log, already in the file, lie behind with salts of their own.
  const salts = isHeaderWhole ? 16 : start(0) + 8;
  let broken = 0;
  if (isHeaderWhole) {
    const before = (n: number) => sumIn(n === 0 ? HEADER_SUMMED : start(n - 1) + 16);
    while (broken < frames && isOfLog(broken, salts) && follows(broken, before(broken))) broken += 1;
  }
  for (let n = broken; n + 1 < frames; n += 1)
    if (ends(n) && isOfLog(n, salts) && isOfLog(n + 1, salts) && follows(n + 1, sumIn(start(n) + 16))) return broken;
  return null;
}

/** As the file itself says; 0 if it says nothing that may be. */
function pageBytesOf(file: string): number {
  const header = Buffer.alloc(18);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, header, 0, header.length, 0);
  } finally {
    closeSync(opened);
  }
  const said = header.readUInt16BE(16);
  const bytes = said === 1 ? 65_536 : said;
  return (bytes & (bytes - 1)) === 0 ? bytes : 0;
}
