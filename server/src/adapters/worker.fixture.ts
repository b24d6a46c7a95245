import { parentPort, workerData } from 'node:worker_threads';
import { canonical } from '@ecab/shared/ledger/json';

parentPort?.postMessage(canonical(workerData));
