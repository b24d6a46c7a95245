import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startWorker } from './worker.js';

test('a worker thread starts from sources, with its own imports and those of shared', async () => {
  const worker = startWorker(import.meta.url, './worker.fixture.js', { workerData: { b: 2, a: 1 } });
  const [said] = await once(worker, 'message');
  expect(said).toBe('{"a":1,"b":2}');
  await worker.terminate();
});
