import type { Seat } from '../people/slice.js';
import { type Agenda, type Item, itemIn, withChildren } from './slice.js';

/**
 * What a guest sees and may speak on: the items called for with all that is in them, or `open`: all there are. Never an
 * item for members only, even by name: who closes an item must not have to remember whom he called for it before. While
 * the doors are closed, that item is nobody's but the members'.
 */
export function openTo(agenda: Agenda, items: Seat['items']): ReadonlySet<string> {
  const called = items === 'open' ? Object.keys(agenda.items) : items.flatMap((itemId) => withChildren(agenda, itemId));
  return new Set(called.filter((itemId) => !isClosed(agenda, itemId)));
}

function isClosed(agenda: Agenda, itemId: string): boolean {
  const item = itemIn(agenda, itemId);
  const { doorsClosedFor } = agenda;
  const behindDoors = itemId === doorsClosedFor || item?.parent === doorsClosedFor;
  return isForMembers((one) => itemIn(agenda, one), itemId) || (doorsClosedFor !== null && behindDoors);
}
type ItemOf = (itemId: string) => Pick<Item, 'audience' | 'parent'> | null | undefined;
/** Of an agenda or its draft: no guest sees such an item, also one called for it. What holds for a block holds in it. */
export function isForMembers(itemOf: ItemOf, itemId: string): boolean {
  const item = itemOf(itemId);
  if (!item) return false;
  return item.audience === 'members' || (item.parent !== null && itemOf(item.parent)?.audience === 'members');
}
