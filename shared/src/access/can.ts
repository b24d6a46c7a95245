import { openTo } from '../agenda/guests.js';
import type { BodyRole } from '../body/slice.js';
import type { Grant } from '../ledger/batch.js';
import type {
  BodyCommands,
  Kind,
  MeetingCommands,
  RegisterCommands,
  Room,
  States,
  TaskCommands,
} from '../ledger/machines.js';
import type { PersonId } from '../ledger/slice.js';
import { isEditable } from '../minutes/slice.js';
import { versionIn } from '../papers/slice.js';
import { seatOf } from '../people/slice.js';
import type { Audience } from '../sync/audience.js';

/** Who asks, as the connection knows: a person with what he does for the body, or a device in a room, or the server. */
export interface Who {
  readonly personId: PersonId;
  readonly bodyRoles: readonly BodyRole[];
  /** The room whose display this device is; null for people. */
  readonly displayOf: string | null;
}
export const system: Who = { personId: 'system', bodyRoles: [], displayOf: null };

/** A role in a meeting or, for streams without seats, in the body. `lead`: the person who leads a task. */
export const accessRoles = [
  'chair',
  'secretary',
  'clerk',
  'member',
  'guest',
  'display',
  'system',
  'admin',
  'lead',
] as const;
export type AccessRole = (typeof accessRoles)[number];

const room: readonly AccessRole[] = ['chair', 'secretary', 'member', 'guest'];
const voters: readonly AccessRole[] = ['chair', 'member'];
const staff: readonly AccessRole[] = ['chair', 'secretary'];
const chair: readonly AccessRole[] = ['chair'];
const office: readonly AccessRole[] = ['secretary'];
const server: readonly AccessRole[] = ['system'];

/** Who may order what in which kind of stream. A command without a line here does not compile. */
export const commandRoles: {
  readonly meeting: { readonly [Name in keyof MeetingCommands]: readonly AccessRole[] };
  readonly body: { readonly [Name in keyof BodyCommands]: readonly AccessRole[] };
  readonly register: { readonly [Name in keyof RegisterCommands]: readonly AccessRole[] };
  readonly task: { readonly [Name in keyof TaskCommands]: readonly AccessRole[] };
} = {
  meeting: {
    'meeting:create': office,
    'meeting:amend': office,
    'meeting:delegate': chair,
    'meeting:undelegate': chair,
    'meeting:cancel': staff,
    'materials:warn': server,
    'session:open': chair,
    'session:pause': chair,
    'session:resume': chair,
    'session:close': chair,
    'person:call': office,
    'person:release': office,
    'attendance:open': staff,
    'attendance:check-in': room,
    'attendance:record': staff,
    'attendance:excuse': office,
    'attendance:leave': room,
    'attendance:depart': staff,
    'attendance:admit': staff,
    'attendance:dismiss': staff,
    'agenda:publish': office,
    'item:add': staff,
    'item:amend': office,
    'item:call': chair,
    'item:close-doors': chair,
    'item:open-doors': chair,
    'paper:add': office,
    'paper:retitle': office,
    'paper:move': office,
    'paper:remove': office,
    'papers:send': office,
    'presenter:take': room,
    'presenter:hand': staff,
    'presenter:release': room,
    'presenter:lapse': server,
    'floor:ask': room,
    'floor:withdraw': room,
    'floor:give': chair,
    'floor:end': room,
    'floor:move': chair,
    'speech:summarise': office,
    'poll:open': chair,
    'ballot:cast': voters,
    'poll:close': chair,
    'poll:announce': chair,
    'poll:abort': chair,
    'poll:record': office,
    'poll:confirm': chair,
    'item:conclude': chair,
    'conclusion:revise': staff,
    'minutes:draft': office,
    'minutes:release': office,
    'minutes:approve': staff,
    'minutes:issue': ['clerk'],
    'minutes:number': server,
    'minutes:store': server,
    'meeting:archive': ['secretary', 'clerk'],
    'archive:store': server,
    'head:sign': server,
  },
  body: {
    'body:found': server,
    'body:head': ['admin'],
    'calendar:set': ['admin', 'secretary'],
    // The first administrator comes of the system: there is nobody yet who could add anybody.
    'roster:add': ['admin', 'system'],
    'roster:amend': ['admin'],
    'roster:remove': ['admin'],
    'room:add': ['admin'],
  },
  register: { 'document:register': ['clerk'], 'number:allocate': server },
  task: {
    'task:open': server,
    'task:report': ['lead', 'secretary'],
    'task:complete': ['lead', 'secretary'],
    'task:cancel': office,
  },
};

/** What rights in a meeting rest on: no ballot and no presence changes who may see what. */
const standing = ['meeting', 'people', 'agenda', 'papers', 'minutes', 'presenter'] as const;
export type Standing = Pick<Room, (typeof standing)[number]>;
/**
 * Nobody's rights differ between the two. Asked of 500 tablets at each of 500 ballots a second, who sees what was a
 * tenth of the server's work; no ballot changes the answer.
 */
export const standsAlike = (one: Standing, other: Standing): boolean =>
  standing.every((slice) => one[slice] === other[slice]);

/** What may be done beside commands: reading, and writing into docs. */
export const actions = [
  'meeting:see',
  'paper:read',
  'paper:upload',
  'ink:private',
  'ink:shared',
  'agenda:read',
  'agenda:write',
  'minutes:read',
  'minutes:write',
  'minutes:export',
  'ledger:read',
  'sealed:read',
  'rescue:give',
  'rescue:merge',
  'follow:send',
] as const;
export type Action = (typeof actions)[number];
interface Line {
  readonly roles: readonly AccessRole[];
  /** Asked beside the role: the state of the meeting, or what `about` names. */
  readonly when?: (room: Standing, who: Who, about: string) => boolean;
}
const everyone: readonly AccessRole[] = ['chair', 'secretary', 'clerk', 'member', 'guest', 'display'];
const open = ({ meeting }: Standing) => meeting.state !== 'archived' && meeting.state !== 'cancelled';
/** What was never convened, a draft or one that was cancelled, is the staff's alone. */
const visible = (room: Standing, who: Who) =>
  room.meeting.state !== 'none' && (room.meeting.convenedAt !== null || isStaff(room, who));
const readsPaper = (room: Standing, who: Who, versionId: string): boolean => {
  const found = versionIn(room.papers, versionId);
  const audience = audienceOf(room, who);
  if (!found || audience === null) return false;
  if (typeof audience === 'object' && !audience.items.has(found.paper.itemId)) return false;
  return audience === 'chair' || room.meeting.papersSentAt !== null;
};
const released = ({ minutes }: Standing) => minutes.state !== 'none' && minutes.state !== 'draft';

/** Beside roles, a line may ask for more. An action without a line here does not compile. */
const actionLines: { readonly [Name in Action]: Line } = {
  'meeting:see': { roles: everyone, when: visible },
  'paper:read': { roles: ['chair', 'secretary', 'clerk', 'member', 'guest'], when: readsPaper },
  'paper:upload': { roles: office, when: open },
  'ink:private': { roles: room, when: readsPaper },
  'ink:shared': { roles: room, when: (state, who, about) => open(state) && readsPaper(state, who, about) },
  'agenda:read': { roles: staff },
  'agenda:write': { roles: office, when: ({ meeting }) => meeting.state === 'draft' },
  'minutes:read': {
    roles: ['chair', 'secretary', 'clerk', 'member'],
    when: (state, who) => state.minutes.state !== 'none' && (released(state) || isStaff(state, who)),
  },
  'minutes:write': { roles: office, when: ({ minutes }) => isEditable(minutes) },
  'minutes:export': { roles: ['chair', 'secretary', 'clerk', 'member'], when: released },
  'ledger:read': { roles: staff },
  'sealed:read': { roles: staff },
  // Whoever may have had a copy of an agenda or of minutes. The meeting may be one that this store has never heard of.
  'rescue:give': { roles: ['chair', 'secretary', 'clerk', 'member'] },
  'rescue:merge': { roles: office },
  'follow:send': { roles: room, when: ({ presenter }, { personId }) => presenter.holder === personId },
};

/** All that somebody is in a meeting. Nobody is anything before it was created, but for the secretariat. */
export function rolesIn({ people, meeting }: Standing, who: Who): readonly AccessRole[] {
  if (who === system) return ['system'];
  if (who.displayOf !== null) return who.displayOf === meeting.roomId ? ['display'] : [];
  const seat = seatOf(people, who.personId);
  const office = who.bodyRoles.filter((role) => role === 'secretary' || role === 'clerk');
  return [...new Set([...(seat ? [seat.role] : []), ...office])];
}
const isStaff = (room: Standing, who: Who) =>
  rolesIn(room, who).some((role) => role === 'chair' || role === 'secretary');

/**
 * For whom this person's board is made; null if he may see nothing. Observers and substitutes are guests of all items that
 * are not closed to them (agenda/guests).
 */
export function audienceOf(room: Standing, who: Who): Audience | null {
  if (!visible(room, who)) return null;
  const roles = rolesIn(room, who);
  if (roles.includes('chair') || roles.includes('secretary')) return 'chair';
  if (roles.includes('member') || roles.includes('clerk')) return 'all';
  if (roles.includes('display')) return { items: openTo(room.agenda, 'open') };
  if (!roles.includes('guest')) return null;
  return { items: openTo(room.agenda, seatOf(room.people, who.personId)?.items ?? []) };
}

/** The one answer of every door to an action in a meeting. `about`: the version that a paper action is about. */
export function can(room: Standing, who: Who, action: Action, about = ''): boolean {
  const { roles, when } = actionLines[action];
  if (!rolesIn(room, who).some((role) => roles.includes(role))) return false;
  return when ? when(room, who, about) : true;
}

const rolesAt: { readonly [K in Kind]: (state: States[K], who: Who) => readonly AccessRole[] } = {
  meeting: rolesIn,
  body: (_, who) => (who === system ? ['system'] : who.bodyRoles),
  register: (_, who) => (who === system ? ['system'] : who.bodyRoles),
  task: ({ tasks }, who) => {
    if (who === system) return ['system'];
    return tasks.task?.lead.personId === who.personId ? ['lead', ...who.bodyRoles] : who.bodyRoles;
  },
};

/**
 * The one answer of every door to a command: allowed, allowed for the chair to a delegated secretary, or null. Deny by
 * default: an unknown name, a display, a stranger, an administrator get null.
 */
export function grant<K extends Kind>(kind: K, state: States[K], who: Who, name: string): Grant | null {
  // A display shows; it orders nothing.
  if (who.displayOf !== null) return null;
  const lines: Readonly<Record<string, readonly AccessRole[]>> = commandRoles[kind];
  const allowed = Object.hasOwn(lines, name) ? (lines[name] ?? []) : [];
  const roles = rolesAt[kind](state, who);
  if (roles.some((role) => allowed.includes(role))) return {};
  if (kind !== 'meeting' || !allowed.includes('chair')) return null;
  const { meeting } = state as Room;
  const delegated = roles.includes('secretary') && meeting.delegates.includes(who.personId);
  return delegated && name !== 'meeting:delegate' && name !== 'meeting:undelegate' && name !== 'ballot:cast'
    ? { onBehalfOf: meeting.chairId }
    : null;
}

/** The right terms by which the archive's rows are found (server/archive): what may see them, said as terms. */
export const rightsOf = (who: Who, votes: boolean): readonly string[] => [
  ...(who.displayOf === null ? [`who:${who.personId}`] : []),
  ...who.bodyRoles.filter((role) => role !== 'admin').map((role) => `role:${role}`),
  ...(votes ? ['role:member'] : []),
];
