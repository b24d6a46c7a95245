import type { Item } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';

export type ShownItem = readonly [itemId: string, item: Item];

/** The items that this board shows, in the order of the agenda. */
export const itemsOf = (board: MeetingBoard): readonly ShownItem[] =>
  Object.entries(board)
    .flatMap(([key, value]) =>
      key.startsWith('item:') && value ? [[key.slice('item:'.length), value as Item] as const] : [],
    )
    .sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1));
export const topItems = (board: MeetingBoard) => itemsOf(board).filter(([, { parent }]) => parent === null);
export const childrenOf = (board: MeetingBoard, itemId: string) =>
  itemsOf(board).filter(([, { parent }]) => parent === itemId);

/**
 * `4`, and `4b` within a block, as the agenda counts. Null for who does not see all the items before it: a guest of one
 * item, or a display while another is behind closed doors, would count otherwise than the minutes do.
 */
export function itemNumber(board: MeetingBoard, itemId: string): string | null {
  const items = itemsOf(board);
  const item = items.find(([one]) => one === itemId)?.[1];
  if (!item) return null;
  const before = items.filter(([, { order }]) => order < item.order);
  if (before.length !== item.order) return null;
  const tops = before.filter(([, { parent }]) => parent === null).length;
  if (item.parent === null) return String(tops + 1);
  const block = before.filter(([, { parent }]) => parent === null).findIndex(([one]) => one === item.parent);
  const place = before.filter(([, { parent }]) => parent === item.parent).length;
  return block < 0 ? null : `${block + 1}${String.fromCharCode(97 + (place % 26))}`;
}
