/** For whom a board is made: everyone called, the chair and secretaries, or those called for some items only. */
export type Audience = 'all' | 'chair' | { readonly items: ReadonlySet<string> };

export const seesItem = (audience: Audience, itemId: string) =>
  typeof audience === 'string' || audience.items.has(itemId);
/** How an audience is named in a board's name. */
export const audienceName = (audience: Audience, hash: (text: string) => string): string =>
  typeof audience === 'string' ? audience : `guest-${hash([...audience.items].sort().join(' ')).slice(0, 16)}`;
