import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile.js';

function gate() {
  let at = 0;
  let timers: { at: number; work: () => void }[] = [];
  const turnstile = createTurnstile({
    elapsed: () => at,
    later: (work, ms) => void timers.push({ at: at + ms, work }),
  });
  return {
    turnstile,
    pass(ms: number) {
      at += ms;
      const due = timers.filter((one) => one.at <= at);
      timers = timers.filter((one) => one.at > at);
      for (const { work } of due) work();
    },
  };
}
const settle = async () => {
  for (let n = 0; n < 20; n += 1) await null;
};

test('fifty are served at a time, the others in the order in which they asked', async () => {
  const { turnstile } = gate();
  const served: number[] = [];
  const leaving: (() => void)[] = [];
  for (let n = 0; n < 120; n += 1)
    void turnstile.enter(`p${n}`).then((leave) => {
      served.push(n);
      leaving.push(leave);
    });
  await settle();
  expect(served).toHaveLength(50);
  expect(turnstile.waiting()).toBe(70);
  leaving[3]!();
  leaving[3]!();
  await settle();
  expect(served).toEqual(Array.from({ length: 51 }, (_, n) => n));
});

test('who falls asleep inside keeps nobody out', async () => {
  const { turnstile, pass } = gate();
  const served: number[] = [];
  for (let n = 0; n < 60; n += 1) void turnstile.enter(`p${n}`).then(() => served.push(n));
  await settle();
  pass(2_000);
  await settle();
  expect(served).toHaveLength(60);
  expect(turnstile.inside()).toBe(10);
});

test('who would wait too long is told when to come, in order, and is let in then', async () => {
  const { turnstile, pass } = gate();
  for (let n = 0; n < 450; n += 1) void turnstile.enter(`p${n}`);
  expect([turnstile.knock('a'), turnstile.knock('b'), turnstile.knock('c')]).toEqual([500, 510, 520]);
  pass(100);
  expect(turnstile.knock('b'), 'asking sooner gains nothing, and loses nothing').toBe(410);
  pass(410);
  expect(turnstile.knock('b')).toBe(0);
  expect(turnstile.knock('b'), 'a place in the line is used once').toBeGreaterThan(0);
});

test('of one person eight are inside at a time, whoever asked before others', async () => {
  const { turnstile, pass } = gate();
  const served: string[] = [];
  const enter = (holder: string) => void turnstile.enter(holder).then(() => served.push(holder));
  for (let n = 0; n < 60; n += 1) enter('greedy');
  enter('chair');
  await settle();
  expect(served).toEqual([...Array(8).fill('greedy'), 'chair']);
  for (let n = 0; n < 1_000; n += 1) enter('greedy');
  expect(turnstile.knock('tablet'), 'nor is anybody told to come later').toBe(0);
  pass(2_000);
  await settle();
  expect(served).toHaveLength(17);
});
