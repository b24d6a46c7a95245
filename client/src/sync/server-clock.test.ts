import { expect, test } from 'vitest';
import { fullJitter } from './device.js';
import { ServerClock } from './server-clock.js';

const at = (ms: number) => new Date(ms).toISOString();

test('one slow answer does not move the clock', () => {
  let now = 0;
  const clock = new ServerClock(() => now);
  for (const [asked, heard, server] of [
    [1_000, 1_020, 6_010],
    [2_000, 2_020, 7_010],
    // The answer was under way for nine seconds.
    [3_000, 12_000, 8_000],
  ] as const) {
    now = heard;
    clock.heard(asked, at(server));
  }
  expect(clock.offsetMs).toBe(5_000);
  expect(clock.serverNow()).toBe(17_000);
});

test('what is no time is not believed', () => {
  const clock = new ServerClock(() => 5);
  clock.heard(1, 'soon');
  expect(clock.serverNow()).toBe(5);
});

test.each([
  { attempt: 0, chance: 0, ms: 500 },
  { attempt: 0, chance: 1, ms: 1_000 },
  { attempt: 2, chance: 0.5, ms: 2_250 },
  { attempt: 50, chance: 1, ms: 10_000 },
  { attempt: 50, chance: 0, ms: 500 },
])('attempt $attempt waits $ms ms at chance $chance', ({ attempt, chance, ms }) => {
  expect(fullJitter(() => chance)(attempt)).toBe(ms);
});
