import { useEffect, useState } from 'react';

/**
 * The local clock in ms, read again at every whole second of `phase`, so that a countdown changes exactly when the
 * other screens' does. @param active false stops the clock.
 */
export function useNow(active = true, phase = 0): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(Date.now());
      timer = setTimeout(tick, 1000 - ((((Date.now() - phase) % 1000) + 1000) % 1000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [active, phase]);
  return now;
}

/** False until the component has been there for `ms`. */
export function useElapsed(ms: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return elapsed;
}
