import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Corrupt } from '../faults.js';
import { bytesOf, describeOn, type Engine } from './opened.js';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Longer than any chunk an engine may cut it into, and not a multiple of one. */
function longBytes(): Uint8Array {
  return Uint8Array.from({ length: 1_500_007 }, (_, index) => (index * 31 + (index >> 8)) % 256);
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer filled again and again, as a parser of uploads may do.
  const chunk = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    chunk.set(part);
    yield chunk.subarray(0, part.length);
  }
}

async function readAll(stream: Readable | null): Promise<Buffer> {
  if (!stream) throw new Error('there is no such blob');
  return buffer(stream);
}

/** What every engine owes the callers of `Blobs`. */
export function describeBlobs(engine: Engine): void {
  describeOn(engine, 'blobs', (bench) => {
    test('bytes come back by their SHA-256, however they were put', async () => {
      const { blobs } = bench.store;
      const bytes = longBytes();
      const answer = { sha256: sha256Of(bytes), size: bytes.length };
      expect(await blobs.put(inChunks(bytes, 10_000))).toEqual(answer);
      expect(await blobs.put(bytes)).toEqual(answer);
      expect(Buffer.compare(await readAll(await blobs.get(answer.sha256)), bytes)).toBe(0);
      expect(await blobs.size(answer.sha256)).toBe(bytes.length);
    });

    test('a blob may be empty', async () => {
      const { blobs } = bench.store;
      const { sha256, size } = await blobs.put(new Uint8Array(0));
      expect({ sha256, size }).toEqual({ sha256: sha256Of(new Uint8Array(0)), size: 0 });
      expect(await blobs.size(sha256)).toBe(0);
      expect(await readAll(await blobs.get(sha256))).toHaveLength(0);
      await expect(blobs.get(sha256, { start: 0, end: 0 })).rejects.toThrow(RangeError);
    });

    test('what is not there is null, what is not a SHA-256 is refused', async () => {
      const { blobs } = bench.store;
      expect(await blobs.get('0'.repeat(64))).toBeNull();
      expect(await blobs.get('0'.repeat(64), { start: 0, end: 0 })).toBeNull();
      expect(await blobs.size('0'.repeat(64))).toBeNull();
      await blobs.remove('0'.repeat(64));
      for (const wrong of ['', 'x', `../${'0'.repeat(61)}`, 'A'.repeat(64)]) {
        await expect(blobs.get(wrong)).rejects.toThrow(TypeError);
        await expect(blobs.size(wrong)).rejects.toThrow(TypeError);
        await expect(blobs.remove(wrong)).rejects.toThrow(TypeError);
      }
    });

    test('the same bytes from two at once are one blob', async () => {
      const { blobs } = bench.store;
      const bytes = longBytes();
      const [one, other] = await Promise.all([blobs.put(inChunks(bytes, 7_001)), blobs.put(inChunks(bytes, 64_000))]);
      expect(one).toEqual(other);
      expect(Buffer.compare(await readAll(await blobs.get(one.sha256)), bytes)).toBe(0);
      await blobs.remove(one.sha256);
      expect(await blobs.get(one.sha256)).toBeNull();
      expect(await blobs.size(one.sha256)).toBeNull();
    });

    test('a source that fails leaves nothing, and its own error is what the caller gets', async () => {
      const { blobs } = bench.store;
      const bytes = longBytes();
      const failure = new Error('the upload was cut off');
      async function* cut(): AsyncGenerator<Uint8Array> {
        yield* inChunks(bytes, 300_000);
        throw failure;
      }
      await expect(blobs.put(cut())).rejects.toBe(failure);
      expect(await blobs.size(sha256Of(bytes))).toBeNull();
    });

    test('bytes are looked at before they have a name; what is refused then leaves nothing, and takes nothing away', async () => {
      const { blobs } = bench.store;
      const bytes = longBytes();
      const sha256 = sha256Of(bytes);
      const failure = new Error('not a paper');
      const refuse = async (read: () => AsyncIterable<Uint8Array>) => {
        const parts: Uint8Array[] = [];
        for await (const part of read()) parts.push(part);
        expect(Buffer.compare(Buffer.concat(parts), bytes)).toBe(0);
        throw failure;
      };
      await expect(blobs.put(inChunks(bytes, 300_000), refuse)).rejects.toBe(failure);
      expect(await blobs.size(sha256)).toBeNull();
      await blobs.put(bytes, async () => expect(await blobs.size(sha256)).toBeNull());
      await expect(blobs.put(bytes, refuse)).rejects.toBe(failure);
      expect(Buffer.compare(await readAll(await blobs.get(sha256)), bytes)).toBe(0);
    });

    test('ranges are inclusive, and an end past the last byte is cut', async () => {
      const { blobs } = bench.store;
      const bytes = longBytes();
      const { sha256, size } = await blobs.put(bytes);
      const ranges = [
        { start: 0, end: 0 },
        { start: 0, end: size - 1 },
        { start: 262_143, end: 262_144 },
        { start: 1, end: 1_000_000 },
        { start: size - 1, end: size - 1 },
        { start: size - 5, end: size + 100 },
      ];
      for (const range of ranges) {
        const found = await readAll(await blobs.get(sha256, range));
        expect(Buffer.compare(found, bytes.subarray(range.start, range.end + 1))).toBe(0);
      }
      for (const range of [
        { start: size, end: size },
        { start: 2, end: 1 },
        { start: -1, end: 1 },
      ]) {
        await expect(blobs.get(sha256, range)).rejects.toThrow(RangeError);
      }
    });

    test('a reader that stops half-way does no harm', async () => {
      const { blobs } = bench.store;
      const { sha256, size } = await blobs.put(longBytes());
      for (const range of [undefined, { start: 5, end: size - 1 }]) {
        const unread = await blobs.get(sha256, range);
        unread?.destroy();
        const begun = await blobs.get(sha256, range);
        for await (const chunk of begun ?? []) if (chunk) break;
      }
      expect(await readAll(await blobs.get(sha256))).toHaveLength(size);
    });

    if (!engine.keeps) return;

    test.each([
      ['small', bytesOf('The bytes of a seal')],
      ['long', longBytes()],
    ])('a damaged blob is never served whole: %s', async (_, bytes) => {
      const { store, opened } = bench;
      const { sha256, size } = await store.blobs.put(bytes);
      await opened.damage(sha256);
      let served = 0;
      const reading = async () => {
        for await (const chunk of (await store.blobs.get(sha256)) ?? []) served += (chunk as Buffer).length;
      };
      await expect(reading()).rejects.toThrow(Corrupt);
      expect(served).toBeLessThan(size);
      // Putting the right bytes again makes it whole.
      await store.blobs.put(bytes);
      expect(await readAll(await store.blobs.get(sha256))).toHaveLength(size);
    });

    test('blobs are there after a restart', async () => {
      const { store, opened } = bench;
      const { sha256 } = await store.blobs.put(bytesOf('x'));
      const again = await opened.reopen();
      expect(await readAll(await again.blobs.get(sha256))).toEqual(Buffer.from('x'));
    });
  });
}
