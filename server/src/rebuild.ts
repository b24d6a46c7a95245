import { runRebuild } from './jobs/rebuild.js';

process.exit(await runRebuild(process.argv.slice(2), process.env, console.log));
