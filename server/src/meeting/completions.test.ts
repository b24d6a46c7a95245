import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import type { Tablet, TestCabinet } from '../testing/app.fixture.js';
import { openSmallCabinet } from '../testing/small-cabinet.fixture.js';

const START = '2026-11-26T01:00:00.000Z';
let cabinet: TestCabinet;
let secretary: Tablet;
beforeAll(async () => {
  cabinet = await openSmallCabinet(memoryStore({ now: () => START }), START);
  secretary = await cabinet.tablet('p-loan');
});
afterAll(() => cabinet.close());

const details = {
  kind: 'regularSession',
  title: 'Phiên họp tháng 12',
  number: 12,
  startsAt: '2026-12-15T01:00:00.000Z',
  place: 'UBND xã',
  roomId: null,
};
const made = (meetingId: string, more: object = {}) =>
  secretary.command(`meeting/${meetingId}`, 'meeting:create', {
    ...details,
    chairId: 'p-thuc',
    profileId: 'vn.ubnd.commune@2025',
    ...more,
  });

test('a person whose office has no vote is neither chair nor member of a meeting, and may be called as a guest', async () => {
  expect(await made('m1', { chairId: 'p-loan' })).toMatchObject({ refusal: 'has-no-vote' });
  expect(await made('m1')).toMatchObject({ ok: true });
  const call = (role: string, ...personIds: string[]) =>
    secretary.command('meeting/m1', 'person:call', {
      people: personIds.map((personId) => ({ personId, role, items: role === 'guest' ? 'open' : [], standsFor: null })),
    });
  expect(await call('member', 'p-dien', 'p-quan-tri')).toMatchObject({ refusal: 'has-no-vote' });
  expect(await call('member', 'p-nobody')).toMatchObject({ refusal: 'has-no-vote' });
  expect(await call('member', 'p-dien', 'p-mai')).toMatchObject({ ok: true });
  expect(await call('guest', 'p-quan-tri')).toMatchObject({ ok: true });
});
