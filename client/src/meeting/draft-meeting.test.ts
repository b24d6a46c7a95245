import { expect, test } from 'vitest';
import {
  type DraftMeeting,
  detailsOf,
  inForceOn,
  instantOf,
  missingIn,
  parseDay,
  parseTime,
  wallOf,
} from './draft-meeting.js';

const HERE = 'Asia/Ho_Chi_Minh';
const draft: DraftMeeting = {
  kind: 'thematic',
  title: 'Họp chuyên đề',
  number: '',
  day: '2026-12-10',
  time: '07:30',
  place: 'Phòng họp số 1',
  roomId: '',
};

test.each([
  ['10/12/2026', '2026-12-10'],
  ['1/2/2026', '2026-02-01'],
  [' 10-12-2026 ', '2026-12-10'],
  ['2026-12-10', '2026-12-10'],
  ['29/02/2028', '2028-02-29'],
  ['29/02/2026', null],
  ['31/11/2026', null],
  ['13/13/2026', null],
  ['10/12/26', null],
  ['', null],
])('the day %j is %j', (text, day) => {
  expect(parseDay(text)).toBe(day);
});

test.each([
  ['8:00', '08:00'],
  ['08:00', '08:00'],
  ['8h30', '08:30'],
  ['8h', '08:00'],
  ['14', '14:00'],
  ['0830', '08:30'],
  ['23:59', '23:59'],
  ['24:00', null],
  ['8:60', null],
  ['830', null],
  ['sáng', null],
  ['', null],
])('the time %j is %j', (text, time) => {
  expect(parseTime(text)).toBe(time);
});

test.each([
  ['2026-12-10', '07:30', HERE, '2026-12-10T00:30:00.000Z', 'half past seven in Vietnam is half past midnight in UTC'],
  ['2026-12-10', '06:30', HERE, '2026-12-09T23:30:00.000Z', 'and before seven it is the day before'],
  ['2026-07-01', '09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z', 'clocks that change stand by their season'],
  ['2026-12-01', '09:00', 'Europe/Berlin', '2026-12-01T08:00:00.000Z', 'clocks that change stand by their season'],
  ['2026-03-29', '03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z', 'also in the hour after a change'],
])('%s %s in %s is %s: %s', (day, time, zone, instant) => {
  expect(instantOf(day, time, zone)).toBe(instant);
  expect(wallOf(instant, zone)).toEqual({ day, time });
});

test('a day or a time that is none gives no meeting, and is named', () => {
  expect(instantOf('2026-13-40', '07:30', HERE)).toBeNull();
  expect(detailsOf({ ...draft, day: '' }, HERE)).toBeNull();
  expect(missingIn({ ...draft, title: '  ', time: '25h', number: '0' })).toEqual(['title', 'time', 'number']);
});

test('a number and a room may be left out, a title may not', () => {
  expect(detailsOf(draft, HERE)).toMatchObject({ number: null, roomId: null, startsAt: '2026-12-10T00:30:00.000Z' });
  expect(detailsOf({ ...draft, number: '9', roomId: 'r1' }, HERE)).toMatchObject({ number: 9, roomId: 'r1' });
  expect(detailsOf({ ...draft, title: '  ' }, HERE)).toBeNull();
});

test('only rules in force on that day are offered', () => {
  const version = (id: string, validFrom: string, validTo: string | null) => ({ id, validFrom, validTo }) as never;
  const all = [version('old', '2016-01-01', '2025-06-15'), version('new', '2025-06-16', null)];
  expect(inForceOn(all, '2025-06-15').map(({ id }) => id)).toEqual(['old']);
  expect(inForceOn(all, '2026-12-10').map(({ id }) => id)).toEqual(['new']);
});
