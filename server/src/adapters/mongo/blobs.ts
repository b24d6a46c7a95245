import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { checkSha256, cutRange } from '../../storage/checks.js';
import { Corrupt, StoreFault } from '../../storage/faults.js';
import type { Blobs, ByteRange, Instant } from '../../storage/ports.js';
import { type Call, insertIfAbsent } from './calls.js';
import type { BlobDoc, ChunkDoc, Models } from './documents.js';

/** What GridFS uses. */
const CHUNK_BYTES = 255 * 1024;
/** By then an upload has ended or its server has. */
const HALF_WRITTEN_MS = 24 * 3_600_000;

/**
 * Blobs as files of GridFS, under a name of their own until their SHA-256 is known; then one document gives the hash its
 * file. Chunks have keys of ours, so that each is found by its key.
 */
export function mongoBlobs(call: Call, models: Models, now: () => Instant): Blobs {
  const { blobs, uploads, files, chunks } = models;
  const named = (sha256: string) => call(() => blobs.findOne({ _id: sha256 }).lean<BlobDoc>());

  async function write(file: string, source: AsyncIterable<Uint8Array> | readonly Uint8Array[]) {
    const hash = createHash('sha256');
    const held = Buffer.alloc(CHUNK_BYTES);
    let [size, filled, n] = [0, 0, 0];
    const flush = async () => {
      const data = Buffer.from(held.subarray(0, filled));
      await insertIfAbsent(call, chunks, { _id: `${file}/${n}`, files_id: file, n, data });
      n += 1;
      filled = 0;
    };
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.byteLength;
      for (let at = 0; at < chunk.byteLength; ) {
        const part = chunk.subarray(at, at + CHUNK_BYTES - filled);
        held.set(part, filled);
        filled += part.byteLength;
        at += part.byteLength;
        if (filled === CHUNK_BYTES) await flush();
      }
    }
    if (filled > 0) await flush();
    return { sha256: hash.digest('hex'), size };
  }
  async function isWhole({ _id, file, size }: BlobDoc): Promise<boolean> {
    try {
      for await (const chunk of wholeBlob(call, models, { _id, file, size })) if (!chunk) break;
      return true;
    } catch (error) {
      if (error instanceof Corrupt) return false;
      throw error;
    }
  }
  /** The bytes are there under `file`: gives them their name, unless they have it already. */
  async function name(blob: BlobDoc): Promise<void> {
    for (;;) {
      if (await insertIfAbsent(call, blobs, blob)) return;
      const stored = await named(blob._id);
      if (!stored) continue;
      // Should the one that is there be damaged, it is whole again.
      const whole = await isWhole(stored);
      if (!whole)
        await call(() => blobs.updateOne({ _id: blob._id, file: stored.file }, { $set: { file: blob.file } }));
      return clear(call, models, whole ? blob.file : stored.file);
    }
  }

  return {
    async put(source, look) {
      const file = randomUUID();
      const given = source instanceof Uint8Array ? [Buffer.from(source)] : source;
      // Said before it is begun: what is left half-written is found by this.
      await insertIfAbsent(call, uploads, { _id: file, at: now() });
      try {
        const { sha256, size } = await write(file, given);
        await look?.(() => wholeBlob(call, models, { _id: sha256, file, size }));
        const facts = { length: size, chunkSize: CHUNK_BYTES, uploadDate: new Date(now()), filename: sha256 };
        await insertIfAbsent(call, files, { _id: file, ...facts });
        await name({ _id: sha256, file, size });
        await call(() => uploads.deleteOne({ _id: file }));
        return { sha256, size };
      } catch (error) {
        // After a fault of the store it may yet get its name: that is settled a day later. The cause is what the caller
        // must learn, so what cannot be cleared away now is swept then too.
        if (!(error instanceof StoreFault)) await clear(call, models, file).catch(() => {});
        throw error;
      }
    },

    async get(sha256, range) {
      checkSha256(sha256);
      const blob = await named(sha256);
      if (!blob) return null;
      const parts = range ? part(call, models, blob, cutRange(range, blob.size)) : wholeBlob(call, models, blob);
      return Readable.from(parts, { objectMode: false });
    },

    async size(sha256) {
      checkSha256(sha256);
      return (await named(sha256))?.size ?? null;
    },

    async remove(sha256) {
      checkSha256(sha256);
      const blob = await named(sha256);
      if (!blob) return;
      await call(() => blobs.deleteOne({ _id: sha256 }));
      await clear(call, models, blob.file);
    },
  };
}

/** Clears away what servers left half-written a day ago or longer. */
export async function sweepUploads(call: Call, models: Models, now: Instant): Promise<void> {
  const before = new Date(Date.parse(now) - HALF_WRITTEN_MS).toISOString();
  const left = await call(() => models.uploads.find({ at: { $lt: before } }).lean());
  for (const { _id } of left) await clearUnnamed(call, models, _id);
}

async function clearUnnamed(call: Call, models: Models, file: string): Promise<void> {
  const written = await call(() => models.files.findOne({ _id: file }, { filename: 1 }).lean());
  const blob = written && (await call(() => models.blobs.findOne({ _id: written.filename }).lean()));
  if (blob?.file === file) await call(() => models.uploads.deleteOne({ _id: file }));
  else await clear(call, models, file);
}

async function clear(call: Call, { uploads, files, chunks }: Models, file: string): Promise<void> {
  await call(() => files.deleteOne({ _id: file }));
  await call(() => chunks.deleteMany({ files_id: file }));
  await call(() => uploads.deleteOne({ _id: file }));
}

async function chunkOf(call: Call, { chunks }: Models, { _id, file, size }: BlobDoc, n: number): Promise<Buffer> {
  const chunk = await call(() => chunks.findOne({ _id: `${file}/${n}` }).lean<ChunkDoc>());
  const expected = Math.min(CHUNK_BYTES, size - n * CHUNK_BYTES);
  if (chunk?.data.length !== expected) throw new Corrupt(`blob ${_id} is not whole`);
  return chunk.data;
}

async function* wholeBlob(call: Call, models: Models, blob: BlobDoc): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  // The last chunk is held back until the hash is known: nobody ever receives a whole blob that is not the right one.
  let held: Buffer | null = null;
  for (let n = 0; n * CHUNK_BYTES < blob.size; n += 1) {
    const chunk = await chunkOf(call, models, blob, n);
    hash.update(chunk);
    if (held) yield held;
    held = chunk;
  }
  if (hash.digest('hex') !== blob._id) throw new Corrupt(`blob ${blob._id} does not match its name`);
  if (held) yield held;
}

async function* part(call: Call, models: Models, blob: BlobDoc, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  for (let n = Math.floor(start / CHUNK_BYTES); n * CHUNK_BYTES <= end; n += 1) {
    const chunk = await chunkOf(call, models, blob, n);
    yield chunk.subarray(Math.max(0, start - n * CHUNK_BYTES), end - n * CHUNK_BYTES + 1);
  }
}
