import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { checkSha256, cutRange } from '../checks.js';
import type { Blobs } from '../ports.js';

export function memoryBlobs(): Blobs {
  const blobs = new Map<string, Buffer>();
  return {
    async put(source, look) {
      const parts: Uint8Array[] = [];
      // Copied: a source may fill the same buffer again.
      if (source instanceof Uint8Array) parts.push(source);
      else for await (const part of source) parts.push(new Uint8Array(part));
      const bytes = Buffer.concat(parts);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await look?.(() => Readable.from([Buffer.from(bytes)]));
      blobs.set(sha256, bytes);
      return { sha256, size: bytes.byteLength };
    },
    async get(sha256, range) {
      checkSha256(sha256);
      const bytes = blobs.get(sha256);
      if (!bytes) return null;
      const cut = range ? cutRange(range, bytes.byteLength) : { start: 0, end: bytes.byteLength - 1 };
      const copy = Buffer.from(bytes.subarray(cut.start, cut.end + 1));
      return Readable.from(copy.byteLength > 0 ? [copy] : [], { objectMode: false });
    },
    async size(sha256) {
      checkSha256(sha256);
      return blobs.get(sha256)?.byteLength ?? null;
    },
    async remove(sha256) {
      checkSha256(sha256);
      blobs.delete(sha256);
    },
  };
}
