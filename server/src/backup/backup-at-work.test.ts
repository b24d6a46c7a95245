import { expect, test } from 'vitest';
import { backUpAtWork, memory, sqlite } from './backup-at-work.fixture.js';

// More of it, and on MongoDB, with the long tests.
test.each([
  ['sqlite', 'memory', { seed: 1, from: sqlite, to: memory, backups: 2 }],
  ['memory', 'sqlite', { seed: 2, from: memory, to: sqlite, backups: 1 }],
])(
  'backed up while meetings go on in %s, restored into %s, it lacks nothing and holds',
  async (_from, _to, options) => {
    expect(await backUpAtWork(options)).toBe(options.backups);
  },
  60_000,
);
