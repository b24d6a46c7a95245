import type { StrokePoint } from '@ecab/shared/sync/stroke';
import type { ShownPage } from '../stage/stage-viewer.js';
import { inverse, type Matrix, outlineOf, type Spot, through, touches } from './geometry.js';
import type { InkStroke } from './ink-layer.js';

const SVG = 'http://www.w3.org/2000/svg';
export const colours: Readonly<Record<string, string>> = {
  blue: 'var(--ink-blue)',
  red: 'var(--ink-red)',
  black: 'var(--on-paper)',
};

/** The ink over one page: an SVG in PDF points, so that zooming needs nothing to be drawn again. */
export class PageInk {
  readonly svg = document.createElementNS(SVG, 'svg');
  readonly #drawing = document.createElementNS(SVG, 'g');
  readonly #paths = new Map<string, { readonly stroke: InkStroke; readonly path: SVGPathElement }>();
  readonly #live = document.createElementNS(SVG, 'path');
  #strokes: readonly InkStroke[] = [];
  #toPage: Matrix = [1, 0, 0, 1, 0, 0];
  #toPaper: Matrix = [1, 0, 0, 1, 0, 0];
  #size = { width: 1, height: 1 };

  constructor(readonly pageIndex: number) {
    this.svg.setAttribute('class', 'paper-ink');
    this.svg.setAttribute('preserveAspectRatio', 'none');
    // Readers have the list of notes instead.
    this.svg.setAttribute('aria-hidden', 'true');
    this.svg.append(this.#drawing);
  }

  /** pdf.js takes away what it did not make whenever it draws a page anew. */
  attach({ div, viewport }: ShownPage): void {
    const { width, height, transform } = viewport.clone({ scale: 1 });
    this.#size = { width, height };
    this.#toPage = transform;
    this.#toPaper = inverse(transform) ?? transform;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#drawing.setAttribute('transform', `matrix(${transform.join(' ')})`);
    if (this.svg.parentNode !== div) div.append(this.svg);
  }

  /** Only what is new is added, and only what is gone taken away. */
  show(strokes: readonly InkStroke[]): void {
    this.#strokes = strokes;
    const here = new Set(strokes.map(({ id }) => id));
    for (const [id, { path }] of this.#paths) {
      if (here.has(id)) continue;
      path.remove();
      this.#paths.delete(id);
    }
    for (const stroke of strokes) {
      if (this.#paths.get(stroke.id)?.stroke === stroke) continue;
      const path = this.#paths.get(stroke.id)?.path ?? document.createElementNS(SVG, 'path');
      path.setAttribute('d', stroke.outline);
      path.style.fill = colours[stroke.colour] ?? 'currentColor';
      path.dataset.layer = stroke.layer;
      if (!path.parentNode) this.#drawing.append(path);
      this.#paths.set(stroke.id, { stroke, path });
    }
  }
  /** Strokes that the eraser has passed are gone to the eye before they are gone from the doc. */
  hide(ids: ReadonlySet<string>): void {
    for (const [id, { path }] of this.#paths) path.style.visibility = ids.has(id) ? 'hidden' : '';
  }
  /** The stroke under the nib; null once it is finished. */
  drawLive(points: readonly StrokePoint[] | null, colour: string, width: number): void {
    if (points === null) {
      this.#live.remove();
      return;
    }
    this.#live.setAttribute('d', outlineOf(points, width, false));
    this.#live.style.fill = colours[colour] ?? 'currentColor';
    if (!this.#live.parentNode) this.#drawing.append(this.#live);
  }
  /** Marks one, as the list of notes and a tap do. */
  point(id: string | null): void {
    for (const [other, { path }] of this.#paths) path.classList.toggle('pointed', other === id);
  }

  /** @param box of the SVG in client coordinates, measured once per stroke. */
  paperSpot({ x, y }: Spot, box: DOMRect): Spot {
    const { width, height } = this.#size;
    const inPage = {
      x: Math.min(Math.max((x - box.left) / box.width, 0), 1) * width,
      y: Math.min(Math.max((y - box.top) / box.height, 0), 1) * height,
    };
    return through(this.#toPaper, inPage);
  }
  /** Where on the page a point of the paper lies, in fractions of it. */
  shareOf(spot: Spot): Spot {
    const { x, y } = through(this.#toPage, spot);
    return { x: x / this.#size.width, y: y / this.#size.height };
  }
  /** @param reach in PDF points, besides half of the stroke's own width. */
  hits(from: Spot, to: Spot, reach: number): InkStroke[] {
    return this.#strokes.filter((stroke) => touches(stroke.points, from, to, reach + stroke.width / 2));
  }
}
