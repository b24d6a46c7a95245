import { runInvite } from './founding/run.js';

process.exit(await runInvite(process.argv.slice(2), process.env, console.log));
