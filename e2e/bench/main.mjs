// `npm run bench [-- W2 W4 S1 …] [--quick] [--repeat=3] [--only=ours,hocuspocus] [--alone] [--profile]
// [--with=results/a.json,results/b.json]`: what was measured before goes into the table, too; without names, only that.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endCrews } from './crews.mjs';
import { about, isAlone, isInstalled } from './servers.mjs';
import { storageGoals, storageWorks } from './storage-works.mjs';
import { syncGoals, syncWorks } from './sync-works.mjs';
import { table } from './table.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const works = { ...syncWorks, ...storageWorks };
const args = process.argv.slice(2);
const option = (name) => args.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const quick = args.includes('--quick');
const repeat = Number(option('repeat') ?? (quick ? 1 : 3));
const only = option('only')?.split(',');
const wanted = args.filter((one) => !one.startsWith('--'));
const unknown = wanted.filter((one) => !works[one]);
if (unknown.length > 0) {
  console.error(`No such work: ${unknown.join(', ')}. There are ${Object.keys(works).join(', ')}.`);
  process.exit(1);
}

// Servers, crews and folders are cleared away at the end, also at this one.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

install();
const faults = [];
const results = {};
const before = option('with')?.split(',') ?? [];
const named = wanted.length > 0 || before.length > 0 ? wanted : Object.keys(works);
for (const name of named) await repeated(name, works[name]);
for (const file of before) join(JSON.parse(readFileSync(file, 'utf8')).results);
report();
endCrews();
process.exit(faults.length > 0 ? 1 : 0);

/** What the bench compares with has a lock of its own, and is no part of the product's install. */
function install() {
  const stamp = here('peers/node_modules/.package-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').includes('node_modules/y-socket.io')) return;
  console.log('Installing the peers…');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here('peers'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) console.error('The peers did not install: they are told as absent.');
}

/** A, B, C, then B, C, A: what the machine does meanwhile falls on all of them. */
async function repeated(name, work) {
  const kinds = work.kinds.filter((kind) => isInstalled(kind) && (!only || only.includes(kind)));
  const runs = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < (work.once ? 1 : repeat); round += 1)
    for (let turn = 0; turn < kinds.length; turn += 1) {
      const kind = kinds[(turn + round) % kinds.length];
      process.stderr.write(`${name} ${kind} ${round + 1}/${work.once ? 1 : repeat}\n`);
      try {
        runs[kind].push(await work.run(kind, { quick, round }));
      } catch (fault) {
        faults.push(`${name} ${kind}: ${fault.message}`);
        console.error(fault);
      }
    }
  const absent = work.kinds.filter((kind) => !isInstalled(kind));
  results[name] = { title: work.title, note: work.note, runs, absent };
}

function join(earlier) {
  for (const [name, result] of Object.entries(earlier)) {
    results[name] ??= { ...result, runs: {} };
    for (const [kind, runs] of Object.entries(result.runs))
      results[name].runs[kind] = [...(results[name].runs[kind] ?? []), ...runs];
  }
}

function report() {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  const text = table({
    results,
    goals: [...syncGoals, ...storageGoals],
    machine,
    about,
    repeat,
    quick,
    isAlone,
    faults,
  });
  mkdirSync(here('results'), { recursive: true });
  const stamp = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  writeFileSync(here(`results/${stamp}.json`), JSON.stringify({ machine, repeat, quick, results, faults }, null, 2));
  writeFileSync(here(`results/${stamp}.md`), text);
  console.log(text);
}
