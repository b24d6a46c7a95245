// What the other tools have in common: paths, installing, building. Plain Node, so that it runs before anything is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = new URL('..', import.meta.url);
const at = (path) => fileURLToPath(new URL(path, root));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a command; ends this process with its status if it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: at('.'), stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
const bin = (name) => at(`node_modules/.bin/${name}`);
export const tool = (name, args, options) => run(bin(name), args, options);

const digest = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
};
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesUnder(path);
      return [path];
    })
    .sort();
}

/** Installs when the lock has changed since the last install. */
export function installIfStale() {
  const stamp = at('node_modules/.installed');
  const wanted = digest([at('package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages…');
  run('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, wanted);
}

const sources = () =>
  [
    ...['shared', 'server', 'client'].flatMap((one) => [
      ...filesUnder(at(`${one}/src`)),
      ...(existsSync(at(`${one}/tsconfig.json`)) ? [at(`${one}/tsconfig.json`)] : []),
    ]),
    ...filesUnder(at('client/public')),
    ...filesUnder(at('client/vite')),
    ...['client/index.html', 'client/vite.config.ts', 'tsconfig.base.json', 'package-lock.json'].map(at),
  ].filter((path) => existsSync(path) && statSync(path).isFile());

export function build() {
  tool('tsc', ['-b', 'shared', 'server', 'client']);
  run(process.execPath, [at('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: at('client') });
  writeFileSync(at('node_modules/.built'), digest(sources()));
}

/** Builds when a source has changed since the last build. */
export function buildIfStale() {
  const stamp = at('node_modules/.built');
  const built = existsSync(at('server/dist/main.js')) && existsSync(at('client/dist/index.html'));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(sources())) return;
  console.log('Building…');
  build();
}
