import { type UploadRefusalWord, vi } from '@ecab/shared/papers/upload-refusals';
import { expect, test } from 'vitest';
import { CHECK_REFUSALS } from './check.js';
import type { UploadRefusal } from './upload.js';

test('a tablet has words for every reason why a file is not taken, and for no other', () => {
  // The compiler holds both lists together; what it cannot see is a reason that only a worker names.
  const worded = (refusal: UploadRefusal): UploadRefusalWord => refusal;
  const known = (word: UploadRefusalWord): UploadRefusal => word;
  expect(Object.keys(vi)).toEqual(expect.arrayContaining(CHECK_REFUSALS.map(worded).map(known)));
});
