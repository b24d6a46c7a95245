import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copiedDatabase, isOnMongo } from './on-mongo.js';

const dist = (file: string) => fileURLToPath(new URL(`../../server/dist/${file}`, import.meta.url));
const script = (file: string) => fileURLToPath(new URL(`./${file}`, import.meta.url));
const HAND_OUT = script('hand-out-links.mjs');
/** Beside the store, what {@link makeTemplate} handed out. */
const TOKENS = 'story-tokens.json';

/** Beside the template store, the sign-in links that its start printed: on MongoDB none is printed. */
const LINKS = 'story-links.json';

/** Sign-in links that a start prints, by the words before the colon. */
export type Links = ReadonlyMap<string, string>;

export interface Cabinet {
  readonly url: string;
  readonly dataDir: string;
  /** The link whose label holds this text, such as a person's name. */
  link(label: string): string;
  /** The secret of a sign-in link of a person who got none printed. */
  token(personId: string): string;
  /** As a hung machine: connections stay, nothing is answered. Only a kill ends it. */
  freeze(): void;
  /** As a power cut would: SIGKILL. */
  kill(): Promise<void>;
  /**
   * Starts again on the same store, port and (running on) clock.
   *
   * @param release `next`: the one after this, in which every kind of content has a newer schema.
   */
  restart(release?: 'next'): Promise<void>;
  /** Beside the running server. */
  backUp(): Backup;
  /** From now on the store is another one, with what the backup holds, while no server runs. */
  restore(backup: Backup): void;
  /** By name of a doc. */
  docs<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, DocEntries>>;
  /** Drains, and removes the store. */
  stop(): Promise<void>;
}

export interface Backup {
  readonly folder: string;
  readonly keyFile: string;
}
export interface DocEntries {
  /** How many entries its stream has had. */
  readonly head: number;
  /** How much was written under each client id. */
  readonly clocks: Readonly<Record<string, number>>;
}

export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });

interface Running {
  readonly child: ChildProcess;
  readonly links: Links;
  readonly log: () => string;
}

/** Starts the built server and waits until /healthz answers and the links are printed. */
async function launch(env: Record<string, string>, url: string): Promise<Running> {
  let log = '';
  const child = spawn(process.execPath, [dist('main.js')], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const links = new Map<string, string>();
  let tail = '';
  const ready = new Promise<void>((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      log += chunk;
      tail += chunk;
      const lines = tail.split('\n');
      tail = lines.pop() ?? '';
      for (const line of lines) {
        const [, label, link] = /^\s*(.+?):\s+(https?:\/\/\S+)$/.exec(line) ?? [];
        if (label && link) links.set(label, link);
        // The display's link is the last one; without any, the address is.
        if (link && links.size >= (env.MONGODB_URI ? 1 : 9)) done();
      }
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk;
    });
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}\n${log}`)));
  });
  await ready;
  const health = await fetch(`${url}/healthz`);
  if (!health.ok) throw new Error(`healthz: ${health.status}`);
  return { child, links, log: () => log };
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((done) => child.once('exit', () => done()));

/**
 * A server of its own for one story, on a copy of the template store.
 *
 * @param clockStart where the server's clock begins; it runs on across restarts.
 * @param how `env`: more of the server's environment; `first`: a script beside this file that does something to the store
 *   before the server starts on it.
 */
export async function startCabinet(
  template: string,
  clockStart: string,
  { env: more = {}, first }: { readonly env?: Readonly<Record<string, string>>; readonly first?: string } = {},
): Promise<Cabinet> {
  const folders = mkdtempSync(join(tmpdir(), 'ecab-story-'));
  let dataDir = join(folders, 'data');
  mkdirSync(dataDir);
  if (!isOnMongo()) cpSync(template, dataDir, { recursive: true });
  const store = isOnMongo() ? copiedDatabase(template) : {};
  const handedOut = JSON.parse(readFileSync(join(template, LINKS), 'utf8')) as [string, string][];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = Date.now();
  const env = () => ({
    DATA_DIR: dataDir,
    PORT: String(port),
    CLOCK_START: new Date(Date.parse(clockStart) + (Date.now() - begun)).toISOString(),
    LOG_LEVEL: 'warn',
    ...store,
    ...more,
  });
  const tokens = JSON.parse(readFileSync(join(template, TOKENS), 'utf8')) as Readonly<Record<string, string>>;
  if (first) execFileSync(process.execPath, [script(first), dataDir, clockStart]);
  let running = await launch(env(), url);
  const tool = (file: string, ...args: string[]) =>
    execFileSync(process.execPath, [file, ...args], { env: { PATH: process.env.PATH, ...env() }, encoding: 'utf8' });
  let backups = 0;
  return {
    url,
    get dataDir() {
      return dataDir;
    },
    link(label) {
      const links = isOnMongo() ? handedOut : [...running.links];
      const found = links.find(([name]) => name.includes(label));
      if (!found) throw new Error(`no link for ${label}; there are ${links.map(([name]) => name).join(', ')}`);
      return found[1].replace(/^https?:\/\/[^/]+/, url);
    },
    token(personId) {
      const token = tokens[personId];
      if (!token) throw new Error(`no link for ${personId}`);
      return token;
    },
    freeze() {
      running.child.kill('SIGSTOP');
    },
    async kill() {
      running.child.kill('SIGKILL');
      await ended(running.child);
    },
    async restart(release) {
      const next = release === 'next' ? { NODE_OPTIONS: `--import=${script('newer-schemas.mjs')}` } : {};
      running = await launch({ ...env(), ...next }, url);
    },
    backUp() {
      backups += 1;
      const folder = join(folders, `backup-${backups}`);
      const keyFile = `${folder}.key`;
      const [recipient] = /age1\S+/.exec(tool(dist('backup.js'), '--new-key', keyFile)) ?? [];
      tool(dist('backup.js'), folder, '--to', recipient ?? '');
      return { folder, keyFile };
    },
    restore({ folder, keyFile }) {
      dataDir = join(folders, `restored-${basename(folder)}`);
      tool(dist('restore.js'), folder, '--key-file', keyFile);
    },
    docs: (...names) => JSON.parse(tool(script('doc-entries.mjs'), dataDir, ...names)),
    async stop() {
      running.child.kill('SIGTERM');
      await ended(running.child);
      rmSync(folders, { recursive: true, force: true });
    },
  };
}

/**
 * Installs the demonstration into a folder, once, for all stories to copy.
 *
 * @param further people who get a sign-in link besides those whose links every start prints.
 */
export async function makeTemplate(folder: string, clockStart: string, further: readonly string[]): Promise<void> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { child, links } = await launch(
    { DATA_DIR: folder, PORT: String(port), CLOCK_START: clockStart, LOG_LEVEL: 'warn' },
    url,
  );
  child.kill('SIGTERM');
  await ended(child);
  writeFileSync(join(folder, LINKS), JSON.stringify([...links]));
  writeFileSync(join(folder, TOKENS), execFileSync(process.execPath, [HAND_OUT, folder, clockStart, ...further]));
}
