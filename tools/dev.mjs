// `npm run dev`: the server from its build, rebuilt on change, and vite's development server in front of it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale, installIfStale, root } from './steps.mjs';

installIfStale();
buildIfStale();
const cwd = fileURLToPath(root);
const children = [
  ['node_modules/typescript/bin/tsc', '-b', '-w', 'shared', 'server', '--preserveWatchOutput'],
  ['--watch', '--watch-preserve-output', 'server/dist/main.js'],
].map((args) => spawn(process.execPath, args, { cwd, stdio: 'inherit' }));
children.push(
  spawn(process.execPath, ['../node_modules/vite/bin/vite.js'], {
    cwd: fileURLToPath(new URL('client', root)),
    stdio: 'inherit',
  }),
);
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    for (const one of children) one.kill(signal);
  });
