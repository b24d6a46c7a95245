import { describe, expect, test } from 'vitest';
import {
  daysBetween,
  formatDate,
  formatDateTime,
  formatDuration,
  formatLongDate,
  formatNumber,
  formatTime,
  relativeDay,
} from './format.js';

/** 08:00 on 26 November 2026 in Vietnam. */
const at = '2026-11-26T01:00:00Z';

test('dates and times are those of the body, whatever the device thinks', () => {
  expect(formatDate(at, 'vi')).toBe('26/11/2026');
  expect(formatDate(at, 'en')).toBe('26/11/2026');
  expect(formatTime(at, 'vi')).toBe('08:00');
  expect(formatTime('2026-11-25T17:00:00Z', 'en')).toBe('00:00');
  expect(formatTime('2026-11-26T02:44:31Z', 'vi', undefined, true)).toBe('09:44:31');
  expect(formatTime(at, 'vi', 'Europe/Berlin')).toBe('02:00');
  expect(formatDateTime(at, 'vi')).toBe('08:00 ngày 26/11/2026');
  expect(formatLongDate(at, 'vi')).toBe('Thứ Năm, ngày 26 tháng 11 năm 2026');
  expect(formatLongDate(at, 'en')).toBe('Thursday, 26 November 2026');
});

describe('a day is named from today', () => {
  test.each([
    ['2026-11-26T16:59:00Z', 'Hôm nay', 'Today'],
    ['2026-11-26T17:00:00Z', 'Ngày mai', 'Tomorrow'],
    ['2026-11-25T16:59:00Z', 'Hôm qua', 'Yesterday'],
    ['2026-12-01T07:00:00Z', 'Thứ Ba, 01/12', 'Tuesday, 01/12'],
    ['2026-12-04T10:00:00Z', '04/12/2026', '04/12/2026'],
  ])('%s is %s, %s', (day, vi, en) => {
    expect(relativeDay(day, at, 'vi')).toBe(vi);
    expect(relativeDay(day, at, 'en')).toBe(en);
  });
  test('days are counted by the calendar, also over a change of clocks', () => {
    expect(daysBetween('2026-03-28T22:59:00Z', '2026-03-29T22:01:00Z', 'Europe/Berlin')).toBe(2);
  });
});

test.each([
  [198_000, '3:18'],
  [600_000, '10:00'],
  [59_001, '1:00'],
  [-12_000, '-0:12'],
])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

test('a share has a comma in Vietnamese and a point in English', () => {
  expect(formatNumber(77.7777, 'vi')).toBe('77,78');
  expect(formatNumber(77.7777, 'en')).toBe('77.78');
});
