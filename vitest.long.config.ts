import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Fault loops, the whole corpus: what `npm run test:long` adds. */
export default mergeConfig(
  { ...base, test: {} },
  { test: { include: ['{shared,server,client}/src/**/*.long.ts'], testTimeout: 1_200_000, hookTimeout: 120_000 } },
);
