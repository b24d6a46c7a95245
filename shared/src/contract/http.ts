import type { Person, RoomPlace } from '../body/slice.js';
import type { MeetingState } from '../meeting/slice.js';
import type { LedgerFact } from '../minutes/facts.js';
import type { ProfileVersion } from '../rules/read-profiles.js';
import type { Calendar } from '../rules/working-days.js';

/** What the HTTP doors answer, beside `{ ok: false, refusal }`. Identity has a contract of its own. */
export interface BodyAnswer {
  readonly ok: true;
  readonly name: string;
  readonly shortName: string;
  readonly timeZone: string;
  readonly offsetMinutes: number;
}
export type RosterPerson = Omit<Person, 'signIn'>;
export interface RosterAnswer {
  readonly ok: true;
  readonly bodyId: string;
  readonly people: readonly RosterPerson[];
  readonly rooms: readonly RoomPlace[];
  /** Days, `YYYY-MM-DD`; `validTo` null: in force. */
  readonly profiles: readonly ProfileVersion[];
  readonly profileId: string;
  /** The body's days off and the days worked instead. */
  readonly calendar: Calendar;
  readonly headId: string | null;
}
/** A meeting as the lists show it to this person. */
export interface MeetingRow {
  readonly meetingId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly place: string;
  readonly roomId: string | null;
  readonly state: MeetingState;
  readonly chairId: string;
  readonly items: number;
  readonly papersSentAt: string | null;
  /** The day by which papers were due and had not been sent; told to the secretariat. */
  readonly papersOverdue: string | null;
  /** Text of the minutes can be read. */
  readonly minutes: string;
}
export interface MeetingsAnswer {
  readonly ok: true;
  readonly meetings: readonly MeetingRow[];
  /** Cursor of the next page, null at the end. */
  readonly next: string | null;
}
export interface TaskRow {
  readonly taskId: string;
  readonly text: string;
  readonly lead: { readonly personId: string | null; readonly agency: string };
  readonly coLeads: readonly string[];
  readonly product: string;
  readonly deadline: string;
  readonly issuedOn: string;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly completedOn: string | null;
  readonly meetingId: string;
  readonly itemId: string;
  readonly itemTitle: string;
}
export interface TasksAnswer {
  readonly ok: true;
  readonly tasks: readonly TaskRow[];
  readonly next: string | null;
}
/** The events of a meeting as they stand beside its minutes. */
export interface LedgerAnswer {
  readonly ok: true;
  readonly facts: readonly LedgerFact[];
  readonly head: { readonly seq: number; readonly hash: string } | null;
}
export interface UploadAnswer {
  readonly ok: true;
  readonly at: { readonly stream: string; readonly seq: number };
  readonly paperId: string;
}
/** What a screen in a room shows. */
export interface ScreenAnswer {
  readonly ok: true;
  readonly room: RoomPlace;
  /** The meeting of today in this room that is under way or next; null: none. */
  readonly meetingId: string | null;
  /** Of the people called to that meeting: a screen has no roster. */
  readonly names: Readonly<Record<string, { readonly name: string; readonly position: string }>>;
}
