import { expect, test } from 'vitest';
import { bareName, citeWords, dayWords, durationWords, inBrief, inFull, shareWords, timeWords } from './wording.js';

test.each([
  ['2027-01-05', 'ngày 05 tháng 01 năm 2027'],
  ['2027-02-10', 'ngày 10 tháng 02 năm 2027'],
  ['2027-03-09', 'ngày 09 tháng 3 năm 2027'],
  ['2026-12-31', 'ngày 31 tháng 12 năm 2026'],
])('%s is %s', (day, words) => {
  expect(dayWords(day)).toBe(words);
});

test("times are of the body's clock", () => {
  expect(timeWords('2026-11-26T01:03:00.000Z', 420)).toBe('08 giờ 03 phút');
  expect(timeWords('2026-11-26T20:03:00.000Z', 420)).toBe('03 giờ 03 phút');
});

test.each([
  [{ num: 1, den: 2, compare: '>' }, 'members', 'quá nửa tổng số thành viên'],
  [{ num: 2, den: 3, compare: '>=' }, 'present', 'ít nhất 2/3 số thành viên có mặt'],
  [{ num: 2, den: 3, compare: '>' }, 'valid', 'quá 2/3 số phiếu hợp lệ'],
] as const)('%o of %s is %s', (share, base, words) => {
  expect(shareWords(share, base)).toBe(words);
});

test.each([
  [{ text: 'Điều 1', unverified: false }, '(Điều 1)'],
  [{ text: 'Điều 1', unverified: true }, '(Điều 1) (mặc định, chưa đối chiếu văn bản)'],
  [{ text: null, unverified: true }, '(mặc định, chưa đối chiếu văn bản)'],
])('%o is cited as %s', (cite, words) => {
  expect(citeWords(cite)).toBe(words);
});

test.each([
  ['An', 'Giám đốc Sở Y tế', 'Sở Y tế', 'An, Giám đốc Sở Y tế'],
  ['An', 'Giám đốc', 'Sở Y tế', 'An, Giám đốc, Sở Y tế'],
  ['An (Sở Y tế)', 'Giám đốc Sở Y tế', 'Sở Y tế', 'An, Giám đốc Sở Y tế'],
  ['An', 'Trưởng Thuế tỉnh', 'Thuế tỉnh Sông Vân', 'An, Trưởng Thuế tỉnh'],
  ['An (Sở Y tế)', '', '', 'An (Sở Y tế)'],
  ['p-1', '', '', 'p-1'],
])('%s, %s of %s is named %s', (name, position, agency, words) => {
  expect(inFull({ name, position, agency })).toBe(words);
});

test('a position of many lines gives way to the agency within a sentence', () => {
  const person = { name: 'An', position: 'Tổ trưởng Tổ công tác '.repeat(9), agency: 'Tổ công tác liên ngành' };
  expect(inBrief(person)).toBe('An, Tổ công tác liên ngành');
  expect(inBrief({ ...person, position: 'Tổ trưởng' })).toBe('An, Tổ trưởng, Tổ công tác liên ngành');
});

test('where the agency stands beside a name, it does not stand in it', () => {
  expect(bareName({ name: 'An (Sở Y tế)', position: '', agency: 'Sở Y tế' })).toBe('An');
  expect(bareName({ name: 'An (Sở Y tế)', position: '', agency: 'Sở Nội vụ' })).toBe('An (Sở Y tế)');
});

test.each([
  [25, '25 giây'],
  [540, '9 phút'],
  [580, '9 phút 40 giây'],
  [0, '0 giây'],
])('%i seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
