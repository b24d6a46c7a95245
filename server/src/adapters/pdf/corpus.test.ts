import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { answersIn } from './corpus.fixture.js';
import { createPdfs } from './pdfs.js';

const folder = new URL('../../../../e2e/corpus/pdf/', import.meta.url);
const pdfs = createPdfs();
afterAll(() => pdfs.close());

const EXPECTED: Readonly<Record<string, string>> = {
  'ContentStreamCycleType3insideType3.pdf': 'shown',
  'GHOSTSCRIPT-698804-1-fuzzed.pdf': 'shown',
  'PDFBOX-3148-2-fuzzed.pdf': 'shown',
  'Pages-tree-refs.pdf': 'damaged',
  'S2.pdf': 'shown',
  'ThuluthFeatures.pdf': 'shown',
  'annotation-choice-widget.pdf': 'script',
  'annotation-link-text-popup.pdf': 'shown',
  'auth-event-ef-open.pdf': 'embedded-files',
  'bitmap-trailing-7fff-stripped.pdf': 'shown',
  'bug1020226.pdf': 'damaged',
  'bug1947248_forms.pdf': 'shown',
  'bug_jpx.pdf': 'shown',
  'empty_protected.pdf': 'shown',
  'encrypted-attachment.pdf': 'embedded-files',
  'file_url_link.pdf': 'shown',
  'form_two_pages.pdf': 'shown',
  'issue14046.pdf': 'shown',
  'issue17998.pdf': 'script',
  'issue6010_2.pdf': 'locked',
  'js-authors.pdf': 'script',
  'js-buttons.pdf': 'script',
  'js-colors.pdf': 'script',
  'operator_list_cycle.pdf': 'shown',
  'poppler-90-0-fuzzed.pdf': 'shown',
  'poppler-91414-0-54.pdf': 'shown',
  'poppler-937-0-fuzzed.pdf': 'damaged',
  'rotated.pdf': 'shown',
  'rotation.pdf': 'shown',
  'vertical.pdf': 'shown',
};

test('each file of the corpus gets its answer, and an honest one is checked after it', async () => {
  const answers = await answersIn(pdfs, fileURLToPath(folder));
  expect(Object.fromEntries(answers.map(({ file, answer }) => [file, answer]))).toEqual(EXPECTED);
  expect(answers.filter(({ nextShown }) => !nextShown)).toEqual([]);
});

test('P14 a page that draws itself has no thumbnail, and the next one has', async () => {
  const load = (name: string) => () => readFile(new URL(name, folder));
  const own = createPdfs(1, { limitMs: 3_000 });
  expect(await own.thumbnail(load('operator_list_cycle.pdf'), 0, 100)).toBeNull();
  expect(await own.thumbnail(load('rotated.pdf'), 0, 100)).not.toBeNull();
  await own.close();
});
