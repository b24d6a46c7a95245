import { minutesSchema } from '@ecab/shared/minutes/schema';
import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { minutesExtensions } from './editor-schema.js';

const editor = getSchema(minutesExtensions);
const attrs = (spec: { attrs?: object }) => Object.keys(spec.attrs ?? {}).sort();

test('the editor knows every node of the minutes, with every attribute, and no other', () => {
  expect(Object.keys(editor.nodes).sort()).toEqual(Object.keys(minutesSchema.nodes).sort());
  for (const [name, { spec }] of Object.entries(minutesSchema.nodes)) {
    expect(attrs(editor.nodes[name]?.spec ?? {}), name).toEqual(attrs(spec));
    expect(editor.nodes[name]?.spec.content ?? '', name).toBe(spec.content ?? '');
  }
});

test('the editor knows every mark of the minutes, with every attribute, and no other', () => {
  expect(Object.keys(editor.marks).sort()).toEqual(Object.keys(minutesSchema.marks).sort());
  for (const [name, { spec }] of Object.entries(minutesSchema.marks))
    expect(attrs(editor.marks[name]?.spec ?? {}), name).toEqual(attrs(spec));
});

test('a text with a table, a list and a fact goes through the editor unchanged', () => {
  const fact = { type: 'fact', attrs: { stream: 'meeting/m1', seq: 3, index: 0, text: 'Câu.' } };
  const text = (words: string, marks: object[] = []) => ({
    type: 'text',
    text: words,
    ...(marks.length > 0 && { marks }),
  });
  const paragraph = (...content: object[]) => ({ type: 'paragraph', attrs: { textAlign: null }, content });
  const cell = (type: string) => ({
    type,
    attrs: { colspan: 2, rowspan: 1, colwidth: [120] },
    content: [paragraph(text('x', [{ type: 'bold' }]))],
  });
  const doc = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2, textAlign: 'center' }, content: [text('Phụ lục')] },
      paragraph(text('Câu.', [fact]), text(' tiếp')),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('một'))] }] },
      { type: 'table', content: [{ type: 'tableRow', content: [cell('tableHeader'), cell('tableCell')] }] },
    ],
  };
  expect(editor.nodeFromJSON(doc).toJSON()).toEqual(doc);
});
