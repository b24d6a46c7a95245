import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Corrupt } from '../../storage/faults.js';
import { fileBlobs, sweepIncoming } from './blobs.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
  await sweepIncoming(folder);
});
afterEach(() => rm(folder, { recursive: true }));
const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2));
async function change(sha256: string, at: number): Promise<void> {
  const file = await open(pathOf(sha256), 'r+');
  await file.write(new Uint8Array([1]), 0, 1, at);
  await file.close();
}

test('no range of a damaged blob is served, also when its earlier ranges were sound; put again it is whole', async () => {
  const blobs = fileBlobs(folder);
  const bytes = Buffer.alloc(900_000, 'giấy');
  const { sha256 } = await blobs.put(bytes);
  const range = { start: 10, end: 19 };
  expect(await buffer((await blobs.get(sha256, range))!)).toEqual(bytes.subarray(10, 20));
  await change(sha256, 800_000);
  await expect(blobs.get(sha256, range)).rejects.toThrow(Corrupt);
  await expect(blobs.get(sha256, range)).rejects.toThrow(Corrupt);
  await blobs.put(bytes);
  expect(await buffer((await blobs.get(sha256, range))!)).toEqual(bytes.subarray(10, 20));
});

test('until a blob is whole it has no name', async () => {
  const blobs = fileBlobs(folder);
  let seen: string[] = [];
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(100_000, 1);
    seen = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map((one) => one.parentPath);
    yield Buffer.alloc(100_000, 2);
  }
  const { sha256 } = await blobs.put(source());
  expect(seen).toEqual([join(folder, 'incoming')]);
  expect((await readFile(pathOf(sha256))).length).toBe(200_000);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});
