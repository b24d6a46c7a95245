import type { LiveOf, ToTablet } from '@ecab/shared/contract/wire';

/** As often as the eye sees. */
const EVERY_MS = 40;
type LiveMessage = Parameters<ToTablet['doc:live']>[0];

/**
 * What happens in a doc and is not to be kept: strokes while they are drawn, pointers. Of each pen only the last word in
 * every 40 ms goes out, and all pens of a doc in one message: 40 pens that say 60 things a second each come to 25
 * messages a second for a viewer, not 2,400.
 */
export function createLive(
  later: (work: () => void, ms: number) => void,
  tell: (name: string, message: LiveMessage) => void,
) {
  const docs = new Map<string, Map<string, LiveOf>>();
  return {
    /** @param from the socket: a pen may not speak for one of another's. */
    say(name: string, from: string, one: LiveOf) {
      let pens = docs.get(name);
      if (!pens) {
        pens = new Map();
        docs.set(name, pens);
        later(() => {
          const all = [...(docs.get(name)?.values() ?? [])];
          docs.delete(name);
          tell(name, { name, all });
        }, EVERY_MS);
      }
      pens.set(`${from} ${one.pen}`, one);
    },
  };
}
