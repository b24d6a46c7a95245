import type { StrokePoint } from '@ecab/shared/sync/stroke';
import type { Spot } from './geometry.js';
import type { PageInk } from './page-ink.js';
import { usePen, widths } from './pen.js';
import type { Ink } from './use-ink.js';

/** After the pen has been lifted, a palm still lies on the glass for a moment. */
const PALM_MS = 500;
/** Of the eraser, in PDF points. */
const ERASER_REACH = 6;
const ERASER_BUTTON = 32;

interface Stroke {
  readonly pointerId: number;
  readonly page: PageInk;
  readonly box: DOMRect;
  readonly erases: boolean;
  readonly points: StrokePoint[];
  readonly erased: Set<string>;
}

/**
 * What fingers, pen and mouse do on the ink of the pages. The pen draws and fingers move the paper; where no pen has ever
 * been seen, one finger draws and two move the paper.
 *
 * @param ink the ink of the moment. @param pan moves the paper by pixels.
 */
export class Hand {
  #stroke: Stroke | null = null;
  #panning: { readonly pointerId: number; x: number; y: number } | null = null;
  readonly #fingers = new Set<number>();
  #penAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ink: () => Ink | null,
    private readonly pan: (dx: number, dy: number) => void,
  ) {}

  watch(page: PageInk): void {
    const { svg } = page;
    svg.addEventListener('pointerdown', (event) => this.#down(event, page));
    svg.addEventListener('pointermove', (event) => this.#move(event));
    svg.addEventListener('pointerup', (event) => this.#up(event, true));
    // Taken over by the system: by a palm, a gesture. What a pen has written until then stays written.
    svg.addEventListener('pointercancel', (event) => this.#up(event, event.pointerType === 'pen'));
    // Else Scribble on iPads swallows short strokes.
    svg.addEventListener('touchmove', (event) => event.cancelable && event.preventDefault(), { passive: false });
  }
  /** The tool was laid down, or the page is gone. */
  drop(): void {
    this.#end(false);
    this.#panning = null;
    this.#fingers.clear();
  }

  #down(event: PointerEvent, page: PageInk): void {
    const ink = this.ink();
    if (!ink || ink.tool === 'hand') return;
    const { pointerType, pointerId } = event;
    if (pointerType === 'pen') {
      this.#penAt = event.timeStamp;
      if (!usePen.getState().seen) usePen.setState({ seen: true });
    } else if (pointerType === 'touch') {
      this.#fingers.add(pointerId);
      if (this.#fingers.size > 1) {
        // Two fingers move and zoom: what the first one has drawn was not meant.
        if (!usePen.getState().seen) this.#end(false);
        this.#panning = null;
        return;
      }
      if (event.timeStamp - this.#penAt < PALM_MS || this.#stroke) return;
    } else if (event.button !== 0) return;
    event.preventDefault();
    page.svg.setPointerCapture(pointerId);
    if (pointerType === 'touch' && usePen.getState().seen) {
      this.#panning = { pointerId, x: event.clientX, y: event.clientY };
      return;
    }
    this.#end(true);
    const erases = ink.tool === 'eraser' || (event.buttons & ERASER_BUTTON) !== 0;
    const box = page.svg.getBoundingClientRect();
    this.#stroke = { pointerId, page, box, erases, points: [], erased: new Set() };
    this.#take([event]);
  }
  #move(event: PointerEvent): void {
    if (event.pointerType === 'pen') this.#penAt = event.timeStamp;
    if (this.#panning?.pointerId === event.pointerId) {
      const { x, y } = this.#panning;
      this.#panning = { pointerId: event.pointerId, x: event.clientX, y: event.clientY };
      this.pan(x - event.clientX, y - event.clientY);
    }
    if (this.#stroke?.pointerId !== event.pointerId) return;
    const between = event.getCoalescedEvents?.() ?? [];
    this.#take(between.length > 0 ? between : [event]);
  }
  #up(event: PointerEvent, keep: boolean): void {
    this.#fingers.delete(event.pointerId);
    if (event.pointerType === 'pen') this.#penAt = event.timeStamp;
    if (this.#panning?.pointerId === event.pointerId) this.#panning = null;
    if (this.#stroke?.pointerId === event.pointerId) this.#end(keep);
  }

  #take(events: readonly PointerEvent[]): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    const { page, points, erases } = stroke;
    for (const { clientX, clientY, pressure, pointerType } of events) {
      const spot = page.paperSpot({ x: clientX, y: clientY }, stroke.box);
      const before = points.at(-1);
      if (before && before.x === spot.x && before.y === spot.y) continue;
      points.push({ ...spot, pressure: pointerType === 'pen' ? pressure : 0.5 });
      if (erases) this.#rub(stroke, before ?? spot, spot);
    }
    if (erases) return;
    const { colour, width } = usePen.getState();
    page.drawLive(points, colour, widths[width]);
  }
  #rub({ page, erased }: Stroke, from: Spot, to: Spot): void {
    const ink = this.ink();
    for (const { id, personId, layer } of page.hits(from, to, ERASER_REACH))
      if (personId === ink?.me && layer === ink.layer) erased.add(id);
    page.hide(erased);
  }
  #end(keep: boolean): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    if (!stroke) return;
    const { page, points, erases, erased } = stroke;
    const ink = this.ink();
    if (keep && erases) ink?.erase([...erased]);
    else if (keep && points.length > 0) ink?.draw(page.pageIndex, points);
    page.hide(new Set());
    page.drawLive(null, '', 0);
  }
}
