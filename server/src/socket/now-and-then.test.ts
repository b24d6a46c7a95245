import { expect, test } from 'vitest';
import { nowAndThen } from './now-and-then.js';

test('the first is told at once, what follows as one, nothing is lost', () => {
  let at = 0;
  const timers: { at: number; work: () => void }[] = [];
  const told: string[][] = [];
  const tell = nowAndThen<string>((all) => told.push([...all]), 1000, {
    elapsed: () => at,
    later: (work, ms) => void timers.push({ at: at + ms, work }),
  });
  tell(['meetings']);
  expect(told).toEqual([['meetings']]);
  at = 10;
  tell(['tasks']);
  at = 20;
  tell(['meetings', 'tasks']);
  expect(told).toHaveLength(1);
  expect(timers.map((one) => one.at)).toEqual([1000]);
  at = 1000;
  timers[0]?.work();
  expect(told[1]).toEqual(['tasks', 'meetings']);
  at = 2500;
  tell(['archive']);
  expect(told[2]).toEqual(['archive']);
  tell([]);
  expect(told).toHaveLength(3);
});
