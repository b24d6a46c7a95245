import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { agendaContent, contentDigest, minutesContent } from './content.js';

function draft(client: number, order: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  const items = doc.getMap<Y.Map<unknown>>('items');
  for (const id of order) {
    const item = new Y.Map<unknown>();
    items.set(id, item);
    item.set('title', new Y.Text(`Mục ${id}`));
    item.set('order', id);
  }
  return doc;
}

test('the draft comes in its order, and what an item lacks has a plain value', () => {
  const [first, second] = agendaContent(draft(1, ['b', 'a']));
  expect(second).toMatchObject({ id: 'b', title: 'Mục b' });
  expect(first).toEqual({
    id: 'a',
    title: 'Mục a',
    note: '',
    presenterId: null,
    unit: '',
    minutes: 0,
    kind: 'information',
    order: 'a',
    parent: null,
    vote: 'none',
    audience: 'everyone',
  });
});

test('the digest is that of the content, whoever wrote it and in whatever order', () => {
  const digest = contentDigest(draft(1, ['a', 'b']), 'agenda');
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(contentDigest(draft(2, ['b', 'a']), 'agenda')).toBe(digest);
  expect(contentDigest(draft(1, ['a', 'c']), 'agenda')).not.toBe(digest);
});

test('minutes are told as an editor holds them, however the words were cut up', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('body');
  const heading = new Y.XmlElement('heading');
  body.push([heading]);
  heading.setAttribute('level', 2 as unknown as string);
  heading.push([new Y.XmlText('I. '), new Y.XmlText('Khai mạc')]);
  const paragraph = new Y.XmlElement('paragraph');
  body.push([paragraph]);
  const text = new Y.XmlText();
  paragraph.push([text, new Y.XmlElement('hardBreak')]);
  const fact = { stream: 'meeting/m1', seq: 4, index: 0, text: '24' };
  text.insert(0, 'Có mặt ');
  text.insert(7, '24', { 'fact--aBcD12+/': fact, bold: {} });
  expect(minutesContent(doc)).toEqual({
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'I. Khai mạc' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Có mặt ' },
          { type: 'text', text: '24', marks: [{ type: 'fact', attrs: fact }, { type: 'bold' }] },
          { type: 'hardBreak' },
        ],
      },
    ],
  });
});
