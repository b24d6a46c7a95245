// The end-to-end stories, in a real Chromium: `node tools/e2e.mjs [file] [--headed]`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from './browser.mjs';
import { root } from './steps.mjs';

const reporter = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? 'list,json' : 'list';
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL('node_modules/@playwright/test/cli.js', root)),
    'test',
    `--reporter=${reporter}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: fileURLToPath(new URL('e2e', root)),
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM_PATH: chromium(), PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  },
);
process.exit(status ?? 1);
