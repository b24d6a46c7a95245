import type { Worker } from 'node:worker_threads';
import { startWorker } from '../worker.js';
import type { MinutesPage } from './page.js';

export type { MinutesPage } from './page.js';

export interface Printer {
  /**
   * The PDF (1.7, with the metadata of PDF/A-2b), in a thread of its own, one paper after the other. Equal pages give
   * equal bytes under the same version of the code, yet what was issued is stored, never printed again.
   *
   * @throws Error if the thread fails, takes too long or is ended because the server stops.
   */
  print(page: MinutesPage): Promise<Uint8Array>;
  /** Ends what is under way. */
  close(): Promise<void>;
}
export interface PrinterLimits {
  readonly limitMs: number;
  readonly maxHeapBytes: number;
}
const LIMITS: PrinterLimits = { limitMs: 60_000, maxHeapBytes: 512 * 1024 * 1024 };

/** Layout is work for the processor, half a second for ten pages: no ballot waits for it. */
export function createPrinter(given: Partial<PrinterLimits> = {}): Printer {
  const limits = { ...LIMITS, ...given };
  let last: Promise<unknown> = Promise.resolve();
  let running: Worker | null = null;
  let closed = false;

  function inThread(page: MinutesPage): Promise<Uint8Array> {
    if (closed) throw new Error('the printer is closed');
    const worker = startWorker(import.meta.url, './print-thread.js', {
      workerData: page,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.maxHeapBytes / 1024 / 1024) },
      env: {},
    });
    running = worker;
    return new Promise<Uint8Array>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`printing took longer than ${limits.limitMs} ms`));
        void worker.terminate();
      }, limits.limitMs);
      worker
        .once('message', resolve)
        .once('error', reject)
        .once('exit', () => {
          clearTimeout(timer);
          if (running === worker) running = null;
          reject(new Error('the printing thread ended'));
        });
    });
  }

  return {
    print(page) {
      const printed = last.then(() => inThread(page));
      last = printed.catch(() => undefined);
      return printed;
    },
    async close() {
      closed = true;
      await running?.terminate();
    },
  };
}
