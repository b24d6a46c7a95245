// An operator's command of the server, such as `npm run found -- body.yaml`: installs and builds first where needed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale, installIfStale, root } from './steps.mjs';

const [name, ...args] = process.argv.slice(2);
installIfStale();
buildIfStale();
const command = fileURLToPath(new URL(`server/dist/${name}.js`, root));
process.exit(spawnSync(process.execPath, [command, ...args], { stdio: 'inherit' }).status ?? 1);
