import type { StrokePoint } from '@ecab/shared/sync/stroke';
import { getStroke } from 'perfect-freehand';

/** a b c d e f, as SVG and pdf.js write it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly number[];
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** @returns null for a matrix that flattens, which no page has. */
export function inverse([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix): Matrix | null {
  const det = a * d - b * c;
  if (Math.abs(det) < 1e-9) return null;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}
export const through = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, { x, y }: Spot): Spot => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

/**
 * The outline of a stroke as an SVG path, in the unit of its points. A pen that tells its pressure writes thick and thin
 * by it; for finger and mouse, which tell none, the speed stands in.
 */
export function outlineOf(points: readonly StrokePoint[], width: number, isFinished: boolean): string {
  const first = points[0]?.pressure;
  const outline = getStroke(
    points.map(({ x, y, pressure }) => [x, y, pressure]),
    {
      size: width * 1.5,
      thinning: 0.5,
      smoothing: 0.5,
      streamline: 0.3,
      simulatePressure: points.every(({ pressure }) => pressure === first),
      last: isFinished,
    },
  );
  return pathOf(outline);
}

const short = (value: number) => Math.round(value * 100) / 100;
function pathOf(outline: readonly (readonly number[])[]): string {
  if (outline.length < 3) return '';
  const parts = outline.map(([x = 0, y = 0], i) => {
    const [nextX = 0, nextY = 0] = outline[(i + 1) % outline.length]!;
    return `${short(x)} ${short(y)} ${short((x + nextX) / 2)} ${short((y + nextY) / 2)}`;
  });
  const [x = 0, y = 0] = outline[0]!;
  return `M${short(x)} ${short(y)}Q${parts.join(' ')}Z`;
}

/** Does a line from `from` to `to` come within `reach` of a stroke's middle line? All in PDF points. */
export function touches(points: readonly StrokePoint[], from: Spot, to: Spot, reach: number): boolean {
  const near = (least: number, most: number, a: number, b: number) =>
    least - reach <= Math.max(a, b) && most + reach >= Math.min(a, b);
  for (let i = 0; i < points.length; i += 1) {
    const [a, b] = [points[Math.max(0, i - 1)]!, points[i]!];
    if (!near(Math.min(a.x, b.x), Math.max(a.x, b.x), from.x, to.x)) continue;
    if (!near(Math.min(a.y, b.y), Math.max(a.y, b.y), from.y, to.y)) continue;
    if (apart(a, b, from, to) <= reach) return true;
  }
  return false;
}

/** The least distance of two segments. */
function apart(a: Spot, b: Spot, c: Spot, d: Spot): number {
  if (cross(a, b, c, d)) return 0;
  return Math.min(toSegment(a, c, d), toSegment(b, c, d), toSegment(c, a, b), toSegment(d, a, b));
}
const side = (a: Spot, b: Spot, p: Spot) => Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
const cross = (a: Spot, b: Spot, c: Spot, d: Spot) =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
function toSegment(p: Spot, a: Spot, b: Spot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}
