import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@ecab\/shared\/(.*)$/, replacement: `${new URL('./shared/src/', import.meta.url).pathname}$1.ts` },
    ],
  },
  // Every core: left alone, vitest keeps one for itself, and on two cores runs one file at a time.
  test: { include: ['{shared,server,client}/src/**/*.test.{ts,tsx}'], testTimeout: 20_000, maxWorkers: '100%' },
});
