import { type Item, isTerminal } from '@ecab/shared/agenda/slice';
import type { Say } from '../i18n/say.js';

/** Where an item stands, in words. */
export function itemState(
  item: Item,
  how: { readonly presented: boolean; readonly children: number },
  say: Say<'room'>,
) {
  if (item.state === 'ready') return say(item.vote === 'none' ? 'item.ready' : `item.ready.${item.vote}`);
  if (item.state === 'discussing') return say(how.presented ? 'item.presenting' : 'item.discussing');
  if (item.state === 'adopted' && how.children > 0) return say('item.adopted.block', { n: how.children });
  return say(`item.${item.state}`);
}
export type Standing = 'to-come' | 'now' | 'done';
export const standing = (item: Item, isCurrent: boolean): Standing =>
  isCurrent ? 'now' : isTerminal(item) ? 'done' : 'to-come';
