import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckRefusal, Pdfs } from '../../papers/check.js';
import { paperOf } from './made.fixture.js';

export interface CorpusAnswer {
  readonly file: string;
  readonly answer: 'shown' | 'locked' | CheckRefusal;
  readonly tookMs: number;
  /** An honest paper, checked right after it, was shown. */
  readonly nextShown: boolean;
}

/** Checks every PDF of a folder, one after the other, and an honest one after each. */
export async function answersIn(pdfs: Pdfs, folder: string): Promise<readonly CorpusAnswer[]> {
  const answers: CorpusAnswer[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.pdf')).sort()) {
    const before = performance.now();
    const check = await pdfs.check(() => readFile(join(folder, file)));
    const tookMs = Math.round(performance.now() - before);
    const answer = !check.ok ? check.reason : check.needsPassword ? 'locked' : 'shown';
    const next = await pdfs.check(async () => paperOf());
    answers.push({ file, answer, tookMs, nextShown: next.ok && !next.needsPassword && next.text[0] === 'Xin chào' });
  }
  return answers;
}
