import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase, single } from './engine.js';
import { StoreNewer } from './fault-codes.js';
import { prepare, steps } from './schema.js';

let folder: string;
let db: Database;
const copyTo = (version: number): string => join(folder, `v${version}.sqlite`);
const reopened = (): Database => {
  db.close();
  db = openDatabase(join(folder, 'a.sqlite'));
  return db;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
  db = openDatabase(join(folder, 'a.sqlite'));
});
afterEach(async () => {
  db.close();
  await rm(folder, { recursive: true });
});

test('a commit is on the disk before it is answered: the settings are made and hold', () => {
  prepare(db, 'one', copyTo);
  expect(single(db, 'PRAGMA synchronous')).toBe(2);
  expect(single(db, 'PRAGMA journal_mode')).toBe('wal');
});

test('the incarnation is that of the first opening', () => {
  expect(prepare(db, 'one', copyTo)).toEqual({ incarnation: 'one', latest: '' });
  expect(prepare(reopened(), 'two', copyTo)).toEqual({ incarnation: 'one', latest: '' });
});

test('an older store is copied, then raised step by step, and keeps what it holds', () => {
  prepare(db, 'one', copyTo);
  db.exec(`INSERT INTO vault (key, version, value) VALUES ('k', 1, '"v"')`);
  const upgrades = [...steps, 'ALTER TABLE vault ADD COLUMN hint TEXT', `UPDATE vault SET hint = 'h' || version`];
  prepare(reopened(), 'two', copyTo, upgrades);
  expect(single(db, 'SELECT version FROM format')).toBe(upgrades.length);
  expect(single(db, `SELECT hint FROM vault WHERE value = '"v"'`)).toBe('h1');
  const copy = openDatabase(copyTo(steps.length), { readOnly: true });
  expect(single(copy, 'SELECT version FROM format')).toBe(steps.length);
  expect(single(copy, 'SELECT value FROM vault')).toBe('"v"');
  copy.close();
  expect(existsSync(copyTo(0))).toBe(false);
});

test('a step that fails leaves the store as it was', () => {
  prepare(db, 'one', copyTo);
  const upgrades = [...steps, 'ALTER TABLE vault ADD COLUMN hint TEXT', 'no such statement'];
  expect(() => prepare(reopened(), 'two', copyTo, upgrades)).toThrow('syntax error');
  expect(prepare(reopened(), 'two', copyTo).incarnation).toBe('one');
  expect(() => single(db, 'SELECT hint FROM vault')).toThrow('hint');
});

test('a store of a newer version is refused', () => {
  prepare(db, 'one', copyTo, [...steps, 'CREATE TABLE later (n)']);
  expect(() => prepare(reopened(), 'two', copyTo)).toThrow(StoreNewer);
});
