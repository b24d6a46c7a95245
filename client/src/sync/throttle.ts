/**
 * Calls at once, then at most once in `everyMs`; what came in between is replaced by what came last, which is never lost.
 */
export function throttle<T>(everyMs: number, call: (last: T) => void): { (value: T): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { readonly value: T } | null = null;
  const turn = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(turn, everyMs);
    call(value);
  };
  const throttled = (value: T) => {
    waiting = { value };
    if (timer === undefined) turn();
  };
  throttled.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = null;
  };
  return throttled;
}
