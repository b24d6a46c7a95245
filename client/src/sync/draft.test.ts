import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readDraft } from './draft.js';

function unsentOf() {
  const hers = new Y.Doc();
  hers.getText('body').insert(0, 'Kính gửi');
  const his = new Y.Doc();
  Y.applyUpdate(his, Y.encodeStateAsUpdate(hers));
  const unsent: Uint8Array[] = [];
  his.on('update', (update: Uint8Array) => unsent.push(update));
  his.getText('body').insert(8, ' các sở');
  return unsent;
}
const textOf = (doc: Y.Doc) => doc.getText('body').toString();

test('a draft of a text that could no longer be read tells nothing of that text', () => {
  const unsent = unsentOf();
  expect(textOf(readDraft({ state: null, updates: unsent }))).toBe('');
});
test('a draft that is the whole text stays what it was', () => {
  const unsent = unsentOf();
  const whole = new Y.Doc();
  whole.getText('body').insert(0, 'Kính gửi các sở');
  const state = Y.encodeStateAsUpdate(whole);
  expect(textOf(readDraft({ state, updates: unsent }))).toBe('Kính gửi các sở');
});
