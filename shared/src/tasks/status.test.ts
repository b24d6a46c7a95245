import { expect, test } from 'vitest';
import { taskStatus } from './status.js';

const calendar = { holidays: [], swapDays: [] };
const open = { state: 'open', deadline: '2026-11-26', completedOn: null } as const;

const cases: readonly [Parameters<typeof taskStatus>[0], string, string, number, string][] = [
  [open, '2026-11-27', 'late', 1, 'the day after the deadline is one day late'],
  [open, '2026-12-02', 'late', 6, 'days late are calendar days'],
  [open, '2026-11-26', 'dueSoon', 0, 'on the day of the deadline it is not late'],
  [open, '2026-11-23', 'dueSoon', 0, 'three working days before it is due soon'],
  [open, '2026-11-20', 'notDue', 0, 'four working days before, over a weekend, it is not'],
  [{ ...open, state: 'done', completedOn: '2026-11-26' }, '2027-01-01', 'doneOnTime', 0, 'done on its day is in time'],
  [{ ...open, state: 'done', completedOn: '2026-11-27' }, '2027-01-01', 'doneLate', 0, 'done a day later is late'],
  [{ ...open, state: 'cancelled' }, '2027-01-01', 'cancelled', 0, 'what was cancelled is never late'],
];

test.each(cases)('%o on %s is %s (%i days): %s', (task, today, status, days) => {
  expect(taskStatus(task, today, calendar)).toEqual({ status, days });
});
