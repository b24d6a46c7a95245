import { expect, test } from 'vitest';
import type { Streams } from '../../storage/ports.js';
import { type Call, createCalls } from './calls.js';
import { connect } from './connect.js';
import { modelsOn } from './documents.js';
import { describeMongo, dropDatabase, newDatabase } from './mongo.fixture.js';
import { openMongoStore } from './open.js';
import { mongoStreams } from './streams.js';

const now = () => '2026-11-26T02:00:00.000Z';
const entry = new TextEncoder().encode('{}');

describeMongo('a sweep', (server) => {
  test.each([
    ['within one page', 1],
    ['over the end of a page, all in one instant', 300],
  ])('leaves no stream out that grows between two of its questions: %s', async (_, entries) => {
    const options = { uri: server.uri, database: newDatabase(), now, allowStandalone: true, patienceMs: 60_000 };
    const store = await openMongoStore(options);
    const names = ['meeting/a', 'register/z'];
    for (const name of names)
      for (let after = 0; after < entries; after += 1)
        expect(await store.streams.append(name, after, entry)).toBe('stored');

    const connection = await connect(options);
    const { call, patiently } = createCalls(60_000);
    let grown = entries;
    const meddled: Call = async (work) => {
      const answer = await call(work);
      for (const name of names) await store.streams.append(name, grown, entry);
      grown += 1;
      return answer;
    };
    const sweeping = mongoStreams({ call: meddled, patiently }, modelsOn(connection), now, '');
    expect(new Set(await namesIn(sweeping))).toEqual(new Set(names));
    expect(grown).toBeGreaterThan(entries);

    await connection.destroy();
    await store.close();
    await dropDatabase(server, options.database);
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
