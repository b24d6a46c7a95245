import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CheckRefusal, PaperCheck } from '../../papers/check.js';
import { createPdfs } from './pdfs.js';

const demo = new URL('../../../demo/', import.meta.url);
const { files } = z
  .object({
    files: z.array(
      z.object({
        file: z.string(),
        pages: z.int().nullable(),
        expectation: z.string(),
        reason: z.string().optional(),
        textLayer: z.boolean().default(true),
        phrases: z.array(z.object({ page: z.int(), text: z.string() })).default([]),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('manifest.json', demo), 'utf8')));

const pdfs = createPdfs();
afterAll(() => pdfs.close());
const check = (file: string): Promise<PaperCheck> => pdfs.check(() => readFile(new URL(file, demo)));
const of = (expectation: string) => files.filter((one) => one.expectation === expectation);
const REASONS: readonly (readonly [begins: string, CheckRefusal])[] = [
  ['javascript', 'script'],
  ['embedded-files', 'embedded-files'],
  ['damaged', 'damaged'],
  ['empty', 'empty'],
  ['not a PDF (a DOCX', 'office-not-converted'],
];

test('the manifest expects nothing that is not checked here', () => {
  const known = new Set(['shown', 'converted', 'asksPassword', 'refusedOrStripped', 'refused', 'notUploaded']);
  expect(files.map(({ expectation }) => expectation).filter((one) => !known.has(one))).toEqual([]);
  expect(of('shown').flatMap(({ phrases }) => phrases)).toHaveLength(75);
});

describe('demonstration papers', () => {
  test.each(of('shown'))(
    '$file is shown, its phrases found on their pages',
    async ({ file, pages, phrases, textLayer }) => {
      const found = await check(file);
      if (!found.ok || found.needsPassword) throw new Error(JSON.stringify(found));
      expect(found.pages).toBe(pages);
      expect(found.sizes).toHaveLength(found.pages);
      expect(found.text).toHaveLength(found.pages);
      expect(found.hasText).toBe(textLayer);
      expect(phrases.filter(({ page, text }) => !found.text[page - 1]?.includes(text))).toEqual([]);
      // The title and author inside a PDF may hold anything: they are not even handed on.
      expect(JSON.stringify(found)).not.toContain('<script');
    },
  );
  test.each(of('converted'))('$file is refused until Office files are converted', async ({ file }) => {
    expect(await check(file)).toEqual({ ok: false, reason: 'office-not-converted' });
  });
  test.each(of('asksPassword'))('P09 $file is taken and asks its reader for the password', async ({ file }) => {
    expect(await check(file)).toEqual({ ok: true, needsPassword: true });
  });
  test.each([...of('refused'), ...of('refusedOrStripped')])('$file is refused: $reason', async ({ file, reason }) => {
    const told = REASONS.find(([begins]) => reason?.startsWith(begins))?.[1];
    expect(told).toBeDefined();
    expect(await check(file)).toEqual({ ok: false, reason: told });
  });
  test.each(of('notUploaded'))('$file is no paper at all', async ({ file }) => {
    expect(await check(file)).toEqual({ ok: false, reason: 'not-pdf' });
  });
});
