import { council, province } from '@ecab/shared/testing/profile';
import { afterEach, expect, test } from 'vitest';
import { speak } from '../i18n/say.js';
import { majorities } from './majorities.js';

afterEach(() => speak('vi'));

test('the ordinary majority comes first, then each matter with its share in words', () => {
  expect(majorities(council)).toEqual([
    { value: '', label: 'Thông thường. Quá nửa tổng số thành viên.' },
    { value: 'remove_deputy', label: 'Bãi nhiệm đại biểu. Ít nhất 2/3 tổng số thành viên.' },
    { value: 'depleted_council', label: 'Hội đồng khuyết đại biểu. Quá 2/3 tổng số thành viên.' },
  ]);
  speak('en');
  expect(majorities(council)[1]?.label).toBe('Removal of a deputy. At least 2/3 of all members.');
});

test('a matter that a body has entered for itself is shown under its id', () => {
  const own = { ...council, matters: [{ id: 'dissolve', decision: council.decision }] };
  expect(majorities(own)[1]?.label).toBe('dissolve. Quá nửa tổng số thành viên.');
});

test('where the profile knows the ordinary majority alone there is nothing to choose', () => {
  expect(majorities(province)).toEqual([]);
});
