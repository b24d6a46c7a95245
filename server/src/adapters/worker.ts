import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread whose entry stands beside the caller: `startWorker(import.meta.url, './reader-thread.js')`.
 * Compiled, that file is run as it is. From sources (under the test runner) the `.ts` of the same name is run, with
 * `worker-loader.mjs` making JavaScript of it: Node 20 cannot, and a compiled copy could be an old one.
 */
export function startWorker(from: string, entry: string, options: WorkerOptions = {}): Worker {
  const url = new URL(entry, from);
  if (!from.endsWith('.ts')) return new Worker(url, options);
  return new Worker(new URL(url.href.replace(/\.js$/, '.ts')), { ...options, execArgv: sourceArgs() });
}

/** What Node is started with to run sources, such as an entry of the server that a test starts as a process of its own. */
export function sourceArgs(): string[] {
  const loader = new URL('./worker-loader.mjs', import.meta.url).href;
  const hook = `import { register } from 'node:module'; register(${JSON.stringify(loader)});`;
  return ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
}
