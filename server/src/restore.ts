import { runRestore } from './backup/run.js';

process.exit(await runRestore(process.argv.slice(2), process.env, console.log));
