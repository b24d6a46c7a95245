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

test('a meeting is not put off to a day on which the rules that it has pinned do not hold', async () => {
  const old = { profileId: 'vn.ubnd.province@2015', startsAt: '2025-06-10T01:00:00.000Z' };
  expect(await made('m2', old)).toMatchObject({ ok: true });
  const putOff = (startsAt: string) => secretary.command('meeting/m2', 'meeting:amend', { ...details, startsAt });
  // The law of 2015 ended with 15 June, by the clock of the body.
  expect(await putOff('2025-06-15T17:00:00.000Z')).toMatchObject({ refusal: 'unknown-profile' });
  expect(await putOff('2015-12-31T16:59:00.000Z')).toMatchObject({ refusal: 'unknown-profile' });
  expect(await putOff('2025-06-15T16:59:00.000Z')).toMatchObject({ ok: true });
});
