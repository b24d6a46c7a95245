import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStages } from '../testing/stages.fixture.js';

let cabinet: Awaited<ReturnType<typeof openStages>>;
const stored: string[] = [];
beforeAll(async () => {
  cabinet = await openStages();
  const { put } = cabinet.store.blobs;
  cabinet.store.blobs.put = async (source) => {
    const kept = await put.call(cabinet.store.blobs, source);
    stored.push(kept.sha256);
    return kept;
  };
}, 60_000);
afterAll(() => cabinet.close());

const stream = 'meeting/m-sent';
const excuse = async (reason: unknown) =>
  (await cabinet.tablet('s1')).command(stream, 'attendance:excuse', { personId: 'p3', reason });

test('of a request that does not fit its form no word is stored, however many it would have sealed', async () => {
  const guest = await cabinet.tablet('g1');
  const many = Array.from({ length: 5_000 }, () => ({ unsealed: 'a' }));
  for (const request of [{ kind: many }, { kind: 'speech', more: { unsealed: 'a' } }, many])
    expect(await guest.command('meeting/m-poll_open', 'floor:ask', request)).toMatchObject({
      refusal: 'invalid-request',
    });
  expect(await excuse(many)).toMatchObject({ refusal: 'invalid-request' });
  expect(stored).toEqual([]);
});

test('a tablet names no seal of its own: it would open the bytes of others', async () => {
  const { sha256 } =
    (await cabinet.app.hosts.meeting('m-sent')).folded().state.papers.papers['t-i2']?.versions[0] ?? {};
  expect(sha256).toBeDefined();
  expect(await excuse({ sealed: sha256 })).toMatchObject({ refusal: 'invalid-request' });
});

test('words that are sealed can be read by their seal, and stand nowhere in the stream', async () => {
  const words = 'Đi khám bệnh tại bệnh viện tỉnh';
  expect(await excuse({ unsealed: words })).toMatchObject({ ok: true });
  const { reason } = (await cabinet.app.hosts.meeting('m-sent')).folded().state.attendance.excused.p3 ?? {};
  expect(stored).toEqual([reason?.sealed]);
  const entries = await cabinet.store.streams.read(stream, 0, 500);
  expect(Buffer.concat(entries.map(({ entry }) => entry)).toString()).not.toContain(words);
  const answer = await (await cabinet.tablet('s1')).get(`/api/meetings/m-sent/sealed/${reason?.sealed}`);
  expect(await answer.json()).toEqual({ ok: true, text: words });
});
