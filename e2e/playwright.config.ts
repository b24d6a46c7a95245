import { defineConfig } from '@playwright/test';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// FerretDB reads every entry for every question: nothing that a person would wait for, and no reason to fail.
const slow = process.env.ECAB_STORE === 'mongo' ? 4 : 1;

export default defineConfig({
  testDir: 'stories',
  // `*.long.ts` is for `npm run test:long`.
  testMatch: ['**/*.spec.ts', '**/*.long.ts'],
  outputDir: 'test-results',
  globalSetup: './support/template.ts',
  // Seven tablets and a server in one story: two stories at once would only slow each other on two cores.
  workers: 1,
  retries: 0,
  timeout: slow * 300_000,
  expect: { timeout: slow * 30_000 },
  use: {
    actionTimeout: slow * 30_000,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: flags },
  },
});
