import { expect, test } from 'vitest';
import { databaseIn, withoutSecrets } from './address.js';

test.each([
  ['mongodb://db/', 'mongodb://db/', null],
  ['mongodb://name:pass%2Fword@db-1:1,db-2:2/cabinet?replicaSet=a&w=0', 'mongodb://db-1:1,db-2:2/cabinet', 'cabinet'],
  ['mongodb+srv://name:p@ss@cluster.example/?tls=true', 'mongodb+srv://cluster.example/', null],
  ['mongodb://n:p@db?authSource=admin', 'mongodb://db', null],
  ['mongodb://db/c%C3%A1', 'mongodb://db/c%C3%A1', 'cá'],
])('%s is shown without its secrets, and names its database', (uri, shown, database) => {
  expect(withoutSecrets(uri)).toBe(shown);
  expect(databaseIn(uri)).toBe(database);
});
