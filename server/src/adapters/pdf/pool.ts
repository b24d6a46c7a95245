import type { Worker } from 'node:worker_threads';
import type { PaperCheck } from '../../papers/check.js';
import { startWorker } from '../worker.js';
import type { PdfLimits } from './limits.js';

export type Task =
  | { readonly kind: 'check' }
  | { readonly kind: 'draw'; readonly pageIndex: number; readonly width: number };
export type ToThread = Task & { readonly bytes: Uint8Array };
export type Answer = PaperCheck | Uint8Array | null;
export type FromThread = { readonly ready: true } | { readonly pages: number } | { readonly answer: Answer };
/** What the thread answered, or why it was ended. */
export type Outcome = { readonly answer: Answer } | { readonly ended: 'too-slow' | 'too-complex' | 'crashed' };

const WATCH_MS = 50;

/** One thread at work on one file at a time; whoever overruns is ended, and the next file gets a new thread. */
export class PdfThread {
  #worker: Worker | null = null;

  constructor(private readonly limits: PdfLimits) {}

  async run(task: Task, bytes: Uint8Array): Promise<Outcome> {
    const worker = this.#worker ?? (await this.#start());
    worker.ref();
    const outcome = await this.#settle(worker, task, bytes);
    if ('answer' in outcome) worker.unref();
    else await this.end();
    return outcome;
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
  }

  #settle(worker: Worker, task: Task, bytes: Uint8Array): Promise<Outcome> {
    const { limitMs, perPageMs, maxGrowthBytes } = this.limits;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      const limit = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => settle({ ended: 'too-slow' }), ms);
      };
      const before = process.memoryUsage.rss();
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() - before > maxGrowthBytes) settle({ ended: 'too-complex' });
      }, WATCH_MS);
      const heard = (message: FromThread): void => {
        if ('pages' in message) limit(limitMs + message.pages * perPageMs);
        else if ('answer' in message) settle(message);
      };
      const failed = (fault: NodeJS.ErrnoException): void =>
        settle({ ended: fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-complex' : 'crashed' });
      const gone = (): void => settle({ ended: 'crashed' });
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        clearInterval(watch);
        worker.off('message', heard).off('error', failed).off('exit', gone);
        resolve(outcome);
      };
      worker.on('message', heard).on('error', failed).on('exit', gone);
      limit(limitMs);
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
      worker.postMessage({ ...task, bytes: own } satisfies ToThread, [own.buffer as ArrayBuffer]);
    });
  }

  /** A thread that cannot even start is a fault of the server, not of the file. */
  #start(): Promise<Worker> {
    const maxOldGenerationSizeMb = Math.ceil(this.limits.maxHeapBytes / 1024 / 1024);
    const worker = startWorker(import.meta.url, './pdf-thread.js', {
      workerData: this.limits,
      resourceLimits: { maxOldGenerationSizeMb },
      env: {},
    });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the PDF thread ended before it was ready'));
      worker.once('error', reject).once('exit', gone);
      // It may still fail while it waits or is being ended: that ends no more than itself.
      worker.on('error', () => this.#forget(worker)).on('exit', () => this.#forget(worker));
      worker.once('message', () => {
        worker.off('error', reject).off('exit', gone);
        resolve(worker);
      });
    });
  }
}
