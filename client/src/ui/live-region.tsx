import { useEffect, useState } from 'react';

type Politeness = 'polite' | 'assertive';
type Listener = (text: string, politeness: Politeness) => void;
const listeners = new Set<Listener>();

/**
 * Has a screen reader say something that happened without the person's doing: the item changed, the floor is yours.
 * @param politeness `assertive` cuts in; only for a ballot and for what one must act on now.
 */
export function announce(text: string, politeness: Politeness = 'polite'): void {
  for (const listener of listeners) listener(text, politeness);
}

/** Once per screen; the shell has it. */
export function LiveRegion() {
  const [said, setSaid] = useState({ polite: '', assertive: '', count: 0 });
  useEffect(() => {
    const hear: Listener = (text, politeness) =>
      // The same words twice are a change only if the text differs: an invisible mark tells them apart.
      setSaid((before) => ({
        ...before,
        count: before.count + 1,
        [politeness]: text + (before.count % 2 ? '\u200b' : ''),
      }));
    listeners.add(hear);
    return () => void listeners.delete(hear);
  }, []);
  return (
    <>
      <div className="unseen" role="status" aria-live="polite">
        {said.polite}
      </div>
      <div className="unseen" role="alert" aria-live="assertive">
        {said.assertive}
      </div>
    </>
  );
}
