import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect, test } from 'vitest';
import { databaseName } from './database.js';
import { until } from './readable.js';
import { INCARNATION } from './server.fixture.js';
import { stage } from './tablet.fixture.js';
import { unsentOf, wipePerson } from './wipe.js';

const { server: startServer, tab, person } = stage();
const ink = sharedInkDoc('v1');
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };
const same = async () => INCARNATION;

test('what only this device has is counted before it is wiped, and nothing stays afterwards', async () => {
  const server = await startServer();
  const an = person();
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  const { doc } = await until(handle.view, ({ state }) => state === 'ready');
  server.down();
  await until(tablet.connection.state, ({ link }) => link === 'offline');
  doc.getMap(inkRoot(an)).set('0-a1', stroke);
  void tablet.commands.send('task/t1', 'task:report', { note: 'xong' }, { queue: true });
  await until(tablet.docs.unsent, (counts) => counts.get(ink) === 1);
  await tablet.docs.flush();
  expect(await unsentOf(an, same)).toBe(2);

  await tablet.close();
  await wipePerson(an);
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName(an));
  expect(await unsentOf(an, same)).toBe(0);
});

test('a tab that still has it open does not keep it from being wiped, nor another person from staying', async () => {
  const server = await startServer();
  const an = person('an');
  const binh = person('binh');
  await tab(server, an);
  await tab(server, binh);
  await wipePerson(an);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).not.toContain(databaseName(an));
  expect(names).toContain(databaseName(binh));
});

test('X11 who is signed out by a server that was restored keeps what that server has lost', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  const { doc } = await until(handle.view, ({ state }) => state === 'ready');
  doc.getMap(inkRoot(an)).set('0-a1', stroke);
  await until(tablet.docs.unsent, (counts) => counts.size === 0);
  await tablet.close();
  expect(await unsentOf(an, same)).toBe(0);
  expect(await unsentOf(an, async () => null)).toBe(0);
  expect(await unsentOf(an, async () => 'restored')).toBe(1);
});
