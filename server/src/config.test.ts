import { expect, test } from 'vitest';
import { ConfigFault, readConfig } from './config.js';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    if (fault instanceof ConfigFault) return fault.faults;
    throw fault;
  }
}

test('without MONGODB_URI the store is in DATA_DIR, and an empty one gets the demonstration', () => {
  expect(readConfig({})).toMatchObject({ mongo: null, dataDir: './data', demo: true });
  expect(readConfig({ NODE_ENV: 'production' }).demo).toBe(false);
});

test('with MONGODB_URI the store is there, and the demonstration is never set up', () => {
  const uri = 'mongodb://db-1,db-2/cabinet?replicaSet=rs0';
  expect(readConfig({ MONGODB_URI: uri })).toMatchObject({ mongo: { uri, allowStandalone: false }, demo: false });
  expect(readConfig({ MONGODB_URI: uri, MONGODB_ALLOW_STANDALONE: '1' }).mongo?.allowStandalone).toBe(true);
  expect(faultsOf({ MONGODB_URI: uri, DEMO: 'on' })).toEqual([
    'DEMO: the demonstration is set up in DATA_DIR only, never with MONGODB_URI',
  ]);
  expect(readConfig({ MONGODB_URI: '' }).mongo).toBeNull();
});

test('what is wrong is told together, and the password of a database is not', () => {
  const faults = faultsOf({ MONGODB_URI: 'http://name:secret@db/', MONGODB_ALLOW_STANDALONE: 'yes', PORT: 'x' });
  expect(faults.map((line) => line.split(':')[0]).sort()).toEqual(['MONGODB_ALLOW_STANDALONE', 'MONGODB_URI', 'PORT']);
  expect(faults.join()).not.toContain('secret');
});

test('a standalone server is for tests only', () => {
  const env = { MONGODB_URI: 'mongodb://db/', MONGODB_ALLOW_STANDALONE: '1', NODE_ENV: 'production' };
  expect(faultsOf(env)).toEqual([
    'MONGODB_ALLOW_STANDALONE: only tests use a server without a replica set; refused with NODE_ENV=production',
  ]);
});
