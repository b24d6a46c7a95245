import { runVerify } from './verify/cli.js';

// Checks the package of a meeting's record on any machine: nothing of the server is needed for it.
process.exitCode = runVerify(process.argv.slice(2), console.log);
