import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { FolderReader } from '../adapters/backup-folder.js';
import { Wrong } from '../verify/wrong.js';
import type { CarriedStream } from './doc-reading.js';
import {
  anyManifest,
  type BackupFile,
  blobIn,
  type Manifest,
  manifestForm,
  manifestName,
  SEALED,
  type Section,
  seamName,
  sectionOf,
  streamLine,
  VERSION,
  vaultLine,
} from './format.js';
import { KeyFault, type Opener } from './sealing.js';

/** A backup whose every file is as its manifest has it. */
export interface Backup {
  readonly manifest: Manifest;
  /** Whether something in it cannot be read without a key; every backup has such. */
  readonly sealed: boolean;
  /** Streams, each in one piece. @throws Wrong */
  streams(opener: Opener): AsyncGenerator<CarriedStream>;
  rows(opener: Opener): AsyncGenerator<{ readonly key: string; readonly value: unknown }>;
  blobs(): readonly { readonly sha256: string; readonly file: string }[];
  blob(file: string, opener: Opener): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Reads every byte of a backup and compares it with the manifest.
 *
 * @throws Wrong at the first file that is missing or changed, or if a newer release wrote it.
 */
export async function openBackup(folder: FolderReader, told: (files: number, of: number) => void = () => {}) {
  const manifest = await readManifest(folder);
  for (const [i, file] of manifest.files.entries()) {
    await compare(folder, file);
    told(i + 1, manifest.files.length);
  }
  return contents(folder, manifest);
}

export async function readManifest(folder: FolderReader): Promise<Manifest> {
  for (const name of [manifestName, seamName])
    if ((await folder.size(name)) === null)
      throw new Wrong(name, 'thiếu tệp: đây không phải bản sao lưu trọn vẹn', 'missing: this is no whole backup');
  const bytes = await folder.whole(manifestName);
  const seam = Buffer.from(await folder.whole(seamName)).toString('latin1');
  const hash = createHash('sha256').update(bytes).digest('hex');
  const changed = () => new Wrong(manifestName, 'đã bị thay đổi', 'was changed');
  if (seam !== `${hash}  ${manifestName}\n`) throw changed();
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw changed();
  }
  const { success, data } = anyManifest.safeParse(value);
  if (!success) throw new Wrong(manifestName, 'không phải bản sao lưu', 'is of no backup');
  if (data.version > VERSION)
    throw new Wrong(
      manifestName,
      `bản sao lưu dạng ${data.version} của bản phát hành mới hơn`,
      `version ${data.version} is of a newer release; this one reads up to ${VERSION}`,
    );
  const read = manifestForm.safeParse(value);
  if (!read.success) throw changed();
  return read.data;
}

async function compare(folder: FolderReader, { name, sha256, size }: BackupFile): Promise<void> {
  const there = await folder.size(name);
  if (there === null) throw new Wrong(name, 'thiếu tệp', 'the file is missing');
  const hash = createHash('sha256');
  if (there === size) for await (const chunk of folder.chunks(name)) hash.update(chunk);
  if (there !== size || hash.digest('hex') !== sha256)
    throw new Wrong(name, 'nội dung tệp khác với danh mục', 'the file differs from the manifest');
}

function contents(folder: FolderReader, manifest: Manifest): Backup {
  const isSealed = (name: string) => name.endsWith(SEALED);
  async function* lines<Line>(section: Section, form: z.ZodType<Line>, opener: Opener): AsyncGenerator<Line> {
    for (const { name } of manifest.files) {
      if (sectionOf(name) !== section) continue;
      const stored = await folder.whole(name);
      const bytes = isSealed(name) ? await opened(name, opener.whole(stored)) : stored;
      // The line feed after the last line leaves an empty one.
      for (let at = 0; at < bytes.length; ) {
        const end = bytes.indexOf(10, at);
        const line = Buffer.from(bytes.buffer, bytes.byteOffset + at, (end < 0 ? bytes.length : end) - at).toString();
        at = end < 0 ? bytes.length : end + 1;
        yield parsed(name, line, form);
      }
    }
  }
  return {
    manifest,
    sealed: manifest.files.some(({ name }) => isSealed(name)),
    async *streams(opener) {
      for (const section of ['streams', 'private'] as const) yield* inPieces(lines(section, streamLine, opener));
    },
    rows: (opener) => lines('vault', vaultLine, opener) as ReturnType<Backup['rows']>,
    blobs: () =>
      manifest.files.flatMap(({ name }) => {
        const sha256 = blobIn(name);
        return sha256 === null ? [] : [{ sha256, file: name }];
      }),
    async blob(file, opener) {
      const chunks = folder.chunks(file);
      return isSealed(file) ? await opened(file, opener.stream(chunks)) : chunks;
    },
  };
}

interface Piece {
  readonly stream: string;
  snapshot: CarriedStream['snapshot'];
  readonly entries: { readonly seq: number; readonly entry: Uint8Array }[];
}
/** Lines of one stream follow each other, also from file to file. */
async function* inPieces(lines: AsyncIterable<z.infer<typeof streamLine>>): AsyncGenerator<CarriedStream> {
  const held: Piece[] = [];
  for await (const line of lines) {
    if (held[0]?.stream !== line.stream) {
      yield* held.splice(0);
      held.push({ stream: line.stream, snapshot: null, entries: [] });
    }
    const [piece] = held as [Piece];
    if ('entry' in line) piece.entries.push({ seq: line.seq, entry: Buffer.from(line.entry, 'base64') });
    else piece.snapshot = { form: line.form, upTo: line.upTo, bytes: Buffer.from(line.snapshot, 'base64') };
  }
  yield* held;
}

function parsed<Line>(name: string, line: string, form: z.ZodType<Line>): Line {
  try {
    return form.parse(JSON.parse(line));
  } catch {
    throw new Wrong(name, 'có dòng không đúng dạng', 'holds a line that is of no known form');
  }
}
async function opened<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (fault) {
    if (!(fault instanceof KeyFault)) throw fault;
    throw new Wrong(name, 'không mở được bằng khóa đã cho', 'cannot be opened with the key given');
  }
}
