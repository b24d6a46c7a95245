import { runBackup } from './backup/run.js';

process.exit(await runBackup(process.argv.slice(2), process.env, console.log));
