import { describe, expect, test } from 'vitest';
import { hasWords, type Manner, matchesIn } from './matches.js';
import { pageText, partsOf } from './page-text.js';

const found = (page: string, query: string, manner?: Manner) =>
  matchesIn([page], query, manner)[0]!.map(({ start, end }) => page.slice(start, end));

describe('what is found', () => {
  test.each([
    ['Ông Đặng Văn Đang', 'dang', ['Đặng', 'Đang']],
    ['Ông Đặng Văn Đang', 'đặng', ['Đặng']],
    ['Ông Đặng Văn Đang', 'ĐẶNG VĂN', ['Đặng Văn']],
    ['giải phóng\nmặt bằng', 'giai phong mat bang', ['giải phóng\nmặt bằng']],
    ['hoà bình, hòa giải', 'hòa', ['hoà', 'hòa']],
    ['ha ha ha', 'ha ha', ['ha ha']],
    ['Nghị quyết số 38/NQ-HĐND', '38/nq-hdnd', ['38/NQ-HĐND']],
    ['Đường ven sông'.normalize('NFD'), 'duong', ['Đường'.normalize('NFD')]],
  ])('in "%s", "%s" finds %j', (page, query, expected) => {
    expect(found(page, query)).toEqual(expected);
  });

  test('the last word is found from its beginning while it is typed, and only whole when the archive sends one here', () => {
    expect(found('quyết định, quy định', 'quy')).toEqual(['quyết', 'quy']);
    expect(found('quyết định, quy định', 'quy', 'whole')).toEqual(['quy']);
  });
  test('a word typed with diacritics that is nowhere is looked for without them', () => {
    expect(found('bảng giá đất', 'bằng gia')).toEqual(['bảng giá']);
  });
  test('words that nowhere stand side by side are marked each for itself, if the archive sends them here', () => {
    expect(found('đất ở tại đô thị, bảng giá', 'gia dat')).toEqual([]);
    expect(found('đất ở tại đô thị, bảng giá', 'gia dat', 'whole')).toEqual(['đất', 'giá']);
  });
  test('one page with the words side by side is enough for the others to be left alone', () => {
    expect(matchesIn(['giá của đất', 'giá đất'], 'gia dat').map((page) => page.length)).toEqual([0, 1]);
  });
  test('nothing is found by nothing, nor by punctuation', () => {
    expect(matchesIn(['a', 'b'], ' ,. ')).toEqual([[], []]);
  });
  test('a scan has no words', () => {
    expect(['', ' \n ', '—'].map(hasWords)).toEqual([false, false, false]);
    expect(hasWords('trang 1')).toBe(true);
  });
});

describe('where it stands in the text layer', () => {
  const page = pageText([
    { type: 'beginMarkedContent' },
    { str: 'Ông Đ', hasEOL: false },
    { str: '', hasEOL: false },
    { str: 'ặng Văn', hasEOL: true },
    { str: 'Đang phát biểu', hasEOL: true },
  ]);
  test('pieces of a word are read as one word, the end of a line as its end', () => {
    expect(page.text).toBe('Ông Đặng Văn\nĐang phát biểu\n');
    expect(found(page.text, 'dang van dang')).toEqual(['Đặng Văn\nĐang']);
  });
  test('a hit covers a part of each piece that it stands in', () => {
    const [{ start, end }] = matchesIn([page.text], 'dang van dang')[0] as [{ start: number; end: number }];
    const texts = partsOf(page, start, end).map(({ piece, from, to }) => page.pieces[piece]!.text.slice(from, to));
    expect(texts).toEqual(['Đ', 'ặng Văn', 'Đang']);
  });
});
