import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { unwrap } from 'idb';
import { expect, test } from 'vitest';
import { openDatabase } from './database.js';
import { seen } from './seen.fixture.js';

test('a database that the browser closes by itself is opened anew', async () => {
  const db = await openDatabase('an');
  await db.put('meta', 'first', 'incarnation');
  // As iOS does with a page that was suspended: closed, which an event tells.
  forceCloseDatabase(unwrap(db.transaction('meta').db) as never);
  await seen(async () => expect(await db.get('meta', 'incarnation')).toBe('first'));
  db.close();
  expect(() => db.transaction('meta')).toThrow();
});
