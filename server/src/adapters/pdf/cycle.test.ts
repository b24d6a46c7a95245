import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createPdfs } from './pdfs.js';

const folder = new URL('../../../../e2e/corpus/pdf/', import.meta.url);

test('P14 a page that draws itself has no thumbnail, and the next one has', async () => {
  const load = (name: string) => () => readFile(new URL(name, folder));
  const own = createPdfs(1, { limitMs: 3_000 });
  expect(await own.thumbnail(load('operator_list_cycle.pdf'), 0, 100)).toBeNull();
  expect(await own.thumbnail(load('rotated.pdf'), 0, 100)).not.toBeNull();
  await own.close();
});
