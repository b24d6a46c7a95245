import type { Details, meetingTypes } from '@ecab/shared/meeting/slice';
import { isInForce, type ProfileVersion } from '@ecab/shared/rules/read-profiles';

/** A meeting as its form has it: day and time on the body's clock, as they were typed. */
export interface DraftMeeting {
  readonly kind: (typeof meetingTypes)[number];
  readonly title: string;
  readonly number: string;
  /** `YYYY-MM-DD`; empty while there is none. */
  readonly day: string;
  readonly time: string;
  readonly place: string;
  readonly roomId: string;
}
/** A day as people write it here (`10/12/2026`) or as machines do (`2026-12-10`). @returns `YYYY-MM-DD`, or null. */
export function parseDay(text: string): string | null {
  const spoken = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  const written = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text);
  const [year, month, day] = spoken ? [spoken[3], spoken[2], spoken[1]] : written ? written.slice(1) : [];
  if (!year || !month || !day) return null;
  const at = new Date(0);
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const iso = at.toISOString().slice(0, 10);
  // 30 February would be one in March.
  return iso === `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` ? iso : null;
}
/** A time as it is typed: `8:00`, `08:00`, `8h30`, `8h`, `0830`. @returns `HH:MM`, or null. */
export function parseTime(text: string): string | null {
  const found = /^\s*(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?\s*$/i.exec(text) ?? /^\s*(\d{2})(\d{2})\s*$/.exec(text);
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Minutes east of UTC that the clocks of a zone stand at an instant. */
function offsetAt(timeZone: string, at: number): number {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  clocks.set(timeZone, clock);
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000) / 60_000);
}
/** The instant of a day and a time on the clock of a zone, ISO 8601 with milliseconds; null if they are not ones. */
export function instantOf(day: string, time: string, timeZone: string): string | null {
  const [onDay, atTime] = [parseDay(day), parseTime(time)];
  if (onDay === null || atTime === null) return null;
  const wall = Date.parse(`${onDay}T${atTime}:00.000Z`);
  // Twice: near a change of clocks the first guess may stand on the other side of it.
  const guess = wall - offsetAt(timeZone, wall) * 60_000;
  return new Date(wall - offsetAt(timeZone, guess) * 60_000).toISOString();
}
/** Day (`YYYY-MM-DD`) and time (`HH:MM`) of an instant on the clock of a zone. */
export function wallOf(instant: string, timeZone: string): { readonly day: string; readonly time: string } {
  const at = Date.parse(instant);
  const wall = new Date(at + offsetAt(timeZone, at) * 60_000).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
}
/** Rules in force on the day of the meeting. */
export const inForceOn = (profiles: readonly ProfileVersion[], day: string) =>
  profiles.filter((one) => isInForce(one, day));

export type Missing = 'title' | 'day' | 'time' | 'place' | 'number';
/** What is still to be filled in, or is not one. */
export function missingIn({ title, day, time, place, number }: DraftMeeting): readonly Missing[] {
  return [
    ...(title.trim() === '' ? (['title'] as const) : []),
    ...(parseDay(day) === null ? (['day'] as const) : []),
    ...(parseTime(time) === null ? (['time'] as const) : []),
    ...(place.trim() === '' ? (['place'] as const) : []),
    ...(numberOf(number) === undefined ? (['number'] as const) : []),
  ];
}
/** Undefined: neither empty nor a number from 1 to 9999. */
function numberOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 9999 ? number : undefined;
}
/** What `meeting:create` and `meeting:amend` say of the meeting; null while something is missing. */
export function detailsOf(draft: DraftMeeting, timeZone: string): Details | null {
  const startsAt = instantOf(draft.day, draft.time, timeZone);
  if (startsAt === null || missingIn(draft).length > 0) return null;
  const { kind, title, place, roomId } = draft;
  return { kind, title, number: numberOf(draft.number) ?? null, startsAt, place, roomId: roomId || null };
}
