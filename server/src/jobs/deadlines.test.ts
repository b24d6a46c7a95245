import { initial } from '@ecab/shared/meeting/slice';
import { province } from '@ecab/shared/testing/profile';
import { expect, test } from 'vitest';
import { papersDueOn } from './deadlines.js';

test.each([
  ['regularSession', '2026-11-23'],
  ['extraordinary', '2026-11-25'],
] as const)('papers of a %s on Thursday 26 November are due on %s', (kind, due) => {
  const meeting = { ...initial, kind, profile: province, startsAt: '2026-11-26T01:00:00.000Z', offsetMinutes: 420 };
  expect(papersDueOn(meeting, { holidays: [], swapDays: [] })).toBe(due);
});
