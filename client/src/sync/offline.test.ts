import { test } from 'vitest';
import { offlineRound } from './offline.fixture.js';
import { stage } from './tablet.fixture.js';

const parts = stage();

test.each([1, 2, 3, 4])(
  'X07 what three people write for hours without the network comes together in any order of return (seed %i)',
  (seed) => offlineRound(seed, parts),
);
