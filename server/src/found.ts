import { runFound } from './founding/run.js';

process.exit(await runFound(process.argv.slice(2), process.env, console.log));
