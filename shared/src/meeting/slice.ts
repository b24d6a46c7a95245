import { z } from 'zod';
import type { Events as AgendaEvents } from '../agenda/slice.js';
import type { Events as ArchiveEvents } from '../archive/slice.js';
import { type Attendance, type Events as AttendanceEvents, quorum } from '../attendance/slice.js';
import { day, id, instant, line } from '../kit/forms.js';
import type { Asked, Decide, Decided, Earlier, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { Events as PapersEvents } from '../papers/slice.js';
import { type People, type Events as PeopleEvents, seatOf } from '../people/slice.js';
import { type Profile, profile } from '../rules/profile.js';
import type { Audience } from '../sync/audience.js';
import { openPoll, pollInTheWay, type Voting } from '../voting/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

export const meetingTypes = ['regularSession', 'thematic', 'extraordinary', 'conference'] as const;
export const states = [
  'none',
  'draft',
  'convened',
  'checkin',
  'in_session',
  'paused',
  'closed',
  'archived',
  'cancelled',
] as const;
export type MeetingState = (typeof states)[number];

const details = {
  kind: z.enum(meetingTypes),
  title: line(500),
  number: z.int().positive().max(9999).nullable(),
  startsAt: instant,
  place: line(300),
  roomId: id.nullable(),
};
export type Details = z.infer<z.ZodObject<typeof details>>;

/** What the meeting is, where it stands, and the rules that hold in it as pinned when it was created. */
export interface Meeting extends Details {
  readonly meetingId: string;
  readonly state: MeetingState;
  readonly bodyId: string;
  readonly chairId: PersonId;
  /** The head of the body in person, whose side settles a tie; null where the body has none. */
  readonly headId: PersonId | null;
  readonly profile: Profile | null;
  /** Minutes east of UTC of the body's clock, for days and times in papers. */
  readonly offsetMinutes: number;
  /** Secretaries who may act for the chair. */
  readonly delegates: readonly PersonId[];
  /** Opened without a quorum, by the chair's word: no poll may open ("họp không biểu quyết"). */
  readonly withoutVoting: boolean;
  readonly convenedAt: string | null;
  readonly papersSentAt: string | null;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** The day by which papers were due and had not been sent. */
  readonly papersOverdue: string | null;
}
export const initial: Meeting = {
  meetingId: '',
  state: 'none',
  kind: 'regularSession',
  title: '',
  number: null,
  startsAt: '',
  place: '',
  roomId: null,
  bodyId: '',
  chairId: '',
  headId: null,
  profile: null,
  offsetMinutes: 0,
  delegates: [],
  withoutVoting: false,
  convenedAt: null,
  papersSentAt: null,
  openedAt: null,
  closedAt: null,
  papersOverdue: null,
};

const created = {
  meetingId: id,
  ...details,
  chairId: id,
  bodyId: id,
  headId: id.nullable(),
  profile,
  offsetMinutes: z.int(),
};
export const requests = {
  'meeting:create': z.strictObject(created),
  'meeting:amend': z.strictObject({ ...details }),
  'meeting:delegate': z.strictObject({ personId: id }),
  'meeting:undelegate': z.strictObject({ personId: id }),
  'meeting:cancel': z.strictObject({ reason: line(1000) }),
  'materials:warn': z.strictObject({ due: day }),
  'session:open': z.strictObject({ withoutVoting: z.boolean() }),
  'session:pause': z.strictObject({}),
  'session:resume': z.strictObject({}),
  'session:close': z.strictObject({}),
};
export interface Requests extends Fields<typeof requests> {}
/** A secretary names the profile; its rules, the head and the clock are added from the body's own stream. */
export const asked: Asked<Requests> = {
  'meeting:create': z.strictObject({ ...details, chairId: id, profileId: z.string().max(100) }),
};
export const events = {
  'meeting:created': z.strictObject({ ...created, secretaryId: id }),
  'meeting:amended': z.strictObject({ ...details }),
  'meeting:delegated': z.strictObject({ personId: id }),
  'meeting:undelegated': z.strictObject({ personId: id }),
  'meeting:cancelled': z.strictObject({ reason: z.string() }),
  'materials:overdue': z.strictObject({ due: day }),
  'session:opened': z.strictObject({
    present: z.int(),
    base: z.int(),
    needed: z.int(),
    withoutVoting: z.boolean(),
  }),
  'session:paused': z.strictObject({}),
  'session:resumed': z.strictObject({}),
  'session:closed': z.strictObject({ present: z.int(), base: z.int() }),
};
export interface Events extends Fields<typeof events> {}
// Version 1 pinned the ordinary majority alone, and one notice for the papers of every kind of meeting.
export const earlier: Earlier<Events> = {
  'meeting:created': [
    (v1) => {
      const profile = v1.profile as { notice: object };
      const notice = { ...profile.notice, materialsExtraDays: null };
      return { ...v1, profile: { ...profile, matters: [], notice } };
    },
  ],
};
type Refusal = keyof typeof vi.refusals | 'no-quorum' | 'poll-open' | 'poll-not-announced';
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
  readonly attendance: Attendance;
  readonly voting: Voting;
}

/** In session, running or paused. */
export const isSitting = ({ state }: Meeting) => state === 'in_session' || state === 'paused';
/** Working days before the meeting by which its papers are sent; null where its profile has none. */
export function materialsDays({ kind, profile }: Pick<Meeting, 'kind' | 'profile'>): number | null {
  if (!profile) return null;
  const { materialsWorkingDays, materialsExtraDays } = profile.notice;
  return kind === 'extraordinary' ? (materialsExtraDays ?? materialsWorkingDays) : materialsWorkingDays;
}

/** Archived or called off: nothing of it changes any more. */
export const hasEnded = ({ state }: Meeting) => state === 'archived' || state === 'cancelled';

export const decide: Decide<Reads, Requests, Decision> = {
  'meeting:create': ({ meeting }, request, { actor }): Decision =>
    meeting.state === 'none' ? [{ type: 'meeting:created', ...request, secretaryId: actor }] : 'already-created',
  'meeting:amend': ({ meeting }, request): Decision =>
    meeting.state === 'draft' || meeting.state === 'convened'
      ? [{ type: 'meeting:amended', ...request }]
      : 'wrong-state',
  'meeting:delegate': ({ meeting, people }, { personId }): Decision => {
    if (hasEnded(meeting)) return 'wrong-state';
    if (seatOf(people, personId)?.role !== 'secretary') return 'not-a-secretary';
    if (meeting.delegates.includes(personId)) return 'already-delegated';
    return [{ type: 'meeting:delegated', personId }];
  },
  'meeting:undelegate': ({ meeting }, { personId }): Decision => {
    if (hasEnded(meeting)) return 'wrong-state';
    return meeting.delegates.includes(personId) ? [{ type: 'meeting:undelegated', personId }] : 'not-a-secretary';
  },
  'meeting:cancel': ({ meeting }, { reason }): Decision =>
    meeting.state === 'draft' || meeting.state === 'convened' || meeting.state === 'checkin'
      ? [{ type: 'meeting:cancelled', reason }]
      : 'wrong-state',
  'materials:warn': ({ meeting }, { due }): Decision => {
    if (meeting.state !== 'draft' && meeting.state !== 'convened') return 'wrong-state';
    if (meeting.papersSentAt !== null || meeting.papersOverdue === due) return 'nothing-due';
    return [{ type: 'materials:overdue', due }];
  },
  'session:open': (room, { withoutVoting }): Decision => {
    if (room.meeting.state !== 'checkin') return 'wrong-state';
    const here = quorum(room);
    if (!here.met && !withoutVoting) return 'no-quorum';
    const { present, base, needed } = here;
    return [{ type: 'session:opened', present, base, needed, withoutVoting: !here.met }];
  },
  'session:pause': ({ meeting, voting }): Decision => {
    if (meeting.state !== 'in_session') return 'wrong-state';
    return openPoll(voting) ? 'poll-open' : [{ type: 'session:paused' }];
  },
  'session:resume': ({ meeting }): Decision =>
    meeting.state === 'paused' ? [{ type: 'session:resumed' }] : 'wrong-state',
  'session:close': (room): Decision => {
    if (!isSitting(room.meeting)) return 'wrong-state';
    const inTheWay = pollInTheWay(room.voting);
    if (inTheWay) return inTheWay;
    const { present, base } = quorum(room);
    return [{ type: 'session:closed', present, base }];
  },
};

const withoutDelegates = (meeting: Meeting, gone: readonly string[]): Meeting => ({
  ...meeting,
  delegates: meeting.delegates.filter((one) => !gone.includes(one)),
});
export const evolve: Evolve<
  Meeting,
  Events &
    Pick<AgendaEvents, 'agenda:published'> &
    Pick<PapersEvents, 'papers:sent'> &
    Pick<PeopleEvents, 'person:called' | 'person:released'> &
    Pick<AttendanceEvents, 'attendance:opened'> &
    Pick<ArchiveEvents, 'meeting:archived'>
> = {
  'meeting:created': (_, { secretaryId: _secretary, ...fields }) => ({ ...initial, ...fields, state: 'draft' }),
  'meeting:amended': (meeting, fields) => ({ ...meeting, ...fields }),
  'meeting:delegated': (meeting, { personId }) => ({ ...meeting, delegates: [...meeting.delegates, personId] }),
  'meeting:undelegated': (meeting, { personId }) => withoutDelegates(meeting, [personId]),
  // Who acts for the chair is one of the meeting's secretaries, and no longer than that.
  'person:called': (meeting, { people }) =>
    withoutDelegates(
      meeting,
      people.filter(({ role }) => role !== 'secretary').map(({ personId }) => personId),
    ),
  'person:released': (meeting, { personId }) => withoutDelegates(meeting, [personId]),
  'meeting:cancelled': (meeting) => ({ ...meeting, state: 'cancelled' }),
  'materials:overdue': (meeting, { due }) => ({ ...meeting, papersOverdue: due }),
  'agenda:published': (meeting, _, { at }) => ({ ...meeting, state: 'convened', convenedAt: at }),
  'papers:sent': (meeting, _, { at }) => ({ ...meeting, papersSentAt: at, papersOverdue: null }),
  'attendance:opened': (meeting) => ({ ...meeting, state: 'checkin' }),
  'session:opened': (meeting, { withoutVoting }, { at }) => ({
    ...meeting,
    state: 'in_session',
    withoutVoting,
    openedAt: at,
  }),
  'session:paused': (meeting) => ({ ...meeting, state: 'paused' }),
  'session:resumed': (meeting) => ({ ...meeting, state: 'in_session' }),
  'session:closed': (meeting, _, { at }) => ({ ...meeting, state: 'closed', closedAt: at }),
  'meeting:archived': (meeting) => ({ ...meeting, state: 'archived' }),
};

export type MeetingEntity = Omit<Meeting, 'papersOverdue' | 'delegates'> &
  Partial<Pick<Meeting, 'papersOverdue' | 'delegates'>>;
/** `meeting`: all of it for chair and secretaries; the others are not told of deadlines missed or of who is delegated. */
export const project = ({ meeting }: Pick<Reads, 'meeting'>, audience: Audience): { meeting: MeetingEntity } => {
  if (audience === 'chair') return { meeting };
  const { papersOverdue: _overdue, delegates: _delegates, ...told } = meeting;
  return { meeting: told };
};
