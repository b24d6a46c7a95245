import { expect, test } from 'vitest';
import { memoryBlobs } from '../storage/memory/blobs.js';
import { createThumbnails } from './thumbnails.js';

test('a page that many ask for is drawn once; what could not be drawn is tried again', async () => {
  const drawn: number[] = [];
  let broken = true;
  const thumbnails = createThumbnails(memoryBlobs(), {
    thumbnail: async (_load, pageIndex) => {
      drawn.push(pageIndex);
      if (pageIndex === 7 && broken) throw new Error('the engine does not start');
      return pageIndex === 9 && broken ? null : Uint8Array.of(pageIndex);
    },
  });
  const pictures = await Promise.all([1, 2, 1, 1].map((page) => thumbnails('a', page)));
  expect(pictures).toEqual([1, 2, 1, 1].map((page) => Uint8Array.of(page)));
  expect(await thumbnails('b', 1)).toEqual(Uint8Array.of(1));
  expect(drawn.splice(0)).toEqual([1, 2, 1]);
  await expect(thumbnails('a', 7)).rejects.toThrow('does not start');
  expect(await thumbnails('a', 9)).toBeNull();
  broken = false;
  expect(await thumbnails('a', 7)).toEqual(Uint8Array.of(7));
  expect(await thumbnails('a', 9)).toEqual(Uint8Array.of(9));
});
