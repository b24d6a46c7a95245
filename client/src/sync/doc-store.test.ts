import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { openDatabase } from './database.js';
import { DocStore } from './doc-store.js';

const name = 'paper/v1/shared@1';
const draft = { id: 'd1', at: '2026-11-05T01:00:00.000Z' };
const refusal = { id: 'd2', at: draft.at, refusal: 'not-permitted' };
const fresh = async () => new DocStore(await openDatabase(randomUUID()));

/** Updates of one person, each of one letter. */
function letters(text: string): Uint8Array[] {
  const doc = new Y.Doc();
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  for (const letter of text) doc.getText('body').insert(doc.getText('body').length, letter);
  return made;
}
const textOf = (updates: readonly Uint8Array[]) => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('body').toString();
};

test('what is made on a copy that was given up is never sent, and is not lost', async () => {
  const store = await fresh();
  const [a, b, c] = letters('abc');
  expect(await store.keep(name, 0, [], [a!, b!], 7, draft)).toBe('kept');
  const given = await store.giveUp(name, 'unsent', refusal);
  expect(given).toMatchObject({ updates: [a, b] });
  expect(await store.keep(name, 0, [], [c!], 7, { ...draft, id: 'd3' })).toBe('outdated');
  expect(await store.unsent(name)).toEqual({ epoch: 1, unsent: [] });
  expect((await store.drafts()).map(({ id, refusal: why }) => `${id} ${why}`)).toEqual([
    'd2 not-permitted',
    'd3 outdated',
  ]);
});

test('two tabs that are told the same of one update count it once', async () => {
  const store = await fresh();
  await store.keep(name, 0, [], letters('ab'), 7, draft);
  const first = (await store.first(name))!;
  await store.acknowledged(first, draft.at);
  await store.acknowledged(first, draft.at);
  const { acknowledged, unsent } = await store.load(name);
  expect([acknowledged.length, unsent.length]).toEqual([1, 1]);
  // Nor does a late refusal of it take anything else along.
  expect(await store.giveUp(name, 'unsent', refusal, { only: first.n })).toBe('moved');
  expect((await store.counts()).get(name)).toBe(1);
});

test('folding the tail into the snapshot changes nothing', async () => {
  const store = await fresh();
  await store.keep(name, 0, letters('Kính gửi'), [], null, draft);
  await store.compact(name);
  const { acknowledged } = await store.load(name);
  expect(acknowledged).toHaveLength(1);
  expect(textOf(acknowledged)).toBe('Kính gửi');
});

test('an id given back unused may be taken again, a used one never', async () => {
  const store = await fresh();
  await store.leased(name, [11, 12]);
  const one = (await store.reserve(name, 'tab 1'))!;
  const two = (await store.reserve(name, 'tab 2'))!;
  expect(await store.reserve(name, 'tab 3')).toBeNull();
  await store.keep(name, 0, [], letters('a'), one, draft);
  await store.releaseAll('tab 1');
  expect(await store.reserve(name, 'tab 3')).toBeNull();
  await store.releaseAll('tab 2');
  expect(await store.reserve(name, 'tab 3')).toBe(two);
});

test('of what may no longer be read only what was not sent stays', async () => {
  const store = await fresh();
  const [a, b] = letters('ab');
  await store.keep(name, 0, [a!], [b!], 7, draft);
  const given = await store.giveUp(name, 'all', { ...refusal, refusal: 'not-allowed' });
  expect(given).toMatchObject({ updates: [b], state: null });
  expect((await store.load(name)).acknowledged).toEqual([]);
  expect(await store.free(name)).toBe(0);
});

test('nor does an older draft keep the text that it was written into; what a server lost stays', async () => {
  const store = await fresh();
  const [a, b] = letters('ab');
  await store.addDraft({ ...refusal, doc: name, updates: [b!], state: a! });
  await store.addDraft({ ...refusal, id: 'd3', doc: name, refusal: 'restored', updates: [], state: a! });
  await store.addDraft({ ...refusal, id: 'd4', doc: 'paper/v2/shared@1', updates: [b!], state: a! });
  await store.giveUp(name, 'all', { ...refusal, id: 'd5', refusal: 'not-allowed' });
  const states = new Map((await store.drafts()).map(({ id, state }) => [id, state]));
  expect(states).toEqual(
    new Map([
      ['d2', null],
      ['d3', a],
      ['d4', a],
    ]),
  );
});

test('what was refused is read upon the doc as it opens again, and stays so whatever is written then', async () => {
  const store = await fresh();
  const [a, b, c] = letters('abc');
  await store.addDraft({ ...refusal, doc: name, updates: [b!], state: null });
  // It builds on the other.
  await store.addDraft({ ...refusal, id: 'd3', doc: name, updates: [c!], state: null });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, a!);
  const ground = (epoch: number) => store.groundDrafts(name, epoch, () => Y.encodeStateAsUpdate(doc));
  const words = async () => (await store.drafts()).map(({ state }) => state && textOf([state]));
  await ground(1);
  expect(await words(), 'of a copy that was given up').toEqual([null, null]);
  expect(await ground(0)).toBe(true);
  doc.getText('body').insert(1, 'b');
  await ground(0);
  expect(await words()).toEqual(['abc', 'abc']);
});

test('X11 of a copy of another store nothing is thrown away, though the server says that it may not be read', async () => {
  const store = await fresh();
  const [a, b, c] = letters('abc');
  await store.keep(name, 0, [a!, b!], [c!], 7, draft);
  await store.opened(name, { write: true, final: false, incarnation: 'first' });
  const notAllowed = { ...refusal, refusal: 'not-allowed' };
  const kept = await store.giveUp(name, 'all', notAllowed, {}, 'second');
  expect(kept).toMatchObject({ refusal: 'restored', updates: [c] });
  expect(kept !== 'moved' && kept?.state && textOf([kept.state])).toBe('abc');
  // Of one that is the server's own only what it never had.
  await store.keep(name, 1, [a!], [b!], 8, draft);
  await store.opened(name, { write: true, final: false, incarnation: 'second' });
  expect(await store.giveUp(name, 'all', { ...notAllowed, id: 'd4' }, {}, 'second')).toMatchObject({
    refusal: 'not-allowed',
    updates: [b],
    state: null,
  });
});
