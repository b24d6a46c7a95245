import { create } from 'zustand';

const KEPT = 'ecab.seen-polls';
const kept = (): readonly string[] => {
  const list: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
};

/** What of polls this person has read and put away in this tab: a reload does not bring it back. Holds no choice. */
export const useSeen = create<Seen>((set, get) => {
  const keep = (seen: readonly string[]) => {
    set({ seen: new Set(seen) });
    sessionStorage.setItem(KEPT, JSON.stringify(seen.slice(-100)));
  };
  return {
    seen: new Set(kept()),
    putAway: (what) => keep([...get().seen, what]),
    bringBack: (what) => keep([...get().seen].filter((one) => one !== what)),
  };
});
interface Seen {
  readonly seen: ReadonlySet<string>;
  putAway(what: string): void;
  bringBack(what: string): void;
}
