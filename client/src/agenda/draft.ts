import { between } from '@ecab/shared/agenda/order';
import { agendaContent, type DraftItem } from '@ecab/shared/sync/content';
import * as Y from 'yjs';
import { listed } from './levels.js';

type Fields = Omit<DraftItem, 'id' | 'title' | 'note'>;
const itemsOf = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('items');

/** Adds an item at the end of its level. */
export function addItem(doc: Y.Doc, id: string, title: string, kind: DraftItem['kind'], parent: string | null): void {
  const level = agendaContent(doc).filter((one) => one.parent === parent);
  doc.transact(() => {
    const item = new Y.Map<unknown>();
    itemsOf(doc).set(id, item);
    item.set('title', new Y.Text(title));
    item.set('note', new Y.Text());
    const fields: Fields = {
      presenterId: null,
      unit: '',
      minutes: 15,
      kind,
      order: between(level.at(-1)?.order ?? null, null),
      parent,
      vote: kind === 'information' || kind === 'anyOtherBusiness' ? 'none' : 'open',
      audience: 'everyone',
    };
    for (const [name, value] of Object.entries(fields)) item.set(name, value);
  });
}
/** Deletes an item and what is in its block. */
export function removeItem(doc: Y.Doc, id: string): void {
  const inside = agendaContent(doc).filter((one) => one.parent === id);
  doc.transact(() => {
    for (const one of [...inside.map((child) => child.id), id]) itemsOf(doc).delete(one);
  });
}
export function setField<Name extends keyof Fields>(doc: Y.Doc, id: string, name: Name, value: Fields[Name]): void {
  const item = itemsOf(doc).get(id);
  if (item && item.get(name) !== value) item.set(name, value);
}
/** Puts an item into a block, or takes it out (null), at the end of its new level. */
export function setParent(doc: Y.Doc, id: string, parent: string | null): void {
  const level = agendaContent(doc).filter((one) => one.parent === parent && one.id !== id);
  doc.transact(() => {
    setField(doc, id, 'parent', parent);
    setField(doc, id, 'order', between(level.at(-1)?.order ?? null, null));
  });
}
/**
 * The draft as it is read: an item whose block another secretary deleted meanwhile stands by itself, and a block never
 * stands in a block.
 */
export function levelled(items: readonly DraftItem[]): readonly DraftItem[] {
  const blocks = new Set(items.filter(({ kind }) => kind === 'consentBlock').map(({ id }) => id));
  return items.map((one) =>
    one.parent !== null && (!blocks.has(one.parent) || one.kind === 'consentBlock') ? { ...one, parent: null } : one,
  );
}
/**
 * Writes into the doc what is shown, since the server publishes what is written: {@link levelled}, and every block
 * followed by what is in it, as minutes and ballots count.
 */
export function mendLevels(doc: Y.Doc): void {
  const items = levelled(agendaContent(doc));
  const shown = listed(items);
  doc.transact(() => {
    for (const { id, parent } of items) setField(doc, id, 'parent', parent);
    if (shown.some(({ id }, place) => items[place]?.id !== id)) spread(doc, shown);
  });
}
/** Moves an item to a place among those of its level: one value is written. */
export function moveItem(doc: Y.Doc, id: string, place: number): void {
  const items = levelled(agendaContent(doc));
  const moved = items.find((one) => one.id === id);
  if (!moved) return;
  const level = items.filter((one) => one.parent === moved.parent && one.id !== id);
  const at = Math.max(0, Math.min(place, level.length));
  const before = level[at - 1]?.order ?? null;
  const after = level[at]?.order ?? null;
  // Two who added at once may have made the same key; between equal keys there is no room, so both are spread.
  if (before !== null && after !== null && before >= after) spread(doc, level.toSpliced(at, 0, moved));
  else setField(doc, id, 'order', between(before, after));
}
function spread(doc: Y.Doc, level: readonly DraftItem[]): void {
  let last: string | null = null;
  doc.transact(() => {
    for (const { id } of level) {
      last = between(last, null);
      setField(doc, id, 'order', last);
    }
  });
}
export const textOf = (doc: Y.Doc, id: string, name: 'title' | 'note'): Y.Text | null => {
  const text = itemsOf(doc).get(id)?.get(name);
  return text instanceof Y.Text ? text : null;
};
