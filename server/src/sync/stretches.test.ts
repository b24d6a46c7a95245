import { expect, test } from 'vitest';
import { Stretches } from './stretches.js';

test('work of many pieces stops to let others in, and counts only the work', async () => {
  let at = 0;
  let rests = 0;
  const elapsed = () => at;
  const later = (work: () => void) => {
    rests += 1;
    at += 7;
    work();
  };
  const stretches = new Stretches({ elapsed, later }, 2);
  for (let piece = 0; piece < 6; piece += 1) {
    at += 1;
    if (stretches.isOver) await stretches.rest();
  }
  at += 1;
  expect(rests).toBe(3);
  expect(stretches.spentMs).toBe(7);
});
