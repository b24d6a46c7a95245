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
/** What failed, each with its reason: said again under everything, where a long log is read first. */
const failures = [];
const fail = (name, reason = '') => failures.push(`✗ ${name}\n${reason.replace(/^/gm, '  ').slice(0, 2000)}`);
/** A step that is one check. */
function check(name, file, ...args) {
  const ok = node(name, file, ...args);
  if (!ok) fail(name);
  add(ok ? 1 : 0, ok ? 0 : 1);
}

installIfStale();
const hasDatabase = announceDatabase();
if (long) longOnes();
else everything();
rmSync(results, { recursive: true, force: true });
const { passed, failed, skipped } = total;
if (failures.length > 0) console.log(`\n── what failed\n\n${failures.join('\n\n')}`);
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
  check('lock', 'tools/check-lock.mjs');
  check('types', 'node_modules/typescript/bin/tsc', '-b');
  check('types of tests', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json');
  check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.');
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
  const found = !existsSync(file) ? null : JSON.parse(readFileSync(file, 'utf8'));
  // A file that does not load has no tests to count.
  const broken = found?.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0) ?? [];
  for (const one of broken) fail(one.name.replace(cwd, ''), one.message);
  for (const { name, assertionResults } of found?.testResults ?? [])
    for (const one of assertionResults.filter(({ status }) => status === 'failed'))
      fail(`${name.replace(cwd, '')} › ${one.fullName}`, one.failureMessages.join('\n'));
  if (!found) return addOutcome(name, ok, 0, 0);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = found;
  addOutcome(name, ok, numPassedTests, numFailedTests + broken.length, numPendingTests + numTodoTests);
}

function playwright(name, args, env = {}) {
  const file = join(results, `playwright-${total.passed}.json`);
  // The browser is looked for in the one place that knows how, which may have to install it.
  const ok = step(name, process.execPath, ['tools/e2e.mjs', ...args], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...env,
  });
  if (!existsSync(file)) return addOutcome(name, ok, 0, 0);
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  for (const one of errors) fail(name, one.message);
  for (const { file: story, title, tests } of specs(suites))
    for (const { results: tries } of tests.filter(({ status }) => status === 'unexpected' || status === 'flaky'))
      fail(`${story} › ${title}`, tries.flatMap((one) => one.errors.map(({ message }) => message)).join('\n'));
  addOutcome(name, ok, stats.expected, stats.unexpected + stats.flaky, stats.skipped);
}
/** @returns every story of Playwright's report, whose suites hold suites. */
function specs(suites) {
  return suites.flatMap((suite) => [...suite.specs, ...specs(suite.suites ?? [])]);
}
/** A run that ended badly without a failed test (nothing was found, it was killed) is a failure of its own. */
function addOutcome(name, ok, passed, failed, skipped = 0) {
  if (!ok && failed === 0) fail(name, 'it ended badly, and no test says why');
  add(passed, Math.max(failed, ok ? 0 : 1), skipped);
}
