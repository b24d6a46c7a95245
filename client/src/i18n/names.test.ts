import { expect, test } from 'vitest';
import { byName, initials } from './names.js';

test('people go by given name, then by the rest, in the order of the Vietnamese alphabet', () => {
  const names = ['Đặng Thị Kim Oanh', 'Nguyễn Văn Đức', 'Trần Thị An', 'Lê Văn Dũng', 'Bùi Văn An', 'Hồ Thị Ánh'];
  expect(byName(names.map((name) => ({ name }))).map(({ name }) => name)).toEqual([
    'Bùi Văn An',
    'Trần Thị An',
    'Hồ Thị Ánh',
    'Lê Văn Dũng',
    'Nguyễn Văn Đức',
    'Đặng Thị Kim Oanh',
  ]);
});

test.each([
  ['Đặng Thị Kim Oanh', 'KO'],
  ['Lê Ấn', 'LẤ'],
  ['  Minh ', 'M'],
  ['', ''],
])('%s is signed %s', (name, text) => expect(initials(name)).toBe(text));
