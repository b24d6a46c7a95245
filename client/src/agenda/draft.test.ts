import { agendaContent } from '@ecab/shared/sync/content';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addItem, moveItem, removeItem, setField, textOf, writeText } from './draft.js';

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

test('two who type in one title lose nothing of either, whatever they type', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'ế', '😀', '𝒳', ' ', 'đ'), maxLength: 12 });
  fc.assert(
    fc.property(words, words, words, (start, left, right) => {
      const one = new Y.Doc();
      addItem(one, 'a', start, 'decision', null);
      const other = new Y.Doc();
      meet(one, other);
      writeText(textOf(one, 'a', 'title')!, left + start);
      writeText(textOf(other, 'a', 'title')!, start + right);
      meet(one, other);
      const now = textOf(one, 'a', 'title')!.toString();
      expect(now).toBe(textOf(other, 'a', 'title')!.toString());
      expect(now).not.toContain('\ufffd');
      expect([...now].sort().join('')).toBe([...(left + start + right)].sort().join(''));
    }),
    { seed: 11, numRuns: 300 },
  );
});

test('what a field holds is what the text becomes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (was, now) => {
      const doc = new Y.Doc();
      addItem(doc, 'a', was, 'decision', null);
      writeText(textOf(doc, 'a', 'title')!, now);
      expect(textOf(doc, 'a', 'title')!.toString()).toBe(now);
    }),
    { seed: 12, numRuns: 300 },
  );
});
