import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copiedDatabase, isOnMongo } from './on-mongo.js';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
const HAND_OUT = fileURLToPath(new URL('./hand-out-links.mjs', import.meta.url));
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
  /** Starts again on the same store, port and (running on) clock. */
  restart(): Promise<void>;
  /** Drains, and removes the store. */
  stop(): Promise<void>;
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
  const child = spawn(process.execPath, [MAIN], {
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
 * @param more of the server's environment.
 */
export async function startCabinet(
  template: string,
  clockStart: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Cabinet> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ecab-story-'));
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
  let running = await launch(env(), url);
  return {
    url,
    dataDir,
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
    async restart() {
      running = await launch(env(), url);
    },
    async stop() {
      running.child.kill('SIGTERM');
      await ended(running.child);
      rmSync(dataDir, { recursive: true, force: true });
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
