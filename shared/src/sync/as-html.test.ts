import { expect, test } from 'vitest';
import { agendaHtml, htmlPage, nodeHtml } from './as-html.js';
import type { RichNode } from './content.js';

const paragraph = (...content: RichNode[]): RichNode => ({ type: 'paragraph', content });
const text = (words: string, ...marks: string[]): RichNode => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => ({ type })),
});

test('what a text says is read as it is written, and nothing in it becomes markup', () => {
  const doc: RichNode = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [text('Kết luận')] },
      paragraph(text('<script>alert(1)</script> & "', 'bold')),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('một'))] }] },
    ],
  };
  expect(nodeHtml(doc)).toBe(
    '<h3>Kết luận</h3><p><strong>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;</strong></p><ul><li><p>một</p></li></ul>',
  );
  expect(htmlPage('</title><b>', '')).toContain('<title>&lt;/title&gt;&lt;b&gt;</title>');
});

test('a node or mark of a newer schema gives its words', () => {
  expect(nodeHtml({ type: 'callout', content: [paragraph(text('giữ', 'glow'))] })).toBe('<p>giữ</p>');
});

test('an agenda is read in its order', () => {
  const row = { id: 'a', title: 'Đầu tư <công>', note: '', minutes: 15, parent: null };
  expect(agendaHtml([row as never])).toBe('<ol><li><p><strong>Đầu tư &lt;công&gt;</strong> (15′)</p></li></ol>');
});
