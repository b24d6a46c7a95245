interface Fingers {
  readonly apart: number;
  readonly x: number;
  readonly y: number;
}
const fingersOf = ([a, b]: TouchList | readonly Touch[]): Fingers | null =>
  a && b
    ? {
        apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
        x: (a.clientX + b.clientX) / 2,
        y: (a.clientY + b.clientY) / 2,
      }
    : null;

/** Below this, pdf.js would round the zoom to where it is. */
const STEP = 0.025;

/**
 * Two fingers, or the wheel with Ctrl (a pinch on a touchpad), change the zoom; two fingers also move the paper.
 *
 * @param zoom is called with a factor and the point that stays in place, in client coordinates.
 * @returns how to stop watching.
 */
export function watchPinch(
  container: HTMLElement,
  zoom: (factor: number, origin: readonly [number, number]) => void,
): () => void {
  let last: Fingers | null = null;
  const touch = (event: TouchEvent) => {
    const now = fingersOf(event.touches);
    if (!now) {
      last = null;
      return;
    }
    // The browser would zoom the whole page.
    if (event.cancelable) event.preventDefault();
    if (!last || event.type === 'touchstart') {
      last = now;
      return;
    }
    container.scrollBy({ left: last.x - now.x, top: last.y - now.y, behavior: 'instant' });
    const factor = now.apart / last.apart;
    if (Math.abs(factor - 1) < STEP) {
      last = { ...now, apart: last.apart };
      return;
    }
    zoom(factor, [now.x, now.y]);
    last = now;
  };
  let turned = 0;
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    turned -= event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    const factor = Math.exp(Math.min(300, Math.max(-300, turned)) / 300);
    if (Math.abs(factor - 1) < STEP) return;
    turned = 0;
    zoom(factor, [event.clientX, event.clientY]);
  };
  const ended = new AbortController();
  const active = { passive: false, signal: ended.signal };
  container.addEventListener('touchstart', touch, active);
  container.addEventListener('touchmove', touch, active);
  container.addEventListener('touchend', touch, active);
  container.addEventListener('touchcancel', touch, active);
  container.addEventListener('wheel', wheel, active);
  return () => ended.abort();
}
