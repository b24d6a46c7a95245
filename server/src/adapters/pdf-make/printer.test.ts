import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { draftOf, linesOf, whole } from '@ecab/shared/minutes/meeting.fixture';
import type { RichNode } from '@ecab/shared/sync/content';
import { afterAll, expect, test } from 'vitest';
import { lookout } from '../lookout.fixture.js';
import { createPdfs } from '../pdf/pdfs.js';
import { createPrinter, type MinutesPage } from './printer.js';

const printer = createPrinter();
const pdfs = createPdfs();
afterAll(async () => {
  await printer.close();
  await pdfs.close();
});

const text = (words: string): RichNode => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
const docOf = (...content: RichNode[]): RichNode => ({ type: 'doc', content });
const page = (fields: Partial<MinutesPage> = {}, symbol: string | null = '05/BB-UBND'): MinutesPage => ({
  doc: docOf(text('Nội dung.')),
  head: {
    bodyName: 'Ủy ban nhân dân tỉnh Sông Vân',
    superior: null,
    symbol,
    suffix: 'UBND',
    locality: 'Sông Vân',
    day: '2026-02-05',
  },
  title: 'Phiên họp thường kỳ tháng 02 năm 2026',
  signers: { chairName: 'Lương Đình Khiêu', secretaryName: 'Nguyễn Thị Hường', chairTitle: 'Chủ tịch UBND tỉnh' },
  recipients: ['Thành viên UBND tỉnh'],
  ledger: { digest: '0123456789abcdef', key: 'fedcba9876543210' },
  madeAt: '2026-02-06T02:00:00.000Z',
  ...fields,
});
/** What an upload's check finds in the bytes: the text of each page. */
async function pagesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const found = await pdfs.check(async () => Uint8Array.from(bytes));
  if (!found.ok || found.needsPassword) throw new Error(JSON.stringify(found));
  return found.text;
}
const printed = async (one: MinutesPage) => pagesOf(await printer.print(one));
const raw = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
/** Words wrap at the end of a line, and what was one blank may be two. */
const squeezed = (words: string) => words.normalize('NFC').replace(/\s+/g, '');

test('a draft is drafted, printed and read back word for word in NFC', async () => {
  const doc = draftOf(whole());
  const pages = await printed(page({ doc }));
  const all = squeezed(pages.join(''));
  expect(pages.join('')).toBe(pages.join('').normalize('NFC'));
  for (const line of linesOf(doc).flatMap((one) => one.split(' | '))) expect(all).toContain(squeezed(line));
});

test('every Vietnamese letter is in the faces, upright, bold and italic', async () => {
  const letters = 'aăâeêioôơuưyđ'.split('').flatMap((letter) => ['', '̀', '̉', '̃', '́', '̣'].map((tone) => letter + tone));
  const words = letters.map((one) => one.normalize('NFC') + one.normalize('NFC').toUpperCase()).join(' ');
  const marked = (...types: string[]): RichNode => ({
    type: 'paragraph',
    content: [{ type: 'text', text: words.normalize('NFD'), marks: types.map((type) => ({ type })) }],
  });
  const [only] = await printed(
    page({ doc: docOf(marked(), marked('bold'), marked('italic'), marked('bold', 'italic')) }),
  );
  expect(squeezed(only ?? '').split(squeezed(words))).toHaveLength(5);
});

test('the head is that of Form 1.9', async () => {
  const [first = ''] = await printed(page());
  for (const words of [
    'ỦY BAN NHÂN DÂN',
    'TỈNH SÔNG VÂN',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'Số: 05/BB-UBND',
    'Sông Vân, ngày 05 tháng 02 năm 2026',
    'BIÊN BẢN',
    'THƯ KÝ',
    'CHỦ TỌA',
    'CHỦ TỊCH UBND TỈNH',
    'Nơi nhận:',
    '- Thành viên UBND tỉnh;',
    '- Lưu: VT.',
    '0123 4567 89ab cdef',
    'fedc ba98 7654 3210',
  ])
    expect(first).toContain(words);
  expect(first).not.toContain('DỰ THẢO');
});

test('a draft has an open number and says on every page that it is one', async () => {
  const pages = await printed(page({ doc: docOf(...Array.from({ length: 60 }, () => text('Dòng.'))) }, null));
  expect(pages.length).toBeGreaterThan(1);
  expect(pages[0]).toContain('Số: ....../BB-UBND');
  for (const one of pages) expect(one).toContain('DỰ THẢO');
});

test('pages are numbered from the second on', async () => {
  const pages = await printed(page({ doc: docOf(...Array.from({ length: 90 }, () => text('Dòng.'))) }));
  expect(pages.slice(0, 3).map((one) => /\d+$/.exec(one.trim())?.[0] ?? null)).toEqual([null, '2', '3']);
});

test('the signatures stand after the text with its last words, and annexes after them', async () => {
  const annex: RichNode = {
    type: 'heading',
    attrs: { level: 1 },
    content: [{ type: 'text', text: 'Phụ lục: biểu quyết'.normalize('NFD') }],
  };
  const pages = await printed(page({ doc: docOf(text('Cuộc họp kết thúc./.'), annex, text('Bảng tên')) }));
  expect(pages).toHaveLength(2);
  expect(pages[0]).toMatch(/Cuộc họp kết thúc\.\/\..*THƯ KÝ.*Lưu: VT/s);
  expect(pages[1]).toMatch(/Phụ lục: biểu quyết.*Bảng tên/s);
  // The names are on one line, though one office has a line more than the other.
  expect(pages[0]).toMatch(/CHỦ TỊCH UBND TỈNH\s+Nguyễn Thị Hường\s+Lương Đình Khiêu/);
  const lengths = new Set<number>();
  // From where the signatures just fit on the first page to where they do not.
  for (const filler of [13, 15, 16, 17, 18]) {
    const lines = Array.from({ length: filler }, () => text('Dòng.'));
    const all = await printed(page({ doc: docOf(...lines, text('Lời cuối.')) }));
    expect(all.find((one) => one.includes('THƯ KÝ'))).toContain('Lời cuối.');
    lengths.add(all.length);
  }
  expect([...lengths]).toEqual([1, 2]);
});

test('lists, tables with cells over several columns and rows, and what editors leave half-made are printed', async () => {
  const cell = (words: string, attrs = {}): RichNode => ({ type: 'tableCell', attrs, content: [text(words)] });
  const row = (...content: RichNode[]): RichNode => ({ type: 'tableRow', content });
  const item = (...content: RichNode[]): RichNode => ({ type: 'listItem', content });
  const doc = docOf(
    {
      type: 'table',
      content: [
        row(cell('A', { colspan: 2 }), cell('B', { rowspan: 9 })),
        row(cell('C')),
        row(cell('D'), cell('E'), cell('F')),
      ],
    },
    { type: 'table', content: [row()] },
    { type: 'table' },
    {
      type: 'orderedList',
      attrs: { start: 4 },
      content: [item(text('bốn'), { type: 'bulletList', content: [item(text('trong'))] }), item()],
    },
    { type: 'bulletList', content: [item({ type: 'table', content: [row(cell('G'))] })] },
    { type: 'heading', attrs: { level: 9 } },
    { type: 'paragraph' },
    { type: 'unheard-of', content: [text('vẫn còn')] },
    {
      type: 'paragraph',
      attrs: { textAlign: 'center' },
      content: [{ type: 'text', text: 'trên' }, { type: 'hardBreak' }, { type: 'text', text: 'dưới' }],
    },
  );
  const all = (await printed(page({ doc }))).join(' ');
  for (const words of ['A', 'B', 'C', 'D', 'E', 'F', 'G', '4. bốn', '- trong', 'vẫn còn', 'trên', 'dưới'])
    expect(all).toContain(words);
});

test('a row taller than a page goes on over the next, and none of its words is lost', async () => {
  const names = Array.from({ length: 900 }, (_, n) => `Người thứ ${n}`);
  const row = (...words: string[]): RichNode => ({
    type: 'tableRow',
    content: words.map((one) => ({ type: 'tableCell', content: [text(one)] })),
  });
  const pages = await printed(page({ doc: docOf({ type: 'table', content: [row('Tán thành', names.join('; '))] }) }));
  const all = squeezed(pages.map((one) => one.trim().replace(/\d+$/, '')).join(''));
  expect(pages.length).toBeGreaterThan(2);
  for (const name of names) expect(all).toContain(squeezed(name));
});

test('equal pages give equal bytes', async () => {
  const one = page({ doc: draftOf(whole()) });
  expect(await printer.print(one)).toEqual(await printer.print(one));
});

test('it says that it is PDF/A-2b, and its metadata is well-formed whatever the title holds', async () => {
  const bytes = await printer.print(page({ title: 'Giá <b> & "thuế" \u0001 ]]> tháng 12' }));
  const xmp =
    Buffer.from(bytes)
      .toString('utf8')
      .match(/<x:xmpmeta.*<\/x:xmpmeta>/s)?.[0] ?? '';
  expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
  expect(xmp).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
  const title = /<dc:title>.*?<rdf:li[^>]*>(.*?)<\/rdf:li>/s.exec(xmp)?.[1] ?? '';
  expect(title).toMatch(/^Biên bản Giá/);
  expect(title).not.toMatch(/[<>&\p{Cc}]/u);
  expect(raw(bytes)).toContain('/OutputIntents');
  expect(raw(bytes)).not.toMatch(/\/JavaScript|\/EmbeddedFile|\/URI/);
});

test('no words that people write break the printing', async () => {
  const corpus = new URL('../../../../e2e/corpus/strings/blns.json', import.meta.url);
  const strings = (JSON.parse(readFileSync(corpus, 'utf8')) as string[]).map((one) => one.toWellFormed());
  const pages = await printed(page({ doc: docOf(...strings.map(text)), title: strings.slice(0, 40).join(' ') }));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.at(-1)).toContain('Lưu: VT');
});

test('R11: whatever address or file the minutes name, printing asks nobody and reads nothing', async () => {
  const street = await lookout();
  const secret = fileURLToPath(import.meta.url);
  const addresses = [`http://${street.host}/a.png`, `//${street.host}/`, pathToFileURL(secret).href, secret];
  const named = (address: string): RichNode[] => {
    const attrs = { src: address, href: address, image: address, url: address };
    return [
      text(address),
      { type: 'image', attrs } as RichNode,
      { type: 'svg', attrs, content: [{ type: 'text', text: `<svg><image href="${address}"/></svg>` }] } as RichNode,
      {
        type: 'paragraph',
        attrs,
        content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs }] }],
      } as RichNode,
    ];
  };
  const bytes = await printer.print(page({ doc: docOf(...addresses.flatMap(named)), title: addresses.join(' ') }));
  await street.close();
  expect(street.knocked()).toBe(0);
  // Named it stays, as words, and nothing is followed from the paper either.
  expect(squeezed((await pagesOf(bytes)).join(''))).toContain(squeezed(addresses[0] as string));
  expect(raw(bytes)).not.toMatch(/\/URI|\/Subtype \/Image/);
});

test('what takes too long is ended, and the next paper is printed', async () => {
  const hasty = createPrinter({ limitMs: 1 });
  await expect(hasty.print(page())).rejects.toThrow('longer than 1 ms');
  await expect(hasty.print(page())).rejects.toThrow('longer than 1 ms');
  await hasty.close();
  expect(raw(await printer.print(page()))).toMatch(/^%PDF-1\.7/);
});

test('a closed printer prints no more', async () => {
  const gone = createPrinter();
  await gone.close();
  await expect(gone.print(page())).rejects.toThrow('closed');
});
