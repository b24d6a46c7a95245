import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readDraft } from './draft.js';

function twoPeople() {
  const hers = new Y.Doc();
  hers.getText('body').insert(0, 'Kính gửi');
  const his = new Y.Doc();
  Y.applyUpdate(his, Y.encodeStateAsUpdate(hers));
  const unsent: Uint8Array[] = [];
  his.on('update', (update: Uint8Array) => unsent.push(update));
  his.getText('body').insert(8, ' các sở');
  hers.getText('body').insert(0, '1. ');
  return { hers, unsent };
}
const textOf = (doc: Y.Doc) => doc.getText('body').toString();

test('a draft of a text that could no longer be read tells nothing of that text', () => {
  const { unsent } = twoPeople();
  expect(textOf(readDraft({ state: null, updates: unsent }))).toBe('');
});
test('once the text may be read again, the draft is what was refused upon the text as it stands', () => {
  const { hers, unsent } = twoPeople();
  expect(textOf(readDraft({ state: null, updates: unsent }, hers))).toBe('1. Kính gửi các sở');
  expect(textOf(hers)).toBe('1. Kính gửi');
});
test('a draft that is the whole text stays what it was', () => {
  const { hers, unsent } = twoPeople();
  const whole = new Y.Doc();
  whole.getText('body').insert(0, 'Kính gửi các sở');
  const state = Y.encodeStateAsUpdate(whole);
  expect(textOf(readDraft({ state, updates: unsent }, hers))).toBe('Kính gửi các sở');
});
