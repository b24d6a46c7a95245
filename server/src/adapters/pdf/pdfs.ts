import type { CheckRefusal, LoadBytes, PaperCheck, Pdfs } from '../../papers/check.js';
import { PDF_LIMITS, type PdfLimits } from './limits.js';
import { type Outcome, PdfThread, type Task } from './pool.js';

const ENDED = { 'too-slow': 'too-slow', 'too-complex': 'too-complex', crashed: 'damaged' } as const satisfies Record<
  string,
  CheckRefusal
>;

/**
 * For papers that come with the product, which are not a stranger's files: on a slow machine, with the past being played
 * beside them, they may take long.
 */
export const createPatientPdfs = (): Pdfs => createPdfs(1, { limitMs: 15 * 60_000 });

/** PDFs checked and drawn in `threads` threads of their own, in the order they came. */
export function createPdfs(threads = 1, given: Partial<PdfLimits> = {}): Pdfs {
  const limits = { ...PDF_LIMITS, ...given };
  const all = Array.from({ length: threads }, () => new PdfThread(limits));
  const free = [...all];
  const waiting: ((thread: PdfThread) => void)[] = [];
  let closed = false;

  async function withThread<T>(use: (thread: PdfThread) => Promise<T>): Promise<T> {
    const thread = free.pop() ?? (await new Promise<PdfThread>((resolve) => waiting.push(resolve)));
    try {
      if (closed) throw new Error('PDFs are closed');
      return await use(thread);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(thread);
      else next(thread);
    }
  }
  const run = (task: Task, load: LoadBytes): Promise<Outcome | 'too-large'> =>
    withThread(async (thread) => {
      const bytes = await load();
      if (closed) throw new Error('PDFs are closed');
      if (bytes.byteLength > limits.maxBytes) return 'too-large';
      const outcome = await thread.run(task, bytes);
      // A thread that ended because the server stops says nothing of its file.
      if (closed && 'ended' in outcome) throw new Error('PDFs are closed');
      return outcome;
    });

  return {
    async check(load) {
      const outcome = await run({ kind: 'check' }, load);
      if (outcome === 'too-large') return { ok: false, reason: 'too-large' };
      return 'ended' in outcome ? { ok: false, reason: ENDED[outcome.ended] } : (outcome.answer as PaperCheck);
    },
    async thumbnail(load, pageIndex, width) {
      const outcome = await run({ kind: 'draw', pageIndex, width }, load);
      return outcome === 'too-large' || 'ended' in outcome ? null : (outcome.answer as Uint8Array | null);
    },
    async close() {
      closed = true;
      await Promise.all(all.map((thread) => thread.end()));
    },
  };
}
