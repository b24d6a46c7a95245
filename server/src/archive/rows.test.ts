import { exact } from '@ecab/shared/text/fold';
import { expect, test } from 'vitest';
import { checkRow } from '../storage/checks.js';
import { type ArchiveUnit, bodyOf, rowOf } from './rows.js';

const paper: ArchiveUnit = {
  kind: 'paper',
  id: 'p05',
  title: 'Bảng giá đất',
  when: '2026-11-26',
  pages: ['Đường Vành đai', 'ngày 26/9/2025, số 38/NQ-UBND'],
  who: ['who:p-khue', 'role:secretary'],
  versionId: 'p05v1',
};

test('a row holds rights, kind, year and what stands in the text, and a body every engine keeps', () => {
  const row = rowOf(paper, 7);
  checkRow(row);
  expect(row).toMatchObject({ view: 'archive', id: 'paper:p05', from: 7, sort: '2026-11-26' });
  expect(row.terms).toEqual(
    expect.arrayContaining([
      'who:p-khue',
      'role:secretary',
      'kind:paper',
      'year:2026',
      'w:duong',
      `x:${exact('đường')}`,
      's:38nqubnd',
      'd:2025-09-26',
    ]),
  );
  expect(new Set(row.terms).size).toBe(row.terms.length);
  expect(bodyOf(row)).toMatchObject({ title: paper.title, pages: paper.pages, versionId: 'p05v1', year: 2026 });
});

test('a paper has no day of its own, a decision has', () => {
  expect(rowOf(paper, 1).terms).not.toContain('on:2026-11-26');
  expect(rowOf({ ...paper, kind: 'decision', symbol: '05/NQ-UBND' }, 1).terms).toEqual(
    expect.arrayContaining(['on:2026-11-26', 'in:2026', 'own:5nqubnd', 's:5nqubnd']),
  );
});

test('two hundred pages of 700 kB fit, and so does a text of any size, cut and said so', () => {
  const page = 'Đường Vành đai phía Đông, đoạn từ cầu Đò Hạ đến hết địa phận xã: 12.350.000 đồng/m². '.repeat(30);
  const pages = Array.from({ length: 200 }, (_, i) => `Trang ${i + 1}. ${page}`);
  expect(Buffer.byteLength(pages.join(''))).toBeGreaterThan(700_000);
  const whole = rowOf({ ...paper, pages }, 1);
  checkRow(whole);
  expect(bodyOf(whole).note).toBeUndefined();
  expect(bodyOf(whole).pages).toEqual(pages);
  const noise = (n: number) =>
    Array.from({ length: 3_000 }, (_, i) => `漢字${(n * 3_000 + i).toString(36)}`).join('\n');
  const cut = rowOf({ ...paper, pages: Array.from({ length: 300 }, (_, i) => noise(i)) }, 1);
  checkRow(cut);
  expect(bodyOf(cut).note).toBe('cut');
  expect(bodyOf(cut).pages).toHaveLength(300);
});

test('what no engine keeps is replaced in its place, so that later marks stay where they are', () => {
  const row = rowOf({ ...paper, title: 'a\0b', pages: ['x\0\ud800 đất'] }, 1);
  checkRow(row);
  expect(bodyOf(row)).toMatchObject({ title: 'a b', pages: ['x \ufffd đất'] });
});

test('text of another encoding, or none, is found by its title and says why', () => {
  const legacy = 'Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc. Uû ban nh©n d©n tØnh quyÕt nghÞ. ';
  const row = rowOf({ ...paper, pages: [legacy] }, 1);
  expect(bodyOf(row)).toMatchObject({ note: 'legacy-encoding', pages: [] });
  expect(row.terms).toContain('w:dat');
  expect(row.terms).not.toContain('w:nam');
  expect(bodyOf(rowOf({ ...paper, pages: ['', ' \n'] }, 1)).note).toBe('no-text');
});

test.each(['w:dat', 'kind:paper', 'secretary', 'who:', ''])('%j is refused as a right', (right) => {
  expect(() => rowOf({ ...paper, who: [right] }, 1)).toThrow(RangeError);
});

test('a day that is none is refused', () => {
  expect(() => rowOf({ ...paper, when: '26/11/2026' }, 1)).toThrow();
});
