// `npm test`: installs what it needs and runs types, lint, unit, contract and end-to-end tests; `--long` adds what takes
// longer. Closes with one line of counts; the exit status is theirs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFerretdb } from './ferretdb.mjs';
import { buildIfStale, installIfStale, root } from './steps.mjs';

const long = process.argv.includes('--long');
const cwd = fileURLToPath(root);
const results = mkdtempSync(join(tmpdir(), 'ecab-tests-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (passed, failed, skipped = 0) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

function step(name, command, args, env = {}) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}
const node = (name, file, ...args) => step(name, process.execPath, [file, ...args]);
/** A step that is one check. */
const check = (ok) => (ok ? add(1, 0) : add(0, 1));

installIfStale();
const hasDatabase = announceDatabase();
if (long) longOnes();
else everything();
rmSync(results, { recursive: true, force: true });
const { passed, failed, skipped } = total;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** Which server the MongoDB leg will run on; what has to be built for it is built before the tests wait for it. */
function announceDatabase() {
  const [found, reason] = database();
  console.log(`MongoDB leg: ${found ?? `skipped, ${reason}`}`);
  return found !== null;
}
function database() {
  if (process.env.MONGODB_URI) return ['the server of MONGODB_URI'];
  if (spawnSync('mongod', ['--version']).status === 0) return ['mongod, a replica set of one'];
  const { reason } = buildFerretdb(console.log);
  return reason ? [null, reason] : ['FerretDB'];
}
function everything() {
  check(node('lock', 'tools/check-lock.mjs'));
  check(node('types', 'node_modules/typescript/bin/tsc', '-b'));
  check(node('types of tests', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'));
  check(node('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'));
  vitest('unit and contract tests', []);
  buildIfStale();
  playwright('end-to-end tests', ['\\.spec\\.ts$']);
}
function longOnes() {
  buildIfStale();
  vitest('long tests', ['--config', 'vitest.long.config.ts']);
  playwright('long end-to-end tests', ['\\.long\\.ts$']);
  if (hasDatabase) playwright('the meeting on MongoDB', ['meeting'], { ECAB_STORE: 'mongo' });
  else add(0, 0, 1);
}

function vitest(name, args) {
  const file = join(results, `vitest-${total.passed}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = node(name, 'node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args);
  if (!existsSync(file)) return add(0, 1);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  // A file that does not load has no tests to count.
  const broken = testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length;
  add(numPassedTests, Math.max(numFailedTests + broken, ok ? 0 : 1), numPendingTests + numTodoTests);
}

function playwright(name, args, env = {}) {
  const file = join(results, `playwright-${total.passed}.json`);
  // The browser is looked for in the one place that knows how, which may have to install it.
  const ok = step(name, process.execPath, ['tools/e2e.mjs', ...args], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...env,
  });
  if (!existsSync(file)) return add(0, 1);
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  add(stats.expected, Math.max(stats.unexpected + stats.flaky, ok ? 0 : 1), stats.skipped);
}
