import { expect, test } from 'vitest';
import { createPersonLimits } from './limits.js';

test('one person may send a list of commands at once, and then ten a second, over however many sockets', () => {
  let at = 0;
  const person = createPersonLimits(() => at);
  const taken = () => {
    let count = 0;
    while (person.command()) count += 1;
    return count;
  };
  expect(taken()).toBe(2_000);
  at += 3_000;
  expect(taken()).toBe(30);
});
