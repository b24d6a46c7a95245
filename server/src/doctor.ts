import { runDoctor } from './doctor/run.js';

process.exit(await runDoctor(process.argv.slice(2), process.env, console.log));
