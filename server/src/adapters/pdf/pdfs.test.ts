import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { PaperCheck, Pdfs } from '../../papers/check.js';
import { lookout } from '../lookout.fixture.js';
import type { PdfLimits } from './limits.js';
import { paperOf } from './made.fixture.js';
import { createPdfs } from './pdfs.js';

const open: Pdfs[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));
function make(limits: Partial<PdfLimits> = {}, threads = 1): Pdfs {
  const pdfs = createPdfs(threads, limits);
  open.push(pdfs);
  return pdfs;
}
const usual = createPdfs();
afterAll(() => usual.close());
const check = (bytes: Uint8Array | string, pdfs = usual): Promise<PaperCheck> =>
  pdfs.check(async () => new Uint8Array(Buffer.from(bytes as string)));
const demo = (name: string) => readFile(new URL(`../../../demo/papers/${name}`, import.meta.url));
const shown = { ok: true, needsPassword: false, pages: 1, sizes: [[595, 842]], text: ['Xin chào'], hasText: true };
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.each([
  ['P01 no bytes', '', 'empty'],
  ['P02 only the header', '%PDF', 'damaged'],
  ['P02 only the header and its version', '%PDF-1.7', 'damaged'],
  ['P03 a picture', Buffer.from(png, 'base64'), 'not-pdf'],
  ['P03 a web page', '<!doctype html><p>%PDF-1.7', 'not-pdf'],
  ['P03 an archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'not-pdf'],
  ['a program', '#!/bin/sh\nexit', 'not-pdf'],
  [
    'an old Word file',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    'office-not-converted',
  ],
])('%s is refused', async (_, bytes, reason) => {
  expect(await check(bytes)).toEqual({ ok: false, reason });
});

test('R11: whatever address a paper names, checking it asks nobody', async () => {
  const street = await lookout();
  const url = `http://${street.host}/`;
  const link = (action: string) => `/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A ${action} >>]`;
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><!DOCTYPE a [<!ENTITY b SYSTEM "${url}">]>&b;</x:xmpmeta>`;
  const elsewhere = `/F << /FS /URL /F (${url}) >>`;
  const outside = [
    paperOf({ page: link(`<< /S /URI /URI (${url}) >>`) }),
    paperOf({ page: link(`<< /S /GoToR /D [0 /Fit] ${elsewhere} >>`) }),
    paperOf({ catalog: `/URI << /Base (${url}) >>`, page: link('<< /S /URI /URI (a) >>') }),
    paperOf({ catalog: `/OpenAction << /S /URI /URI (${url}) >>` }),
    // The page itself, and what is known of the paper, are said to lie elsewhere.
    paperOf({ content: { dictionary: elsewhere, stream: Buffer.from('') } }),
    paperOf({
      catalog: '/Metadata 6 0 R',
      more: [{ dictionary: '/Type /Metadata /Subtype /XML', stream: Buffer.from(xmp) }],
    }),
  ];
  for (const paper of outside) expect(await check(paper)).toHaveProperty('ok');
  await street.close();
  expect(street.knocked()).toBe(0);
});

test('P06 a header after other lines is found in the first kilobyte and not beyond', async () => {
  const paper = paperOf();
  expect(await check(Buffer.concat([Buffer.alloc(1_000, 'x\n'), paper]))).toEqual(shown);
  expect(await check(Buffer.concat([Buffer.alloc(3_000, 'x\n'), paper]))).toEqual({ ok: false, reason: 'not-pdf' });
});

test('P07 a file cut in the middle is refused', async () => {
  const paper = await demo('p08-to-trinh-dau-tu-cong-2027.pdf');
  expect(await check(paper.subarray(0, paper.length / 2))).toEqual({ ok: false, reason: 'damaged' });
});

test('P08 a file whose table of objects is wrong is repaired and shown', async () => {
  const paper = paperOf()
    .toString('latin1')
    .replace(/startxref\n\d+/, 'startxref\n7');
  expect(await check(Buffer.from(paper, 'latin1'))).toEqual(shown);
});

test('P15 2,000 pages are shown, one more than the limit are not', { timeout: 60_000 }, async () => {
  expect(await check(paperOf({ pages: 2_000 }))).toMatchObject({ ok: true, pages: 2_000 });
  const pdfs = make({ maxPages: 3 });
  expect(await check(paperOf({ pages: 3 }), pdfs)).toMatchObject({ ok: true, pages: 3 });
  expect(await check(paperOf({ pages: 4 }), pdfs)).toEqual({ ok: false, reason: 'too-many-pages' });
});

test('P16 a page of 14,400 points is shown, a larger one is not', async () => {
  expect(await check(paperOf({ size: [14_400, 100] }))).toMatchObject({ sizes: [[14_400, 100]] });
  expect(await check(paperOf({ size: [100, 14_401] }))).toEqual({ ok: false, reason: 'page-too-large' });
  expect(await check(paperOf({ size: [8_000, 10], page: '/UserUnit 2' }))).toEqual({
    ok: false,
    reason: 'page-too-large',
  });
});

test('P16 a picture of 30,000 by 30,000 pixels is left out of the thumbnail', async () => {
  const huge = paperOf({
    page: '/Resources << /XObject << /I 6 0 R >> >>',
    content: { dictionary: '', stream: Buffer.from('595 0 0 842 0 0 cm /I Do') },
    more: [
      {
        dictionary: '/Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray',
        stream: Buffer.alloc(9),
      },
    ],
  });
  const pdfs = make();
  expect(await check(huge, pdfs)).toMatchObject({ ok: true, hasText: false });
  expect(await pdfs.thumbnail(async () => Uint8Array.from(huge), 0, 50)).not.toBeNull();
});

test('P17 a file over the limit is refused before it is opened', async () => {
  const pdfs = make({ maxBytes: 100 });
  expect(await check(paperOf(), pdfs)).toEqual({ ok: false, reason: 'too-large' });
});

test('sizes are those of the page as it is seen', async () => {
  expect(await check(paperOf({ page: '/Rotate 90' }))).toMatchObject({ sizes: [[842, 595]] });
  expect(await check(paperOf({ page: '/UserUnit 2' }))).toMatchObject({ sizes: [[1190, 1684]] });
});

test('text is stored as composed letters, white space and control characters as one space', async () => {
  const content = Buffer.from('BT /F1 12 Tf 50 700 Td (a\\000b  \\240 c) Tj 0 -20 Td (d) Tj ET');
  expect(await check(paperOf({ content: { dictionary: '', stream: content } }))).toMatchObject({ text: ['a b c d'] });
});

/** Each form draws the next one ten times: 10^12 words in a few hundred bytes. */
const endless = paperOf({
  page: '/Resources << /XObject << /X 6 0 R >> >>',
  content: { dictionary: '', stream: Buffer.from('/X Do') },
  more: Array.from({ length: 13 }, (_, level) =>
    level === 12
      ? {
          dictionary: '/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>',
          stream: Buffer.from('BT /F1 9 Tf (a) Tj ET'),
        }
      : {
          dictionary: `/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${7 + level} 0 R >> >>`,
          stream: Buffer.from('/X Do '.repeat(10)),
        },
  ),
});

test('a file that would take for ever is refused, and the next one is checked', async () => {
  const pdfs = make({ limitMs: 2_000 });
  expect(await check(endless, pdfs)).toEqual({ ok: false, reason: 'too-slow' });
  expect(await check(paperOf(), pdfs)).toEqual(shown);
});

test('a file that would take all memory of its thread is refused, and the next one is checked', async () => {
  const pdfs = make({ maxHeapBytes: 32 << 20 });
  const list = paperOf({ more: [`[${'/a '.repeat(2_000_000)}]`] });
  expect(await check(list, pdfs)).toEqual({ ok: false, reason: 'too-complex' });
  expect(await check(paperOf(), pdfs)).toEqual(shown);
});

test('a file that unpacks to more than the server has is refused, and the next one is checked', async () => {
  const pdfs = make({ maxGrowthBytes: 100 << 20 });
  const bomb = deflateSync(deflateSync(Buffer.alloc(256 << 20, ' '), { level: 1 }));
  const content = { dictionary: '/Filter [/FlateDecode /FlateDecode]', stream: bomb };
  expect(await check(paperOf({ content }), pdfs)).toEqual({ ok: false, reason: 'too-complex' });
  expect(await check(paperOf(), pdfs)).toEqual(shown);
});

test('many files wait for their turn, and each is loaded only then', async () => {
  const pdfs = make({}, 2);
  let loaded = 0;
  let most = 0;
  const answers = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const answer = await pdfs.check(async () => {
        loaded += 1;
        most = Math.max(most, loaded);
        return Uint8Array.from(paperOf());
      });
      loaded -= 1;
      return answer;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 40 }, () => shown));
  expect(most).toBeLessThanOrEqual(3);
});

test('a file that cannot be read is a fault of the store, and the next one is checked', async () => {
  const pdfs = make();
  await expect(pdfs.check(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await check(paperOf(), pdfs)).toEqual(shown);
});

test('a thumbnail is as wide as asked; where there can be none it is null', async () => {
  const pdfs = make();
  const picture = await pdfs.thumbnail(() => demo('p02-trinh-chieu-kinh-te-xa-hoi.pdf'), 0, 200);
  expect(Buffer.from(picture!).toString('latin1', 8, 16)).toBe('WEBPVP8X');
  expect(Buffer.from(picture!).readUIntLE(24, 3) + 1).toBe(200);
  expect(await pdfs.thumbnail(() => demo('p02-trinh-chieu-kinh-te-xa-hoi.pdf'), 11, 200)).toBeNull();
  expect(await pdfs.thumbnail(() => demo('p15-phuong-an-nhan-su.pdf'), 0, 200)).toBeNull();
  expect(await pdfs.thumbnail(() => demo('p19-to-trinh-bi-cat-ngang.pdf'), 0, 200)).toBeNull();
});

test('a file under check when the server stops is not called damaged', async () => {
  const pdfs = make();
  let started = (): void => undefined;
  const loading = new Promise<void>((resolve) => {
    started = resolve;
  });
  const checking = pdfs.check(async () => {
    started();
    return Uint8Array.from(endless);
  });
  const told = expect(checking).rejects.toThrow(/closed|ended/);
  await loading;
  await pdfs.close();
  await told;
});

test('after closing nothing is checked any more', async () => {
  const pdfs = make();
  await check(paperOf(), pdfs);
  await pdfs.close();
  await expect(check(paperOf(), pdfs)).rejects.toThrow('closed');
});
