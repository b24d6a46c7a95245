import { privateInkDoc } from '@ecab/shared/sync/doc-name';
import { expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import type { StoreReader } from '../storage/ports.js';
import { DOC_FORM } from '../sync/doc-log.js';
import { now } from './backup.fixture.js';
import { readDoc } from './doc-reading.js';

const stream = `doc/${privateInkDoc('v1', 'p-an')}`;
const entry = new Uint8Array([1]);

/** After so many reads of its entries they are folded, with what came meanwhile. */
async function foldedAfter(reads: number, meanwhile: number, count = 200) {
  const { streams } = memoryStore({ now });
  const append = async (from: number, count: number) => {
    for (let after = from; after < from + count; after += 1)
      expect(await streams.append(stream, after, entry)).toBe('stored');
  };
  await append(0, count);
  let left = reads;
  const reader: StoreReader['streams'] = {
    ...streams,
    async read(...asked) {
      const page = await streams.read(...asked);
      left -= 1;
      if (left === 0) {
        await append(count, meanwhile);
        await streams.keep(stream, DOC_FORM, count + meanwhile, new Uint8Array([9]));
        await streams.trim(stream, count + meanwhile);
      }
      return page;
    },
  };
  return readDoc(reader, stream);
}

test.each([
  ['between two pages', 1, 0],
  ['between two pages, with one entry more', 1, 1],
  ['between two pages, with a page more', 1, 100],
  ['after its last page, which was full, with one entry more', 2, 1],
])('a doc that is folded %s is read to its end', async (_, reads, meanwhile) => {
  const { snapshot, entries } = await foldedAfter(reads, meanwhile);
  expect({ upTo: snapshot?.upTo, entries: entries.length }).toEqual({ upTo: 200 + meanwhile, entries: 0 });
});

test.each([
  ['a full one', 200],
  ['a part of one', 150],
])('a doc that is folded after its last page, %s, is carried as it was read', async (_, count) => {
  const { snapshot, entries } = await foldedAfter(2, 0, count);
  expect({ snapshot, last: entries.at(-1)?.seq }).toEqual({ snapshot: null, last: count });
});
