import { expect, test } from 'vitest';
import { dayAt, isWorkingDay, workingDaysBefore, workingDaysBetween } from './working-days.js';

// Tết Bính Ngọ: 16 to 20 February 2026 off beside the weekends around them; Friday 2 January was off for Saturday
// 10 January, and 31 August for Saturday 22 August.
const calendar = {
  holidays: [
    '2026-01-01',
    '2026-01-02',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
    '2026-08-31',
    '2026-09-01',
    '2026-09-02',
  ],
  swapDays: ['2026-01-10', '2026-08-22'],
};

test.each([
  ['2026-02-13', true, 'the Friday before Tết'],
  ['2026-02-14', false, 'a Saturday'],
  ['2026-02-16', false, 'the eve'],
  ['2026-02-20', false, 'the last day of Tết'],
  ['2026-02-22', false, 'a Sunday'],
  ['2026-02-23', true, 'the Monday after'],
  ['2026-01-02', false, 'a Friday off'],
  ['2026-01-10', true, 'the Saturday worked for it'],
  ['2026-08-22', true, 'a Saturday worked'],
])('%s: a working day is %s, being %s', (day, expected) => {
  expect(isWorkingDay(day, calendar)).toBe(expected);
});

test.each([
  ['2026-02-13', '2026-02-23', 1],
  ['2026-02-12', '2026-02-24', 3],
  ['2026-01-09', '2026-01-12', 2],
  ['2026-01-01', '2026-01-05', 1],
  ['2026-02-24', '2026-02-24', 0],
  ['2026-02-24', '2026-02-12', -3],
  ['2025-12-31', '2026-01-12', 7],
])('from %s to %s there are %i working days', (from, to, expected) => {
  expect(workingDaysBetween(from, to, calendar)).toBe(expected);
});

test.each([
  ['2026-02-26', 3, '2026-02-23'],
  ['2026-02-24', 3, '2026-02-12'],
  ['2026-01-13', 3, '2026-01-09'],
  ['2026-02-25', 0, '2026-02-25'],
])('papers for %s that are due %i working days before are sent by %s', (day, days, expected) => {
  expect(workingDaysBefore(day, days, calendar)).toBe(expected);
});

test('on the due day the working days are still there, a day later they are not', () => {
  for (let day = 1; day <= 28; day += 1) {
    const meeting = `2026-02-${String(day).padStart(2, '0')}`;
    const due = workingDaysBefore(meeting, 3, calendar);
    const next = new Date(Date.parse(due) + 86_400_000).toISOString().slice(0, 10);
    expect([meeting, workingDaysBetween(due, meeting, calendar)]).toEqual([meeting, 3]);
    expect(workingDaysBetween(next, meeting, calendar)).toBe(2);
  }
});

test('a day is that of the body, not of Greenwich', () => {
  expect(dayAt('2026-02-22T17:00:00.000Z', 420)).toBe('2026-02-23');
  expect(dayAt('2026-02-22T16:59:59.999Z', 420)).toBe('2026-02-22');
});
