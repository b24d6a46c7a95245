import type { Seat } from '../people/slice.js';
import { type Agenda, itemIn, withChildren } from './slice.js';

/**
 * What a guest sees and may speak on: the items called for with all that is in them, or `open`: all there are. Never an
 * item for members only, even by name: who closes an item must not have to remember whom he called for it before. While
 * the doors are closed, that item is nobody's but the members'.
 */
export function openTo(agenda: Agenda, items: Seat['items']): ReadonlySet<string> {
  const called = items === 'open' ? Object.keys(agenda.items) : items.flatMap((itemId) => withChildren(agenda, itemId));
  return new Set(called.filter((itemId) => !isClosed(agenda, itemId)));
}

/** What holds for a block holds for all that is in it. */
function isClosed(agenda: Agenda, itemId: string): boolean {
  const item = itemIn(agenda, itemId);
  const parent = item?.parent ?? null;
  const members = item?.audience === 'members' || (parent !== null && itemIn(agenda, parent)?.audience === 'members');
  const { doorsClosedFor } = agenda;
  return members || (doorsClosedFor !== null && (itemId === doorsClosedFor || parent === doorsClosedFor));
}
