import { fromBytes, hashOf, toBytes } from '@ecab/shared/ledger/entry';
import { privateInkDoc } from '@ecab/shared/sync/doc-name';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { now } from '../backup/backup.fixture.js';
import { fillStore, novemberId, pastId, WRITER } from '../backup/body.fixture.js';
import { memoryStore } from '../storage/memory.js';
import type { Row, Store, StoreReader } from '../storage/ports.js';
import { openCabinet, type TestCabinet } from '../testing/app.fixture.js';
import { Wrong } from '../verify/wrong.js';
import { checkStore } from './store.js';

const store = memoryStore({ now });
let cabinet: TestCabinet;
beforeAll(async () => {
  await fillStore(store);
  cabinet = await openCabinet({ start: now(), store });
}, 120_000);
afterAll(() => cabinet.close());

const verify = async (read: StoreReader, keys: string[] | null = null) => {
  const lines: string[] = [];
  await checkStore({ store: read, keys, say: (_, en) => lines.push(en), pause: async () => {} });
  return lines;
};
const wrong = (read: StoreReader, keys: string[] | null = null): Promise<string> =>
  verify(read, keys).then(
    () => 'nothing',
    (fault: unknown) => {
      if (fault instanceof Wrong) return `${fault.place}: ${fault.en}`;
      throw fault;
    },
  );
/** The store with entries as somebody with the database in hand would have them. */
const changed = (stream: string, seq: number, change: (text: string) => string): Store => ({
  ...store,
  streams: {
    ...store.streams,
    read: async (name, after, limit) =>
      (await store.streams.read(name, after, limit)).map((one) =>
        name === stream && one.seq === seq
          ? { seq, entry: Buffer.from(change(Buffer.from(one.entry).toString('latin1')), 'latin1') }
          : one,
      ),
  },
});

/** One vote more for the first poll of the past meeting, and every hash after it made to fit. */
async function forged(): Promise<Store> {
  const stream = `meeting/${pastId}`;
  let before: string | null = null;
  const entries = (await store.streams.read(stream, 0, 10_000)).map(({ seq, entry }) => {
    const bytes = toBytes({
      ...fromBytes(
        Buffer.from(
          Buffer.from(entry)
            .toString()
            .replace(/("counts":\{"approve":)(\d)/, '$19'),
        ),
      ),
      prevHash: before,
    });
    before = hashOf(bytes);
    return { seq, entry: bytes };
  });
  const read: Store['streams']['read'] = async (name, after, limit) =>
    name === stream ? entries.slice(after, after + limit) : store.streams.read(name, after, limit);
  return { ...store, streams: { ...store.streams, read } };
}

describe('verify of a store', () => {
  test('says of each part that it holds, beside the server that writes to it', async () => {
    const secretary = await cabinet.tablet('p-huong');
    const written = secretary.command(`meeting/${novemberId}`, 'attendance:excuse', { personId: WRITER, reason: null });
    const lines = await verify(store);
    expect((await written).ok).toBe(true);
    expect(lines.map((line) => line.split(':')[0])).toEqual(['Streams', 'Polls', 'Key', 'Owners', 'Blobs', 'Views']);
    expect(lines.at(-1)).toMatch(/^Views: \d+ rows, made anew and equal$/);
    expect(cabinet.faults).toEqual([]);
  });

  test('names the entry that does not follow, and counts polls again', async () => {
    expect(await wrong(changed(`meeting/${novemberId}`, 2, (text) => text.replace('"past-', '"pest-')))).toMatch(
      new RegExp(`^meeting/${novemberId}, mục/entry 3: does not follow entry 2`),
    );
    expect(await wrong(changed(`meeting/${pastId}`, 1, (text) => `${text} `))).toBe(
      `meeting/${pastId}, mục/entry 1: is no entry of a ledger`,
    );
    expect(await wrong(changed(`meeting/${pastId}`, 1, () => '{'))).toMatch(/^kho dữ liệu\/store: is damaged: meeting/);
    expect(await wrong(await forged())).toMatch(
      new RegExp(`^meeting/${pastId}, mục/entry \\d+: the counts differ from the ballots$`),
    );
    const doc = `doc/${privateInkDoc(`${novemberId}~p01~1`, WRITER)}`;
    const last = await store.streams.head(doc);
    expect(await wrong(changed(doc, last, (text) => text.slice(0, -3)))).toMatch(
      new RegExp(`^${doc}, mục/entry ${last}: cannot be read: `),
    );
  });

  test('names the file that is missing or damaged, the ink that is nobody’s, the key that is another', async () => {
    const [row] = await store.index.find('meetings', { allTerms: [], limit: 1 });
    expect(row).toBeDefined();
    const lost: Store = { ...store, blobs: { ...store.blobs, get: async () => null } };
    expect(await wrong(lost)).toMatch(/, mục\/entry \d+: its file [0-9a-f]{64} is missing$/);
    const nobody: Store = {
      ...store,
      vault: { ...store.vault, get: async (key) => (key.startsWith('lease/') ? null : store.vault.get(key)) },
    };
    expect(await wrong(nobody)).toMatch(/^doc\/paper\/.*: who wrote it is not in the vault$/);
    expect(await wrong(store, ['0123456789abcdef'])).toMatch(/^key\.txt: key [0-9a-f]{16} is not the one given$/);
  });

  test('names the row that is not what the streams say, is missing, or is of nothing', async () => {
    const { index } = store;
    const row = (await index.get('meetings', novemberId))!;
    const put = async (one: Row) => {
      await index.remove(one.view, one.id);
      await index.put([one]);
    };
    await put({ ...row, body: { ...(row.body as object), title: 'Phiên khác' } });
    expect(await wrong(store)).toMatch(new RegExp(`^meetings: ${novemberId}: the row is not what the streams say`));
    await index.remove('meetings', novemberId);
    expect(await wrong(store)).toMatch(
      new RegExp(`^meetings: ${novemberId}: the row is missing \\(npm run rebuild -- meetings`),
    );
    await put(row);
    await put({ ...row, id: 'm-ghost' });
    expect(await wrong(store)).toMatch(/^meetings: m-ghost: the row is not what the streams say/);
    await cabinet.app.projector.rebuild('meetings');
    expect(await wrong(store)).toBe('nothing');
  });
}, 60_000);
