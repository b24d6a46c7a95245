import type { meetingTypes } from '@ecab/shared/meeting/slice';
import type { ProfileVersion } from '@ecab/shared/rules/read-profiles';

/** A new meeting as the form has it: day and time on the body's clock. */
export interface DraftMeeting {
  readonly kind: (typeof meetingTypes)[number];
  readonly title: string;
  readonly number: string;
  readonly day: string;
  readonly time: string;
  readonly place: string;
  readonly roomId: string;
  readonly chairId: string;
  readonly profileId: string;
}
/** The instant of a day and a time on a clock so many minutes east of UTC; null if they are not ones. */
export function instantOf(day: string, time: string, offsetMinutes: number): string | null {
  const at = Date.parse(`${day}T${time}:00.000Z`);
  return Number.isNaN(at) ? null : new Date(at - offsetMinutes * 60_000).toISOString();
}
/** Rules in force on the day of the meeting. */
export const inForceOn = (profiles: readonly ProfileVersion[], day: string) =>
  profiles.filter(({ validFrom, validTo }) => day >= validFrom && (validTo === null || day <= validTo));

/** The request of `meeting:create`; null while something is missing. */
export function requestOf(draft: DraftMeeting, offsetMinutes: number) {
  const startsAt = instantOf(draft.day, draft.time, offsetMinutes);
  const { kind, title, place, chairId, profileId, roomId } = draft;
  if (startsAt === null || [title, place, chairId, profileId].some((one) => one.trim() === '')) return null;
  const number = Number.parseInt(draft.number, 10);
  return {
    kind,
    title,
    place,
    chairId,
    profileId,
    startsAt,
    number: Number.isInteger(number) && number > 0 ? number : null,
    roomId: roomId || null,
  };
}
