import { createHash } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { memoryStore } from '../storage/memory.js';
import type { PasswordHasher } from './hasher.js';
import { createIdentity, type Identity } from './identity.js';
import type { IdentityFact, Limits } from './parts.js';
import { identityRoutes } from './routes.js';
import type { Random } from './tokens.js';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails where it is not there.
  readonly body: any;
}

/** Chance that is the same in every run, and never the same twice in one. */
export function seededRandom(seed: string): Random {
  let drawn = 0;
  return (size) => {
    drawn += 1;
    return createHash('shake256', { outputLength: size }).update(`${seed}:${drawn}`).digest();
  };
}

/** As slow to guess as a test can bear: a salted digest, and a count of how often it was asked. */
export function countingHasher(): PasswordHasher & { verifications: number } {
  const digest = (text: string) => createHash('sha256').update(`pepper:${text}`).digest('hex');
  return {
    verifications: 0,
    async hash(password) {
      return digest(password);
    },
    async verify(stored, password) {
      this.verifications += 1;
      return stored === digest(password);
    },
  };
}

/** A browser: keeps cookies as one does, and says where its requests come from. */
export class Browser {
  readonly jar = new Map<string, string>();
  constructor(
    private readonly port: number,
    readonly headers: Record<string, string>,
  ) {}

  get = (path: string, headers: Record<string, string> = {}) => this.send('GET', path, undefined, headers);
  post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });

  send(method: string, path: string, body: string | undefined, headers: Record<string, string> = {}): Promise<Reply> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          port: this.port,
          host: '127.0.0.1',
          method,
          path,
          headers: { origin: `http://127.0.0.1:${this.port}`, ...this.headers, ...(cookie && { cookie }), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const cookies = response.headers['set-cookie'] ?? [];
            for (const one of cookies) {
              const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
              if (/Max-Age=0/.test(one)) this.jar.delete(name);
              else this.jar.set(name, value);
            }
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              cookies,
              body: text.startsWith('{') ? JSON.parse(text) : text,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

export const ipad = { 'user-agent': 'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) Version/17.5 Safari/604.1' };
export const desktop = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36' };

/** A server with the identity doors over real HTTP, on a clock and chance of its own. */
export async function startDoors(options: { publicUrl?: string; trustProxy?: number; limits?: Partial<Limits> } = {}) {
  let clock = Date.parse('2026-11-26T00:30:00.000Z');
  const now = () => new Date(clock).toISOString();
  const hasher = countingHasher();
  const facts: IdentityFact[] = [];
  const store = memoryStore({ now });
  const { vault } = store;
  const people = new Map<string, { name: string; signIn?: string }>([
    ['p-oanh', { name: 'Đặng Thị Kim Oanh' }],
    ['p-khai', { name: 'Nguyễn Minh Khải' }],
  ]);
  const app = express();
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const parts = {
    vault,
    now,
    hasher,
    random: seededRandom('doors'),
    personOf: (id: string) => people.get(id) ?? null,
    ofSignInName: (name: string) => [...people].find(([, { signIn }]) => signIn === name)?.[0] ?? null,
    audit: async (fact: IdentityFact) => void facts.push(fact),
    publicUrl: options.publicUrl ?? `http://127.0.0.1:${port}`,
    ...(options.limits && { limits: options.limits }),
  };
  const build = () => createIdentity(parts);
  const identity: Identity = build();
  app.set('trust proxy', options.trustProxy ?? false);
  app.use('/api/identity', identityRoutes(identity, parts));
  await identity.passwords.set('p-oanh', 'oanh.dtk', 'Mùa thu Sông Vân');
  await identity.passwords.set('p-khai', 'khai.nm', 'Chủ tọa phiên 11');
  facts.length = 0;
  return {
    identity,
    /** Another server process on the same store. */
    build,
    hasher,
    facts,
    vault,
    store,
    people,
    now,
    pass: (ms: number) => {
      clock += ms;
    },
    browser: (headers: Record<string, string> = desktop) => new Browser(port, headers),
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
export type Doors = Awaited<ReturnType<typeof startDoors>>;
