import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from '@ecab/shared/papers/upload-refusals';
import { expect, test } from 'vitest';
import { openStages } from '../testing/stages.fixture.js';
import { uploadAll } from './corpus.fixture.js';

/** Files that none of us wrote; they lie beside the repository, not in it. */
const folder = fileURLToPath(new URL('../../../../shared/corpus/pdf', import.meta.url));

test('every file that none of us wrote gets its answer at the front door, and an honest paper after it is taken', async ({
  skip,
}) => {
  skip(!existsSync(folder), 'the corpus does not lie beside the repository');
  const cabinet = await openStages();
  try {
    const answers = await uploadAll(cabinet, folder, 'm-convened');
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.filter(({ nextTaken }) => !nextTaken)).toEqual([]);
    const known = ['shown', 'locked', ...Object.keys(vi)];
    expect(answers.filter(({ answer }) => !known.includes(answer))).toEqual([]);
    expect(cabinet.faults).toEqual([]);
  } finally {
    await cabinet.close();
  }
});
