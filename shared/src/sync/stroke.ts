/** A point of a stroke: PDF points from the lower left of the page, pressure 0 to 1. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}
/** So many always fit in one update; at 240 points a second, 50 seconds without lifting the pen. */
export const maxPoints = 12_000;
/** Larger than any page (14,400 PDF points); what lies beyond is drawn at the edge. */
const EDGE = 20_000;
const STEP = 32_767;
const HEAD = 9;
const BYTES = 5;

/**
 * A stroke as bytes: the first point as two int32 in tenths of a PDF point and a pressure of one byte, each further one
 * as two int16 of difference and its pressure (666 bytes for 120 points, where JSON took 3.3 kB).
 * Rounded to the tenth against what the reader will have, so errors do not add up. Points that are no numbers are left
 * out; a leap wider than an int16 is drawn through points between; what exceeds {@link maxPoints} is cut off.
 */
export function encodeStroke(points: Iterable<StrokePoint>): Uint8Array {
  const bytes = new Uint8Array(HEAD + (maxPoints - 1) * BYTES);
  const view = new DataView(bytes.buffer);
  let [x, y, count] = [0, 0, 0];
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) continue;
    const [toX, toY] = [tenths(point.x), tenths(point.y)];
    const pressure = Math.round(Math.min(Math.max(point.pressure, 0), 1) * 255) || 0;
    const steps = count === 0 ? 1 : Math.max(1, Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y)) / STEP));
    for (let left = steps; left > 0 && count < maxPoints; left -= 1) {
      const [dx, dy] = [Math.trunc((toX - x) / left), Math.trunc((toY - y) / left)];
      if (count === 0) {
        view.setInt32(0, toX);
        view.setInt32(4, toY);
        view.setUint8(8, pressure);
        [x, y] = [toX, toY];
      } else {
        const at = HEAD + (count - 1) * BYTES;
        view.setInt16(at, dx);
        view.setInt16(at + 2, dy);
        view.setUint8(at + 4, pressure);
        [x, y] = [x + dx, y + dy];
      }
      count += 1;
    }
    if (count === maxPoints) break;
  }
  return bytes.slice(0, count === 0 ? 0 : HEAD + (count - 1) * BYTES);
}

const tenths = (value: number) => Math.round(Math.min(Math.max(value, -EDGE), EDGE) * 10);

/** Are these the bytes of a stroke of 1 to {@link maxPoints} points? */
export const isStroke = (bytes: Uint8Array) =>
  bytes.length >= HEAD && (bytes.length - HEAD) % BYTES === 0 && (bytes.length - HEAD) / BYTES < maxPoints;

/** @returns null if these are not the bytes of a stroke. */
export function decodeStroke(bytes: Uint8Array): StrokePoint[] | null {
  if (!isStroke(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [x, y] = [view.getInt32(0), view.getInt32(4)];
  const points = [{ x: x / 10, y: y / 10, pressure: view.getUint8(8) / 255 }];
  for (let at = HEAD; at < bytes.length; at += BYTES) {
    x += view.getInt16(at);
    y += view.getInt16(at + 2);
    points.push({ x: x / 10, y: y / 10, pressure: view.getUint8(at + 4) / 255 });
  }
  return points;
}
