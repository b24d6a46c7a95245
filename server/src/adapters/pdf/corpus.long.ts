import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answersIn } from './corpus.fixture.js';
import { createPdfs } from './pdfs.js';

/** Files that none of us wrote; they lie beside the repository, not in it. */
const folder = fileURLToPath(new URL('../../../../../shared/corpus/pdf', import.meta.url));
const NO_ANSWER_MS = 60_000;

test('every file that none of us wrote gets its answer, and an honest paper after it is shown', async ({ skip }) => {
  skip(!existsSync(folder), 'the corpus does not lie beside the repository');
  const pdfs = createPdfs();
  const answers = await answersIn(pdfs, folder);
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.filter(({ nextShown }) => !nextShown)).toEqual([]);
  expect(answers.filter(({ tookMs }) => tookMs > NO_ANSWER_MS)).toEqual([]);
});
