import { type Calendar, workingDaysBetween } from '../rules/working-days.js';

export type TaskStatus = 'notDue' | 'dueSoon' | 'late' | 'doneOnTime' | 'doneLate' | 'cancelled';
/** Working days before the deadline from which a task counts as due soon (RULES.md c6). */
const SOON = 3;

interface Dated {
  readonly state: 'open' | 'done' | 'cancelled';
  readonly deadline: string;
  readonly completedOn: string | null;
}
/**
 * How a task stands on a day.
 * @param today `YYYY-MM-DD` on the body's clock.
 * @returns `days`: calendar days late, for `late` only, else 0.
 */
export function taskStatus(
  { state, deadline, completedOn }: Dated,
  today: string,
  calendar: Calendar,
): { readonly status: TaskStatus; readonly days: number } {
  if (state === 'cancelled') return { status: 'cancelled', days: 0 };
  if (state === 'done') return { status: (completedOn ?? today) <= deadline ? 'doneOnTime' : 'doneLate', days: 0 };
  if (today > deadline)
    return { status: 'late', days: Math.round((Date.parse(today) - Date.parse(deadline)) / 86_400_000) };
  return { status: workingDaysBetween(today, deadline, calendar) <= SOON ? 'dueSoon' : 'notDue', days: 0 };
}
