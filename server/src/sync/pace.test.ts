import { expect, test } from 'vitest';
import { Pace } from './pace.js';

/** A pace on a clock of its own; `run` lets so many milliseconds pass. */
function paced(longestMs?: number) {
  let at = 0;
  let timers: { at: number; work: () => void }[] = [];
  const later = (work: () => void, ms: number) => void timers.push({ at: at + ms, work });
  const pace = new Pace({ elapsed: () => at, later }, longestMs);
  const begun: number[] = [];
  const begin = () => {
    pace.begun();
    begun.push(at);
  };
  const run = (ms: number) => {
    for (const end = at + ms; at < end; ) {
      at += 1;
      const due = timers.filter((one) => one.at <= at);
      timers = timers.filter((one) => one.at > at);
      for (const { work } of due) work();
    }
  };
  return { pace, begin, begun, run, spend: (ms: number) => pace.took(ms) };
}

test('after a silence a turn begins at once, the next one 8 ms later', () => {
  const { pace, begin, begun, run } = paced();
  run(100);
  pace.next(begin);
  run(3);
  pace.next(begin);
  expect(begun).toEqual([100]);
  run(20);
  expect(begun).toEqual([100, 108]);
  run(20);
  pace.next(begin);
  expect(begun).toEqual([100, 108, 143]);
});

test.each([
  { telling: 0, turn: 8 },
  { telling: 1, turn: 128, longest: 150 },
  { telling: 50, turn: 80 },
  { telling: 50, turn: 100, longest: 100 },
])('where telling takes $telling ms, a turn lasts $turn', ({ telling, turn, longest }) => {
  const { pace, begin, begun, run, spend } = paced(longest);
  spend(telling);
  run(100);
  pace.next(begin);
  pace.next(begin);
  run(160);
  expect(begun[1]! - begun[0]!).toBe(turn);
});
