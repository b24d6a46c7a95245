import { test } from 'vitest';
import { offlineRound } from './offline.fixture.js';
import { stage } from './tablet.fixture.js';

const parts = stage();

test.each(Array.from({ length: 60 }, (_, n) => n + 5))(
  'X07 what three people write for hours without the network comes together in any order of return (seed %i)',
  (seed) => offlineRound(seed, parts),
  60_000,
);
