/** As much of an item as its place needs. */
export interface Placed {
  readonly id: string;
  readonly parent: string | null;
}
/** Items of one level, in their order. */
export const levelOf = <Item extends Placed>(items: readonly Item[], parent: string | null) =>
  items.filter((one) => one.parent === parent);
/** Every item, each block followed by what is in it. */
export const listed = <Item extends Placed>(items: readonly Item[]): readonly Item[] =>
  levelOf(items, null).flatMap((top) => [top, ...levelOf(items, top.id)]);
/** `4`, and `4b` in a block, as minutes and ballots count; empty for an item that is no more. */
export function placeOf(items: readonly Placed[], id: string): string {
  const item = items.find((one) => one.id === id);
  if (!item) return '';
  const at = levelOf(items, item.parent).findIndex((one) => one.id === id);
  return item.parent === null ? String(at + 1) : placeOf(items, item.parent) + String.fromCharCode(97 + (at % 26));
}
