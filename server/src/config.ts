import { z } from 'zod';

/** The configuration, read once. Every fault is told together. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** The store, and the socket that commands of the same machine reach the server by; with `mongo` the socket only. */
  readonly dataDir: string;
  /** The database that holds the store instead; null for the embedded one. */
  readonly mongo: { readonly uri: string; readonly allowStandalone: boolean } | null;
  /** Stands in links and QR codes; without a slash at the end. */
  readonly publicUrl: string;
  readonly production: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Hops of proxies in front. */
  readonly trustProxy: number;
  /** Where the clock starts instead of at the real time; for tests. */
  readonly clockStart: string | null;
  /** Sets up the demonstration body on an empty store. */
  readonly demo: boolean;
  readonly backup: {
    /** Public keys (age1…) that backups are encrypted to. */
    readonly recipients: readonly string[];
    /** Where the key lies that opens them, for restore and verify. */
    readonly keyFile: string | null;
  };
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}
export class ConfigFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

const unset = z.literal('').transform(() => undefined);
const optional = <T extends z.ZodType>(form: T) => z.union([unset, form]).optional();
const form = z.object({
  HOST: optional(z.string().min(1)),
  PORT: optional(z.coerce.number({ error: 'a port number, 0 to 65535' }).int().min(0).max(65_535)),
  DATA_DIR: optional(z.string().min(1)),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })),
  TLS_CERT: optional(z.string().min(1)),
  TLS_KEY: optional(z.string().min(1)),
  TRUST_PROXY: optional(z.coerce.number({ error: 'a number of proxies' }).int().min(0).max(10)),
  CLOCK_START: optional(z.iso.datetime({ error: 'an instant such as 2026-11-26T00:30:00Z' })),
  NODE_ENV: optional(z.string()),
  MONGODB_URI: optional(
    z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/[^/?]+/, { error: 'an address that starts with mongodb:// or mongodb+srv://' }),
  ),
  MONGODB_ALLOW_STANDALONE: optional(z.enum(['1'], { error: '1, by tests only' })),
  DEMO: optional(z.enum(['on', 'off'], { error: 'on or off' })),
  BACKUP_RECIPIENTS: optional(z.string()),
  BACKUP_KEY_FILE: optional(z.string().min(1)),
  LOG_LEVEL: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])),
});

/** @throws ConfigFault naming every variable that is wrong, one line each. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = form.safeParse(env);
  const faults = read.success
    ? []
    : read.error.issues.map(({ path: [name], message }) =>
        // A database's address holds a password.
        name === 'MONGODB_URI'
          ? `MONGODB_URI: ${message}`
          : `${String(name)}: ${message} (it is ${show(env[String(name)])})`,
      );
  const given = read.data ?? {};
  const production = env.NODE_ENV === 'production';
  if (production && env.CLOCK_START)
    faults.push('CLOCK_START: only tests set the clock; refused with NODE_ENV=production');
  if (!env.TLS_CERT !== !env.TLS_KEY) faults.push('TLS_CERT and TLS_KEY: both or neither');
  if (production && env.MONGODB_ALLOW_STANDALONE)
    faults.push(
      'MONGODB_ALLOW_STANDALONE: only tests use a server without a replica set; refused with NODE_ENV=production',
    );
  if (env.MONGODB_URI && env.DEMO === 'on')
    faults.push('DEMO: the demonstration is set up in DATA_DIR only, never with MONGODB_URI');
  if (faults.length > 0) throw new ConfigFault(faults);
  const host = given.HOST ?? '127.0.0.1';
  const port = given.PORT ?? 3000;
  const tls = given.TLS_CERT && given.TLS_KEY ? { certFile: given.TLS_CERT, keyFile: given.TLS_KEY } : null;
  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    host,
    port,
    dataDir: given.DATA_DIR ?? './data',
    mongo: given.MONGODB_URI
      ? { uri: given.MONGODB_URI, allowStandalone: given.MONGODB_ALLOW_STANDALONE === '1' }
      : null,
    publicUrl: (given.PUBLIC_URL ?? `${tls ? 'https' : 'http'}://${shownHost}:${port}`).replace(/\/+$/, ''),
    production,
    tls,
    trustProxy: given.TRUST_PROXY ?? 0,
    clockStart: given.CLOCK_START ?? null,
    demo: !production && !given.MONGODB_URI && given.DEMO !== 'off',
    backup: {
      recipients: given.BACKUP_RECIPIENTS?.split(/[\s,]+/).filter((one) => one !== '') ?? [],
      keyFile: given.BACKUP_KEY_FILE ?? null,
    },
    logLevel: given.LOG_LEVEL ?? 'info',
  };
}
const show = (value: string | undefined) => (value === undefined ? 'not set' : JSON.stringify(value));
