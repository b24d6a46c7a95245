import { agendaDoc, minutesDoc, readingDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import type { RescuedMinutes } from '@ecab/shared/sync/rescue';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocHandle } from './docs.js';
import { readDraft } from './draft.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage, type Tablet } from './tablet.fixture.js';

const { server: startServer, tab, person, browser } = stage();
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };
const ready = (handle: DocHandle) => until(handle.view, ({ state, live }) => state === 'ready' && live);
const sent = ({ docs }: Tablet) => until(docs.unsent, (counts) => counts.size === 0);
const paragraph = (words: string) => {
  const one = new Y.XmlElement('paragraph');
  one.insert(0, [new Y.XmlText(words)]);
  return one;
};
const write = (handle: DocHandle, words: string) =>
  handle.view
    .getState()
    .doc.getXmlFragment('body')
    .push([paragraph(words)]);
const linesOf = ({ content }: RescuedMinutes) =>
  (content.content ?? []).map((one) => (one.content ?? []).map(({ text }) => text).join(''));

test('X11 a server restored from an older backup gets nothing sent, and every text as a rescue copy, opened or not', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device);
  const minutes = before.docs.open(minutesDoc('m1'), { write: true });
  await ready(minutes);
  write(minutes, 'Trước bản sao lưu');
  await sent(before);
  const backup = await server.backup('second');
  write(minutes, 'Sau bản sao lưu');
  await sent(before);
  server.down();
  await until(before.connection.state, ({ link }) => link === 'offline');
  write(minutes, 'Chưa gửi');
  await before.docs.flush();
  await before.close();

  const restored = await startServer(backup);
  // Nobody opens the minutes on this tablet.
  const after = await tab(restored, an, device);
  await until(after.docs.drafts, (drafts) => drafts.length === 0 && restored.rescued.length > 0);
  const [copy, ...more] = restored.rescued;
  expect(more).toEqual([]);
  expect(copy).toMatchObject({ meetingId: 'm1', why: 'restored' });
  expect(linesOf(copy?.rescued as RescuedMinutes)).toEqual(['Trước bản sao lưu', 'Sau bản sao lưu', 'Chưa gửi']);
  expect(restored.said('doc:update')).toEqual([]);
  // And writing goes on, on what the restored server has.
  const again = after.docs.open(minutesDoc('m1'), { write: true });
  await ready(again);
  write(again, 'Tiếp');
  await sent(after);
  const text = await restored.docs.read(minutesDoc('m1'), (doc) => doc.getXmlFragment('body').toString());
  expect(text).toBe('<paragraph>Trước bản sao lưu</paragraph><paragraph>Tiếp</paragraph>');
});

test('X11 what a restored server does not know is rescued, though it says at the same moment that it may not be read', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const backup = await server.backup('second');
  const before = await tab(server, an, device);
  const board = before.boards.open('meeting/m1');
  await until(board.view, ({ state }) => state === 'live');
  const minutes = before.docs.open(minutesDoc('m1'), { write: true });
  await ready(minutes);
  write(minutes, 'Sau bản sao lưu');
  const inks = Array.from({ length: 5 }, (_, n) => sharedInkDoc(`m1~p${n}~1`));
  for (const name of inks) {
    const handle = before.docs.open(name, { write: true });
    await ready(handle);
    handle.view.getState().doc.getMap(inkRoot(an)).set('0-a', stroke);
  }
  await sent(before);
  await before.boards.flush();
  await before.close();

  const restored = await startServer(backup);
  // A meeting made after the backup is none to it, for anybody.
  restored.refusesBoards = 'not-allowed';
  restored.mayRead = () => false;
  const after = await tab(restored, an, device);
  const drafts = await until(after.docs.drafts, (all) => all.length === inks.length && restored.rescued.length > 0);
  expect(drafts.map(({ doc, refusal }) => [doc, refusal]).sort()).toEqual(inks.map((name) => [name, 'restored']));
  expect(drafts.map((draft) => [...readDraft(draft).getMap(inkRoot(an)).keys()])).toEqual(inks.map(() => ['0-a']));
  expect(restored.rescued.map(({ rescued }) => linesOf(rescued as RescuedMinutes))).toEqual([['Sau bản sao lưu']]);
});

test('two tabs that meet the restored server at once give one copy', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const backup = await server.backup('second');
  const first = await tab(server, an, device);
  const agenda = first.docs.open(agendaDoc('m1'), { write: true });
  await ready(agenda);
  const { doc } = agenda.view.getState();
  doc.transact(() => {
    const item = new Y.Map<unknown>();
    doc.getMap('items').set('i1', item);
    item.set('title', new Y.Text('Ngân sách'));
  });
  await sent(first);
  await first.close();
  const restored = await startServer(backup);
  const tabs = await Promise.all([tab(restored, an, device), tab(restored, an, device)]);
  const handles = tabs.map(({ docs }) => docs.open(agendaDoc('m1'), { write: true }));
  await Promise.all(handles.map(ready));
  for (const { docs } of tabs) await until(docs.drafts, (drafts) => drafts.length === 0);
  await seen(() => expect(new Set(restored.rescued.map(({ id }) => id)).size).toBe(1));
  expect(restored.rescued[0]?.rescued).toMatchObject({ kind: 'agenda', items: [{ id: 'i1', title: 'Ngân sách' }] });
});

test('ink that the restored server still has is nothing to offer; what it lost stays until it is put back', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device);
  const [kept, lost] = ['v1', 'v2'].map((id) => before.docs.open(sharedInkDoc(id), { write: true })) as DocHandle[];
  await Promise.all([ready(kept!), ready(lost!)]);
  const draw = (handle: DocHandle, key: string) => handle.view.getState().doc.getMap(inkRoot(an)).set(key, stroke);
  draw(kept!, '0-a');
  await sent(before);
  const backup = await server.backup('second');
  draw(lost!, '0-b');
  await sent(before);
  await before.close();
  const after = await tab(await startServer(backup), an, device);
  const drafts = await until(after.docs.drafts, (all) => all.length === 1);
  expect(drafts[0]).toMatchObject({ doc: sharedInkDoc('v2'), refusal: 'restored' });
});

test('pages once read are marked again by themselves', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const backup = await server.backup('second');
  const before = await tab(server, an, device);
  const reading = before.docs.open(readingDoc(an), { write: true });
  await ready(reading);
  reading.view.getState().doc.getMap('pages').set('m1~p1~1-0', 1);
  await sent(before);
  await before.close();
  const restored = await startServer(backup);
  const after = await tab(restored, an, device);
  await seen(async () =>
    expect(await restored.docs.read(readingDoc(an), (doc) => [...doc.getMap('pages').keys()])).toEqual(['m1~p1~1-0']),
  );
  await until(after.docs.drafts, (all) => all.length === 0);
});

test('a server that writes a newer schema gets no update of the older one: what is unsent is given as a copy', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const tablet = await tab(server, an, device);
  const minutes = tablet.docs.open(minutesDoc('m1'), { write: true });
  const ink = tablet.docs.open(sharedInkDoc('v1'), { write: true });
  await Promise.all([ready(minutes), ready(ink)]);
  server.down();
  await until(tablet.connection.state, ({ link }) => link === 'offline');
  write(minutes, 'Soạn khi mất mạng');
  server.schemas = { ...server.schemas, minutes: 2 };
  server.up();
  const { refusal } = await until(minutes.view, ({ state }) => state === 'refused');
  expect(refusal).toBe('older-schema');
  await seen(() => expect(server.rescued).toHaveLength(1));
  expect(server.rescued[0]).toMatchObject({ why: 'older-schema' });
  expect(linesOf(server.rescued[0]?.rescued as RescuedMinutes)).toEqual(['Soạn khi mất mạng']);
  expect(server.said('doc:update')).toEqual([]);
  // Docs whose schema is still the same are written as ever.
  await ready(ink);
});
