import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStages } from '../testing/stages.fixture.js';
import { uploadAll } from './corpus.fixture.js';

const folder = fileURLToPath(new URL('../../../e2e/corpus/pdf', import.meta.url));

/** `shown`, `locked`, or the refusal. */
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

test('each file of the corpus gets its answer at the front door, and an honest paper after it is taken', async () => {
  const cabinet = await openStages();
  try {
    const answers = await uploadAll(cabinet, folder, 'm-convened');
    expect(Object.fromEntries(answers.map(({ file, answer }) => [file, answer]))).toEqual(EXPECTED);
    expect(answers.filter(({ nextTaken }) => !nextTaken)).toEqual([]);
    expect(cabinet.faults).toEqual([]);
  } finally {
    await cabinet.close();
  }
}, 120_000);
