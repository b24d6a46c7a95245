import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Clock ticks a second, in which /proc counts: 100 wherever Linux runs. */
const TICKS = 100;

/** What each server is, for the table. */
export const about = {
  ours: 'the built server on SQLite, every acknowledgement durable (fsync), every update checked',
  hocuspocus: '@hocuspocus/server 4, in memory: nothing is stored',
  'y-websocket': "y-websocket 2's own server, in memory",
  'y-socket.io': 'y-socket.io 1, in memory',
  floor: 'ws that sends the same bytes on, and does nothing else',
};
const peerPackages = { hocuspocus: '@hocuspocus/server', 'y-websocket': 'y-websocket', 'y-socket.io': 'y-socket.io' };
export const isInstalled = (kind) =>
  !peerPackages[kind] || existsSync(here(`peers/node_modules/${peerPackages[kind]}`));

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
async function reachable(port, child) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const there = await new Promise((done) => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
    socket.destroy();
    if (there) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/**
 * `--alone`: on a machine that others share, the server goes before all that is not a server, of every kind alike: what is
 * measured is what it does, not what it waits for. So do the few tablets that look at the clock.
 */
export const isAlone = process.argv.includes('--alone');
export function ahead(pid) {
  const { status, error } = spawnSync('chrt', ['--all-tasks', '--rr', '--pid', '1', String(pid)]);
  if (status !== 0) throw new Error('--alone needs chrt and the right to use it', { cause: error });
}

/** A program as a server in a process of its own. `startMs`: until its port is open. */
export async function launch(file, { env = {}, nodeArgs = [], port, show = false } = {}) {
  const at = port ?? (await freePort());
  const begun = performance.now();
  const child = fork(file, {
    execArgv: ['--expose-gc', '--import', here('probe.mjs'), ...nodeArgs],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(at), ...profiled(), ...env },
    stdio: ['ignore', show ? 'inherit' : 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  await reachable(at, child);
  const startMs = performance.now() - begun;
  if (isAlone) ahead(child.pid);
  const ended = once(child, 'exit');
  return {
    child,
    port: at,
    url: `http://127.0.0.1:${at}`,
    startMs,
    /** Seconds of user and system time of the process, all its threads. */
    cpu() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) * 1024,
    async probe(name, request = {}) {
      child.send({ probe: name, request });
      for (;;) {
        const [answer] = await once(child, 'message');
        if (answer.probe === name) return answer.value;
      }
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

/** With `--profile` each server writes a profile of what is measured to the results. */
let profiles = 0;
function profiled() {
  if (!process.argv.includes('--profile')) return {};
  mkdirSync(here('results'), { recursive: true });
  return { PROFILE: here(`results/${process.pid}-${++profiles}.cpuprofile`) };
}

const running = new Set();
const scratch = new Set();
/** A folder that is gone when the bench is. */
export function folder(name) {
  const made = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), `ecab-bench-${name}-`));
  scratch.add(made);
  return made;
}
export function discard(made) {
  rmSync(made, { recursive: true, force: true });
  scratch.delete(made);
}
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const made of scratch) rmSync(made, { recursive: true, force: true });
});

const main = here('../../server/dist/main.js');
/** Ours, on a folder that holds a body. */
export const launchOurs = (dataDir, { env, ...options } = {}) =>
  launch(main, { env: { DATA_DIR: dataDir, DEMO: 'off', LOG_LEVEL: 'warn', ...env }, ...options });
/** A peer, or the floor. */
export function launchPeer(kind, options) {
  mkdirSync(here('results'), { recursive: true });
  return launch(here(`peers/${kind.replace('.', '-')}.mjs`), options);
}
