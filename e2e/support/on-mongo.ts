import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { mongoServer } from './mongo.js';

// The stories on MongoDB, with ECAB_STORE=mongo: each in a database of its own, filled from the template store.

const COPY = fileURLToPath(new URL('./copy-store.mjs', import.meta.url));

export const isOnMongo = (): boolean => process.env.ECAB_STORE === 'mongo';

/** Before all stories. @returns what ends it. */
export async function startMongo(): Promise<() => Promise<void>> {
  const server = await mongoServer();
  if ('reason' in server) throw new Error(server.reason);
  process.env.ECAB_MONGO = server.uri;
  return () => server.stop();
}

/** A database with what the template holds. @returns what the server needs to be told. */
export function copiedDatabase(template: string): Readonly<Record<string, string>> {
  const uri = (process.env.ECAB_MONGO ?? '').replace(/\/(\?|$)/, `/ecab-story-${randomUUID().slice(0, 8)}$1`);
  execFileSync(process.execPath, [COPY, template, uri], { stdio: 'inherit' });
  return { MONGODB_URI: uri, MONGODB_ALLOW_STANDALONE: '1' };
}
