import { defineConfig } from 'vitest/config';

const tests = (sides: string) => `${sides}/src/**/*.test.{ts,tsx}`;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@ecab\/shared\/(.*)$/, replacement: `${new URL('./shared/src/', import.meta.url).pathname}$1.ts` },
    ],
  },
  test: {
    // To end what hangs, not to measure: a loaded machine takes three times as long, and so may what a test sets up.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Every core: left alone, vitest keeps one for itself, and on two cores runs one file at a time.
    maxWorkers: '100%',
    projects: [
      // Rules and views keep nothing between calls: loading them anew for each file took longer than its tests.
      { extends: true, test: { name: 'rules', include: [tests('{shared,client}')], isolate: false } },
      { extends: true, test: { name: 'server', include: [tests('server')] } },
    ],
  },
});
