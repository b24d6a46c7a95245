import { minutesSchema } from '@ecab/shared/minutes/schema';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import { passagesIn, restored, typedOver } from './fact-notes.js';

const TEXT = 'Chủ tọa kết luận: Thông qua.';
const fact = minutesSchema.mark('fact', { stream: 'meeting/m1', seq: 7, index: 0, text: TEXT });
const bold = minutesSchema.mark('bold');
const p = (...content: Parameters<typeof minutesSchema.text>[]) =>
  minutesSchema.node(
    'paragraph',
    null,
    content.map(([words, marks]) => minutesSchema.text(words, marks)),
  );
const page = (...paragraphs: ReturnType<typeof p>[]) =>
  EditorState.create({ doc: minutesSchema.node('doc', null, paragraphs) });
const drafted = page(p(['Ngày 26. '], ['Chủ tọa kết luận:', [bold, fact]], [' Thông qua.', [fact]]));
const told = ({ doc }: EditorState) => passagesIn(doc).map(({ words }) => words);
/** As one types over words that are selected, a letter at a time. */
function typed(state: EditorState, over: string, words: string): EditorState {
  let at = -1;
  state.doc.descendants((node, place) => {
    const found = node.text?.indexOf(over) ?? -1;
    if (found >= 0) at = place + found;
  });
  let now = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at, at + over.length)));
  if (words === '') return now.apply(now.tr.deleteSelection());
  for (const letter of words) {
    const { from, to } = now.selection;
    now = now.apply(typedOver(now, from, to, letter) ?? now.tr.insertText(letter));
  }
  return now;
}
const back = (state: EditorState) => state.apply(restored(state, '7 0'));

test('a passage is one, whatever its words are marked with', () => {
  expect(told(drafted)).toEqual([TEXT]);
});

describe('who edits a word of a passage', () => {
  test.each([
    ['Thông', 'Không thông'],
    ['Chủ', 'Bà chủ'],
    ['qua.', 'qua'],
    ['Thông qua.', 'Để lại'],
    ['ông', ''],
  ])('%s: it is still tied to its event, and its words can be put back with their marks', (over, words) => {
    const edited = typed(drafted, over, words);
    expect(told(edited)).toEqual([TEXT.replace(over, words)]);
    expect(back(edited).doc.eq(drafted.doc)).toBe(true);
  });
});

test('what is typed behind a passage is not its own', () => {
  expect(told(typed(page(p([TEXT, [fact]], ['!'])), '!', ' Nhất trí.'))).toEqual([TEXT]);
});

test('words written between are taken out with what is left of the passage, and it stands once', () => {
  const torn = page(p(['Chủ tọa kết luận:', [bold, fact]], [' xen vào '], ['Thông qua.', [fact]]));
  expect(told(torn)).toHaveLength(2);
  expect(told(back(torn))).toEqual([TEXT]);
});

test('what was not edited stays, and so do other events', () => {
  const other = minutesSchema.mark('fact', { ...fact.attrs, seq: 8, text: 'Khác.' });
  const state = page(p([TEXT, [fact]], ['Khac.', [other]]));
  expect(restored(state, '7 0').docChanged).toBe(false);
});
