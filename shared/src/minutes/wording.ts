import type { PersonId } from '../ledger/slice.js';
import type { Cite } from '../rules/profile.js';
import type { Base, Share } from '../rules/share.js';

/** How the minutes name a person: the position held then, the agency under its name of the time. */
export interface Named {
  readonly name: string;
  readonly position: string;
  readonly agency: string;
}
export type NameOf = (personId: PersonId) => Named;

/** The name alone, where the agency stands beside it: namesakes are told apart by `(agency)` after their name. */
export const bareName = ({ name, agency }: Named): string =>
  agency !== '' && name.endsWith(` (${agency})`) ? name.slice(0, -agency.length - 3) : name;
/** Rosters write `Giám đốc` or `Giám đốc Sở Y tế`; the first words of the agency tell which. */
const says = (position: string, agency: string) => position.includes(agency.split(' ').slice(0, 2).join(' '));
/** Name and position, without "ông" or "bà": the roster does not say which. */
export function inFull(person: Named): string {
  const { name, position, agency } = person;
  const place = says(position, agency) ? position : [position, agency].filter(Boolean).join(', ');
  return place === '' ? name : `${bareName(person)}, ${place}`;
}
const LONG = 120;
/** The same where it stands in a sentence: some positions take five lines, and the list of those present has them. */
export const inBrief = (person: Named): string =>
  person.position.length > LONG ? inFull({ ...person, position: '' }) : inFull(person);

const two = (n: number) => String(n).padStart(2, '0');
/** Of the body's clock, as `08 giờ 03 phút`. */
export function timeWords(at: string, offsetMinutes: number): string {
  const clock = new Date(Date.parse(at) + offsetMinutes * 60_000).toISOString();
  return `${clock.slice(11, 13)} giờ ${clock.slice(14, 16)} phút`;
}
/** `YYYY-MM-DD` in words: days under 10 and the months 1 and 2 with a zero before them (Decree 30/2020, annex I). */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `ngày ${two(date ?? 0)} tháng ${(month ?? 0) < 3 ? two(month ?? 0) : month} năm ${year}`;
}
export function durationWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} giây`;
  return rest === 0 ? `${minutes} phút` : `${minutes} phút ${rest} giây`;
}

const baseWords: Record<Base, string> = {
  members: 'tổng số thành viên',
  present: 'số thành viên có mặt',
  cast: 'số phiếu đã bỏ',
  valid: 'số phiếu hợp lệ',
  approve_plus_reject: 'tổng số phiếu tán thành và không tán thành',
};
/** `quá nửa tổng số thành viên`, `ít nhất 2/3 tổng số thành viên`. */
export function shareWords({ num, den, compare }: Share, base: Base): string {
  if (compare === '>') return `${num === 1 && den === 2 ? 'quá nửa' : `quá ${num}/${den}`} ${baseWords[base]}`;
  return `ít nhất ${num}/${den} ${baseWords[base]}`;
}
const UNVERIFIED = 'mặc định, chưa đối chiếu văn bản';
/** Where a rule comes from, in brackets; a value that nobody has checked says so wherever it decides (RULES.md c1). */
export const citeWords = ({ text, unverified }: Cite): string =>
  [text === null ? [] : [`(${text})`], unverified || text === null ? [`(${UNVERIFIED})`] : []].flat().join(' ');
export const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
export const upperFirst = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
