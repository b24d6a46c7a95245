import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { openPdf } from './engine.js';

/** The canvas factory of the engine, which its types leave open. */
interface CanvasFactory {
  create(width: number, height: number): { canvas: Canvas; context: SKRSContext2D };
}
const TALLEST = 4;

/** Draws one page as WebP, `width` pixels wide and at most four times as tall. */
export function drawPage(bytes: Uint8Array, pageIndex: number, width: number): Promise<Uint8Array> {
  return openPdf(bytes, async (pdf) => {
    const page = await pdf.getPage(pageIndex + 1);
    const full = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: Math.min(width / full.width, (TALLEST * width) / full.height) });
    const factory = pdf.canvasFactory as CanvasFactory;
    const { canvas } = factory.create(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    );
    // The engine's types know the browser's canvas only; the one of its own factory has what it uses.
    await page.render({ canvas: canvas as never, viewport }).promise;
    // Not `encode`: that one runs in another thread, and the canvas collected meanwhile ended the whole process.
    return canvas.toBuffer('image/webp', 80);
  });
}
