import { parentPort, workerData } from 'node:worker_threads';
import type { MinutesPage } from './page.js';
import { print } from './print.js';

const page: MinutesPage = workerData;
const bytes = await print(page);
parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
