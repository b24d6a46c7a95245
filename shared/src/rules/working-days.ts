/** A body's days off beside Saturdays and Sundays, and the weekend days worked instead; `YYYY-MM-DD`. Data, editable. */
export interface Calendar {
  readonly holidays: readonly string[];
  readonly swapDays: readonly string[];
}

const DAY_MS = 86_400_000;
const atMidnight = (day: string) => Date.parse(`${day}T00:00:00Z`);
const shift = (day: string, days: number) => new Date(atMidnight(day) + days * DAY_MS).toISOString().slice(0, 10);

export function isWorkingDay(day: string, { holidays, swapDays }: Calendar): boolean {
  if (swapDays.includes(day)) return true;
  const weekday = new Date(atMidnight(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(day);
}

/** Working days after `from` up to and including `to`; negative if `to` lies before. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = from; day < to; ) {
    day = shift(day, 1);
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** The last day on which `days` working days still lie before `day`: papers for a meeting on it are sent by then. */
export function workingDaysBefore(day: string, days: number, calendar: Calendar): string {
  let left = days;
  let at = day;
  while (left > 0) {
    if (isWorkingDay(at, calendar)) left -= 1;
    at = shift(at, -1);
  }
  return at;
}

/** The calendar day of an instant in a fixed-offset zone; `offsetMinutes` is +420 for Vietnam. */
export const dayAt = (instant: string, offsetMinutes: number): string =>
  new Date(Date.parse(instant) + offsetMinutes * 60_000).toISOString().slice(0, 10);
