import { expect, test } from 'vitest';
import { type DraftMeeting, inForceOn, instantOf, requestOf } from './draft-meeting.js';

const draft: DraftMeeting = {
  kind: 'thematic',
  title: 'Họp chuyên đề',
  number: '',
  day: '2026-12-10',
  time: '07:30',
  place: 'Phòng họp số 1',
  roomId: '',
  chairId: 'p-khieu',
  profileId: 'vn.ubnd.province@2025',
};

test('half past seven in Vietnam is half past midnight in UTC, the same day', () => {
  expect(instantOf('2026-12-10', '07:30', 420)).toBe('2026-12-10T00:30:00.000Z');
  expect(instantOf('2026-12-10', '06:30', 420)).toBe('2026-12-09T23:30:00.000Z');
});

test('a day that is none gives no meeting', () => {
  expect(instantOf('2026-13-40', '07:30', 420)).toBeNull();
  expect(requestOf({ ...draft, day: '' }, 420)).toBeNull();
});

test('a number and a room may be left out, a title may not', () => {
  expect(requestOf(draft, 420)).toMatchObject({ number: null, roomId: null, startsAt: '2026-12-10T00:30:00.000Z' });
  expect(requestOf({ ...draft, number: '9' }, 420)).toMatchObject({ number: 9 });
  expect(requestOf({ ...draft, title: '  ' }, 420)).toBeNull();
});

test('only rules in force on that day are offered', () => {
  const version = (id: string, validFrom: string, validTo: string | null) => ({ id, validFrom, validTo }) as never;
  const all = [version('old', '2016-01-01', '2025-06-15'), version('new', '2025-06-16', null)];
  expect(inForceOn(all, '2025-06-15').map(({ id }) => id)).toEqual(['old']);
  expect(inForceOn(all, '2026-12-10').map(({ id }) => id)).toEqual(['new']);
});
