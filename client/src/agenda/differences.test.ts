import { agendaContent } from '@ecab/shared/sync/content';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { differences, putBack } from './differences.js';
import { addItem, setField, textOf } from './draft.js';

function draft() {
  const doc = new Y.Doc();
  addItem(doc, 'a', 'Đầu tư công', 'decision', null);
  addItem(doc, 'b', 'Ngân sách', 'decision', null);
  return doc;
}

test('what a copy says otherwise is told by item and field, and nothing else', () => {
  const [copy, now] = [draft(), draft()];
  setField(copy, 'a', 'minutes', 30);
  textOf(copy, 'b', 'title')?.insert(9, ' 2027');
  now.getMap('items').delete('a');
  addItem(now, 'c', 'Chỉ có ở bản đang soạn', 'information', null);
  const found = differences(agendaContent(copy), agendaContent(now));
  expect(found.map(({ what, item, ...rest }) => [what, item.id, 'field' in rest ? rest.field : null])).toEqual([
    ['item', 'a', null],
    ['value', 'b', 'title'],
  ]);
});

test('what was put back differs no more, and what others wrote is left alone', () => {
  const [copy, now] = [draft(), draft()];
  setField(copy, 'a', 'unit', 'Sở Tài chính');
  textOf(copy, 'a', 'note')?.insert(0, 'Kèm phụ lục');
  now.getMap('items').delete('b');
  setField(now, 'a', 'minutes', 45);
  addItem(now, 'c', 'Mới', 'information', null);
  const items = agendaContent(copy);
  for (const one of differences(items, agendaContent(now)))
    if (one.what === 'item' || one.field !== 'minutes') putBack(now, one);
  expect(differences(items, agendaContent(now)).map((one) => 'field' in one && one.field)).toEqual(['minutes']);
  expect(
    agendaContent(now)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['a', 'b', 'c']);
});
