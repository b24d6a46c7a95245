// `npm run bench [-- W2 W4 …] [--quick]`: builds what has changed, installs the peers, measures, prints one table.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale, installIfStale, root } from './steps.mjs';

installIfStale();
buildIfStale();
const bench = fileURLToPath(new URL('e2e/bench/main.mjs', root));
const { status } = spawnSync(process.execPath, [bench, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
