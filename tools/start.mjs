// `npm start`: installs what is missing, builds what has changed, runs the server. Needs nothing but Node.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale, installIfStale, root } from './steps.mjs';

installIfStale();
buildIfStale();
const server = spawn(process.execPath, [fileURLToPath(new URL('server/dist/main.js', root))], { stdio: 'inherit' });
// The whole process group is told to stop; the server drains, and this waits for it.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
