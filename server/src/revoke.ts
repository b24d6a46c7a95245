import { runRevoke } from './founding/run.js';

process.exit(await runRevoke(process.argv.slice(2), process.env, console.log));
