import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';

const BUILD = fileURLToPath(new URL('../../tools/ferretdb.mjs', import.meta.url));

/** A server of MongoDB's protocol that the tests may use. */
export interface MongoServer {
  readonly name: 'MongoDB' | 'FerretDB';
  /** Without a database; databases are the tests' own. */
  readonly uri: string;
  /** Whether it is a server of one's own, which may be stopped, killed and started again; another's is left alone. */
  readonly ours: boolean;
  /** As a hung machine: connections stay, nothing is answered. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  /** After a kill: on the same data and port. */
  restart(): Promise<void>;
  /** Ends it, if it is ours, and removes its data. */
  stop(): Promise<void>;
}
export interface NoServer {
  readonly reason: string;
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });

/**
 * The server of `MONGODB_URI`, else a `mongod` on the path as a replica set of one, else FerretDB with its SQLite backend,
 * built when there is Go; else the reason why there is none.
 */
export async function mongoServer(): Promise<MongoServer | NoServer> {
  const given = process.env.MONGODB_URI;
  if (given) return another(given);
  if (spawnSync('mongod', ['--version']).status === 0) return ours('MongoDB', mongod);
  const { stdout, stderr, status } = spawnSync(process.execPath, [BUILD], { encoding: 'utf8' });
  if (status !== 0) return { reason: stderr.trim() };
  return ours('FerretDB', ferretdb(stdout.trim()));
}

function another(uri: string): MongoServer {
  const never = () => {
    throw new Error('this server is not ours');
  };
  return {
    name: 'MongoDB',
    uri,
    ours: false,
    freeze: never,
    thaw: never,
    kill: never,
    restart: never,
    stop: async () => {},
  };
}

type Start = (data: string, port: number) => Promise<ChildProcess>;

async function ours(name: MongoServer['name'], start: Start): Promise<MongoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ecab-mongo-'));
  const port = await freePort();
  let child = await start(folder, port);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    name,
    uri: `mongodb://127.0.0.1:${port}/${name === 'MongoDB' ? '?replicaSet=tests' : ''}`,
    ours: true,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      child = await start(folder, port);
    },
    stop: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Until a line of its output matches. */
async function said(child: ChildProcess, wanted: RegExp): Promise<void> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (!wanted.test(line)) continue;
    // Nobody reads on, but it must not stop because of that.
    child.stdout.resume();
    return;
  }
  throw new Error(`the database ended with ${child.exitCode}`);
}

const ferretdb =
  (program: string): Start =>
  async (data, port) => {
    // Its standard input is the rope that it is tied to us with.
    const child = spawn(program, ['-data', data, '-listen', `127.0.0.1:${port}`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await said(child, /^mongodb:/);
    return child;
  };

const ALREADY_INITIALIZED = 23;
const mongod: Start = async (data, port) => {
  const db = join(data, 'db');
  mkdirSync(db, { recursive: true });
  const args = ['--dbpath', db, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'tests'];
  const child = spawn('mongod', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await said(child, /Waiting for connections/);
  const alone = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const connection = await mongoose.createConnection(alone).asPromise();
  const admin = connection.getClient().db('admin');
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  await admin.command({ replSetInitiate: { _id: 'tests', members } }).catch((error: { code?: number }) => {
    if (error.code !== ALREADY_INITIALIZED) throw error;
  });
  // It elects itself.
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) await new Promise((done) => setTimeout(done, 50));
  await connection.destroy();
  return child;
};
