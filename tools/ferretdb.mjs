// Builds the database of the tests where there is no MongoDB (e2e/support/ferretdb) with Go 1.24 or newer, once, outside
// the source tree. As a program it prints the path, or on standard error why there is none.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = at('../e2e/support/ferretdb');
const cache = at('../node_modules/.cache/ferretdb');
// Where Go's own installer puts it, which is not on every PATH.
const path = [process.env.PATH, '/usr/local/go/bin'].filter(Boolean).join(delimiter);

/** @returns {{ file: string } | { reason: string }} */
export function buildFerretdb(tell = () => {}) {
  const hash = createHash('sha256');
  for (const name of readdirSync(source).sort()) hash.update(name).update(readFileSync(join(source, name)));
  const file = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(file)) return { file };
  // No newer Go is fetched because one is too old.
  const env = { ...process.env, PATH: path, GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' };
  const go = (...args) => spawnSync('go', args, { cwd: source, env, encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(go('env', 'GOVERSION').stdout ?? '') ?? [];
  if (!major || Number(major) < 1 || (Number(major) === 1 && Number(minor) < 24))
    return { reason: `there is no MONGODB_URI, no mongod, and no Go 1.24 to build FerretDB with` };
  tell('Building FerretDB for the tests; this takes a minute, once.');
  mkdirSync(cache, { recursive: true });
  const part = `${file}.${process.pid}`;
  const { status, stderr } = go('build', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', part, '.');
  if (status !== 0) return { reason: `FerretDB could not be built: ${stderr.trim().split('\n').at(-1)}` };
  // Under its name only when it is whole: two may be building.
  renameSync(part, file);
  return { file };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { file, reason } = buildFerretdb((line) => console.error(line));
  if (reason) console.error(reason);
  else console.log(file);
  process.exit(reason ? 1 : 0);
}
