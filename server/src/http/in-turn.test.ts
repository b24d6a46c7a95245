import { expect, test } from 'vitest';
import { createInTurn } from './in-turn.js';

const settle = () => new Promise<void>((done) => void setImmediate(done));

test('a few are served at a time, each person once, and nobody waits for another who asks for much', async () => {
  const turn = createInTurn(2);
  const [begun, ends]: [string[], (() => void)[]] = [[], []];
  const ask = (holder: string) =>
    turn.run(holder, () => {
      begun.push(holder);
      return new Promise<string>((done) => void ends.push(() => done('found')));
    });
  const greedy = Array.from({ length: 20 }, () => ask('greedy'));
  const others = [ask('an'), ask('binh')];
  await settle();
  expect(begun).toEqual(['greedy', 'an']);
  ends[1]!();
  await settle();
  expect(begun).toEqual(['greedy', 'an', 'binh']);
  for (let n = 0; n < ends.length; n += 1) {
    ends[n]!();
    await settle();
  }
  expect(await Promise.all(others)).toEqual(['found', 'found']);
  const answers = await Promise.all(greedy);
  expect(answers.filter((one) => one === 'too-fast')).toHaveLength(11);
});

test('what fails gives its place on', async () => {
  const turn = createInTurn(1);
  await expect(turn.run('an', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await turn.run('an', async () => 'found')).toBe('found');
});
