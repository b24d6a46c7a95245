import { parentPort, workerData } from 'node:worker_threads';
import { drawPage } from './draw-page.js';
import { inspectPaper } from './inspect-paper.js';
import type { PdfLimits } from './limits.js';
import type { FromThread, ToThread } from './pool.js';

const limits: PdfLimits = workerData;
const say = (message: FromThread): void => parentPort?.postMessage(message);

// The engine leaves failing promises behind when a document is closed; only what it was asked counts.
process.on('unhandledRejection', () => undefined);
parentPort?.on('message', async (task: ToThread) => {
  const answer =
    task.kind === 'check'
      ? await inspectPaper(task.bytes, limits, (pages) => say({ pages }))
      : await drawPage(task.bytes, task.pageIndex, task.width).catch(() => null);
  say({ answer });
});
say({ ready: true });
