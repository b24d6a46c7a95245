import { agendaContent } from '@ecab/shared/sync/content';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addItem, levelled, mendLevels, moveItem, removeItem, setField, setParent } from './draft.js';

const titles = (doc: Y.Doc) => agendaContent(doc).map(({ id }) => id);
function three(): Y.Doc {
  const doc = new Y.Doc();
  for (const id of ['a', 'b', 'c']) addItem(doc, id, id, 'decision', null);
  return doc;
}
const meet = (one: Y.Doc, other: Y.Doc) => {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
};

test('items stand in the order they were added, and are moved by their place', () => {
  const doc = three();
  expect(titles(doc)).toEqual(['a', 'b', 'c']);
  moveItem(doc, 'c', 0);
  expect(titles(doc)).toEqual(['c', 'a', 'b']);
  moveItem(doc, 'c', 2);
  expect(titles(doc)).toEqual(['a', 'b', 'c']);
});

test('two secretaries who move different items do not undo each other', () => {
  const one = three();
  const other = new Y.Doc();
  meet(one, other);
  moveItem(one, 'c', 0);
  setField(other, 'a', 'minutes', 40);
  moveItem(other, 'a', 2);
  meet(one, other);
  expect(titles(one)).toEqual(titles(other));
  expect(agendaContent(one).find(({ id }) => id === 'a')?.minutes).toBe(40);
});

test('items that two added at once can still be put in any order', () => {
  const one = three();
  const other = new Y.Doc();
  meet(one, other);
  addItem(one, 'd', 'd', 'decision', null);
  addItem(other, 'e', 'e', 'decision', null);
  meet(one, other);
  moveItem(one, 'a', 4);
  moveItem(one, 'a', 3);
  expect(titles(one).indexOf('a')).toBe(3);
});

test('deleting a block deletes what is in it', () => {
  const doc = three();
  addItem(doc, 'x', 'x', 'decision', 'b');
  removeItem(doc, 'b');
  expect(titles(doc).sort()).toEqual(['a', 'c']);
});

test('an item put into a block that another deletes meanwhile is not lost: it stands by itself', () => {
  const one = three();
  addItem(one, 'k', 'Nhóm', 'consentBlock', null);
  const other = new Y.Doc();
  meet(one, other);
  setParent(one, 'a', 'k');
  removeItem(other, 'k');
  meet(one, other);
  expect(levelled(agendaContent(one)).find(({ id }) => id === 'a')?.parent).toBeNull();
  mendLevels(one);
  expect(agendaContent(one).map(({ id, parent }) => [id, parent])).toEqual(
    levelled(agendaContent(one)).map(({ id, parent }) => [id, parent]),
  );
});

test('what is put into a block stands last in it, and comes out again', () => {
  const doc = three();
  addItem(doc, 'k', 'Nhóm', 'consentBlock', null);
  setParent(doc, 'c', 'k');
  setParent(doc, 'a', 'k');
  const inside = () =>
    agendaContent(doc)
      .filter(({ parent }) => parent === 'k')
      .map(({ id }) => id);
  expect(inside()).toEqual(['c', 'a']);
  setParent(doc, 'c', null);
  expect(inside()).toEqual(['a']);
  expect(
    agendaContent(doc)
      .filter(({ parent }) => parent === null)
      .map(({ id }) => id),
  ).toEqual(['b', 'k', 'c']);
});

test('before it is published every block is followed by what is in it, though its keys came before', () => {
  const doc = three();
  addItem(doc, 'k', 'Nhóm', 'consentBlock', null);
  addItem(doc, 'X', 'x', 'decision', 'k');
  expect(titles(doc)[0]).toBe('X');
  mendLevels(doc);
  expect(titles(doc)).toEqual(['a', 'b', 'c', 'k', 'X']);
  const before = Y.encodeStateVector(doc);
  mendLevels(doc);
  expect(Y.encodeStateVector(doc)).toEqual(before);
});
