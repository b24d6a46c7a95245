import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Streams } from '../../storage/ports.js';
import { type Call, createCalls } from './calls.js';
import { connect } from './connect.js';
import { modelsOn } from './documents.js';
import { describeMongo, dropDatabase, newDatabase } from './mongo.fixture.js';
import { openMongoStore } from './open.js';
import { mongoStreams } from './streams.js';

const now = () => '2026-11-26T02:00:00.000Z';
const entry = new TextEncoder().encode('{}');

/** A store, and its streams as one sees them who asks while others are at work between any two questions. */
async function openTwo(uri: string) {
  const options = { uri, database: newDatabase(), now, allowStandalone: true, patienceMs: 60_000 };
  const store = await openMongoStore(options);
  const connection = await connect(options);
  const { call, patiently } = createCalls(60_000);
  return {
    store,
    streamsWhile: (others: () => Promise<unknown>) => {
      const disturbed: Call = async (work) => {
        const answer = await call(work);
        await others();
        return answer;
      };
      return mongoStreams({ call: disturbed, patiently }, modelsOn(connection), now, '');
    },
    async remove() {
      await connection.destroy();
      await store.close();
      await dropDatabase({ uri }, options.database);
    },
  };
}

describeMongo('between two questions', (server) => {
  let two: Awaited<ReturnType<typeof openTwo>>;
  beforeEach(async () => {
    two = await openTwo(server.uri);
  });
  afterEach(() => two.remove());

  test.each([
    ['within one page', 1],
    ['over the end of a page, all in one instant', 300],
  ])('of a sweep a stream grows, and is not left out: %s', async (_, entries) => {
    const { streams } = two.store;
    const names = ['meeting/a', 'register/z'];
    for (const name of names)
      for (let after = 0; after < entries; after += 1) expect(await streams.append(name, after, entry)).toBe('stored');
    let head = entries;
    const swept = two.streamsWhile(async () => {
      for (const name of names) expect(await streams.append(name, head, entry)).toBe('stored');
      head += 1;
    });
    expect(new Set(await namesIn(swept))).toEqual(new Set(names));
    expect(head).toBeGreaterThan(entries);
  });

  test('of a read the first entry is trimmed, and what is left of it is no entry', async () => {
    const { streams } = two.store;
    for (let after = 0; after < 3; after += 1) await streams.append('doc/a', after, entry);
    await streams.keep('doc/a', 'yjs', 2, entry);
    const read = two.streamsWhile(() => streams.trim('doc/a', 2));
    expect(await read.read('doc/a', 1, 9)).toEqual([{ seq: 3, entry: new Uint8Array(entry) }]);
  });
});

async function namesIn(streams: Streams): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<Streams['touched']>> = await streams.touched(now(), after, 10);
    found.push(...page.streams);
    if (page.next === null) return found;
    after = page.next;
  }
}
