import { statSync } from 'node:fs';
import { runVerify } from './verify/cli.js';

// Checks the package of a meeting's record on any machine: nothing of the server is needed for it. A folder is a store or
// a backup, and what checks those is loaded only then.
const args = process.argv.slice(2);
const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
if (args.some(isFolder) || !args.some((one) => !one.startsWith('-'))) {
  const { runVerifyFolder } = await import('./store-check/run.js');
  process.exitCode = await runVerifyFolder(args, process.env, console.log);
} else process.exitCode = runVerify(args, console.log);
