import type { DraftItem } from '@ecab/shared/sync/content';
import * as Y from 'yjs';
import { setField, textOf } from './draft.js';

export type Written = Exclude<keyof DraftItem, 'id' | 'order' | 'parent'>;
const written: readonly Written[] = ['title', 'note', 'presenterId', 'unit', 'minutes', 'kind', 'vote', 'audience'];

/** What a copy of the draft says and the draft does not: an item that is gone, or another value of one. */
export type Difference =
  | { readonly what: 'item'; readonly item: DraftItem }
  | { readonly what: 'value'; readonly item: DraftItem; readonly field: Written; readonly now: DraftItem };

/** In the order of the copy. An item that only the draft has is nothing that the copy could put back. */
export function differences(copy: readonly DraftItem[], now: readonly DraftItem[]): readonly Difference[] {
  return copy.flatMap((item): Difference[] => {
    const here = now.find(({ id }) => id === item.id);
    if (!here) return [{ what: 'item', item }];
    return written
      .filter((field) => here[field] !== item[field])
      .map((field) => ({ what: 'value', item, field, now: here }));
  });
}

/** Writes it into the draft as this person's own change. */
export function putBack(doc: Y.Doc, difference: Difference): void {
  const { item } = difference;
  doc.transact(() => {
    if (difference.what === 'value') {
      const { field } = difference;
      if (field !== 'title' && field !== 'note') return setField(doc, item.id, field, item[field]);
      const text = textOf(doc, item.id, field);
      text?.delete(0, text.length);
      text?.insert(0, item[field]);
      return;
    }
    const { id, title, note, ...fields } = item;
    const items = doc.getMap<Y.Map<unknown>>('items');
    // Somebody else may have put it back in this moment.
    if (items.has(id)) return;
    const made = new Y.Map<unknown>();
    items.set(id, made);
    made.set('title', new Y.Text(title));
    made.set('note', new Y.Text(note));
    for (const [name, value] of Object.entries(fields)) made.set(name, value);
  });
}
