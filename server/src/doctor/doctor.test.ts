import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { clockRow, folderRow, nodeRow, plainRow, programRow, spaceRow, table, tlsRow } from './rows.js';
import { runDoctor } from './run.js';
import { certificate, key, UNTIL } from './tls.fixture.js';

const GIB = 1024 ** 3;
const x509 = new X509Certificate(certificate);
const tls = (host: string, now: string, fits = true) => tlsRow({ certificate: x509, fits }, host, now).state;
const during = '2030-01-01T00:00:00.000Z';

test.each([
  [nodeRow('20.18.1'), 'bad'],
  [nodeRow('20.19.0'), 'ok'],
  [nodeRow('24.0.0'), 'ok'],
  [spaceRow(0.5 * GIB, 100 * GIB), 'bad'],
  [spaceRow(5 * GIB, 100 * GIB), 'hint'],
  [spaceRow(5 * GIB, 20 * GIB), 'ok'],
  [folderRow('data', 0o40700, true, true), 'ok'],
  [folderRow('data', 0o40755, true, true), 'bad'],
  [folderRow('data', 0o40755, true, false), 'hint'],
  [folderRow('data', 0o40500, false, false), 'bad'],
  [clockRow(during, true), 'bad'],
  [clockRow(during, false), 'ok'],
  [plainRow('http://localhost:3000', 0), 'ok'],
  [plainRow('http://10.0.0.5:3000', 0), 'bad'],
  [plainRow('https://cabinet.example.vn', 0), 'bad'],
  [plainRow('https://cabinet.example.vn', 1), 'ok'],
  [programRow('LibreOffice', null, 'install it'), 'hint'],
])('%o', (row, state) => {
  expect(row.state).toBe(state);
  expect(row.todo === '').toBe(state === 'ok');
});

test('a certificate must be valid now, name what people open, and belong to its key', () => {
  expect(tls('cabinet.example.vn', during)).toBe('ok');
  expect(tls('10.0.0.5', during)).toBe('ok');
  expect(tls('hop.example.vn', during)).toBe('bad');
  expect(tls('10.0.0.6', during)).toBe('bad');
  expect(tls('cabinet.example.vn', during, false)).toBe('bad');
  expect(tls('cabinet.example.vn', '2036-11-01T00:00:00.000Z')).toBe('hint');
  expect(tls('cabinet.example.vn', '2037-01-01T00:00:00.000Z')).toBe('bad');
  expect(tls('cabinet.example.vn', '2020-01-01T00:00:00.000Z')).toBe('bad');
  expect(tlsRow({ certificate: x509, fits: true }, '10.0.0.5', during).found).toBe(`certificate until ${UNTIL}`);
});

test('the table stands in columns, with nothing after the last', () => {
  expect(table([nodeRow('20.19.0'), clockRow(during, true)])).toEqual([
    'ok    Node   20.19.0',
    'BAD   Clock  2030-01-01T00:00:00.000Z, behind the newest entry  Set the clock (NTP): times in minutes would stand still.',
  ]);
});

describe('npm run doctor', () => {
  let folder: string;
  let lines: string[];
  const run = (env: Record<string, string>, ...args: string[]) => {
    lines = [];
    return runDoctor(args, env, (line) => void lines.push(line));
  };
  const line = (what: string) => lines.find((one) => new RegExp(`^\\S+ +${what} `).test(one)) ?? '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecab-doctor-'));
    await writeFile(join(folder, 'cert.pem'), certificate);
    await writeFile(join(folder, 'key.pem'), key);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('before the first start nothing must be done', async () => {
    expect(await run({ DATA_DIR: join(folder, 'none') })).toBe(0);
    expect(line('Store')).toMatch(/^hint .*empty/);
    expect(line('Engine')).toMatch(/^ok .*SQLite 3\./);
    expect(lines.at(-1)).toBe('Nothing must be done.');
    expect(await run({}, 'what')).toBe(2);
  });

  test('a file in the place of the folder is a row with what to do', async () => {
    for (const DATA_DIR of [join(folder, 'cert.pem'), join(folder, 'cert.pem', 'data')]) {
      expect(await run({ DATA_DIR })).toBe(1);
      expect(line('Folder')).toMatch(/^BAD .*cannot be made +Set DATA_DIR/);
    }
  });

  test('it looks beside a running server, and sees a clock that was set back', async () => {
    const DATA_DIR = join(folder, 'data');
    await mkdir(DATA_DIR, { mode: 0o700 });
    const store = await openSqliteStore({ folder: DATA_DIR, now: () => '2030-06-01T00:00:00.000Z' });
    await store.vault.put('installation', { bodyId: 'ubnd' }, 'absent');
    await store.streams.append('body/ubnd', 0, Buffer.from('x'));
    const env = {
      DATA_DIR,
      PUBLIC_URL: 'https://cabinet.example.vn',
      TLS_CERT: join(folder, 'cert.pem'),
      TLS_KEY: join(folder, 'key.pem'),
    };
    expect(await run({ ...env, CLOCK_START: '2030-06-01T00:00:10Z' })).toBe(0);
    expect(line('Store')).toMatch(/body ubnd$/);
    expect(line('TLS')).toMatch(/^ok /);
    expect(await run({ ...env, CLOCK_START: '2030-05-31T00:00:00Z' })).toBe(1);
    expect(line('Clock')).toMatch(/^BAD .*behind the newest entry +Set the clock/);
    expect(lines.at(-1)).toMatch(/^1 of \d+ must be done\.$/);
    await store.close();
  });

  test('a wrong configuration, a key of another certificate, a damaged store: each a row, and 1', async () => {
    expect(await run({ PORT: 'many', TLS_CERT: 'x' })).toBe(1);
    expect(lines.filter((one) => one.startsWith('BAD')).map((one) => one.split(/ {2,}/)[2])).toEqual([
      expect.stringMatching(/^PORT: /),
      'TLS_CERT and TLS_KEY: both or neither',
    ]);
    const other = join(folder, 'other.pem');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    await writeFile(other, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const DATA_DIR = join(folder, 'damaged');
    await mkdir(DATA_DIR);
    await chmod(DATA_DIR, 0o755);
    await writeFile(join(DATA_DIR, 'cabinet.sqlite'), 'this was a store once'.repeat(500));
    const env = { DATA_DIR, PUBLIC_URL: 'https://10.0.0.5', TLS_CERT: join(folder, 'cert.pem'), TLS_KEY: other };
    expect(await run({ ...env, NODE_ENV: 'production', BACKUP_RECIPIENTS: 'age1nobody' })).toBe(1);
    expect(line('TLS')).toMatch(/^BAD .*not the key of TLS_CERT/);
    expect(line('Store')).toMatch(/^BAD .*damaged/);
    expect(line('Folder')).toMatch(/^BAD .*mode 755 +.*chmod 700/);
    expect(line('Backups')).toMatch(/^BAD .*age1nobody is no public key/);
  });

  test('a database that nobody answers at is a row with what to do', async () => {
    expect(await run({ MONGODB_URI: 'mongodb://127.0.0.1:9/x', NODE_ENV: 'production' })).toBe(1);
    expect(line('Engine')).toMatch(/^BAD .*MongoDB, not usable +MONGODB_URI mongodb:\/\/127\.0\.0\.1:9/);
  }, 30_000);
});
