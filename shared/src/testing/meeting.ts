import { grant, system, type Who } from '../access/can.js';
import type { ItemForm } from '../agenda/slice.js';
import { type Decision, decideAll, empty, type Folded, fold, type Sent } from '../ledger/batch.js';
import { canonical } from '../ledger/json.js';
import { type MeetingCommands, machines, type Room } from '../ledger/machines.js';
import type { Details } from '../meeting/slice.js';
import { versionIdOf } from '../papers/slice.js';
import type { Seat } from '../people/slice.js';
import type { Profile } from '../rules/profile.js';
import { province } from './profile.js';

/** Meetings as tests need them: made of commands alone, each asked of `grant` as at a door. */
export const meetingId = 'm1';
export const stream = `meeting/${meetingId}`;
export const incarnation = 'inc1';
export const startsAt = '2026-11-26T01:00:00.000Z';
export const machine = machines.meeting;
export const none: Folded<Room> = empty(machine);

/** Chair and head of the body is p0, the other members are p1, p2, … */
export const members = (n: number): string[] => Array.from({ length: n }, (_, i) => `p${i}`);
/**
 * Beside the members: secretaries s1 (acts for the chair, once delegated) and s2, the clerk k1, the guest g1 of item i5,
 * the guest g2 of block b3, the substitute u1, the observer o1. Never called: the administrator a1 and the stranger x1.
 */
const others: Readonly<Record<string, Seat>> = {
  s2: { role: 'secretary', items: [], standsFor: null },
  k1: { role: 'clerk', items: [], standsFor: null },
  g1: { role: 'guest', items: ['i5'], standsFor: null },
  g2: { role: 'guest', items: ['b3'], standsFor: null },
  u1: { role: 'guest', items: 'open', standsFor: 'p1' },
  o1: { role: 'guest', items: 'open', standsFor: null },
};
/** Who asks under this name. `d1` is the display of the meeting's room, `d2` that of another. */
export function who(personId: string): Who {
  if (personId === 'system') return system;
  const office = { s: 'secretary', k: 'clerk', a: 'admin' } as const;
  const role = office[personId[0] as keyof typeof office];
  return { personId, bodyRoles: role ? [role] : [], displayOf: { d1: 'r1', d2: 'r2' }[personId] ?? null };
}

const item = (itemId: string, fields: Partial<ItemForm>): ItemForm => ({
  itemId,
  title: `Nội dung ${itemId}`,
  kind: 'decision',
  presenterId: null,
  unit: 'Sở Tài chính',
  minutes: 10,
  parent: null,
  vote: 'open',
  audience: 'everyone',
  note: '',
  ...fields,
});
/** i1 is for information, i2 to vote on, b3 a block of three, i4 personnel by paper ballot and for members, i5 has a guest. */
export const items: readonly ItemForm[] = [
  item('i1', { kind: 'information', vote: 'none', presenterId: 'p1' }),
  item('i2', { kind: 'draftResolution', presenterId: 'p2' }),
  item('b3', { kind: 'consentBlock' }),
  item('b3a', { parent: 'b3' }),
  item('b3b', { parent: 'b3' }),
  item('b3c', { parent: 'b3' }),
  item('i4', { kind: 'personnel', vote: 'paper', audience: 'members' }),
  item('i5', { presenterId: 'g1' }),
];

let made = 0;
/** A command of `actor`, complete as the server has it. @throws TypeError if the request does not fit its form. */
export function sent<Name extends keyof MeetingCommands & string>(
  actor: string,
  name: Name,
  request = {} as MeetingCommands[Name],
  commandId = `c${++made}`,
): Sent<Room> {
  const parsed = machine.parse(name, request, true);
  if (typeof parsed === 'string') throw new TypeError(`${name}: ${parsed}`);
  return { ...parsed, commandId, actor, may: (room) => grant('meeting', room, who(actor), name) };
}

/** Decides a batch and folds what it made. `said`: per command, 'ok' or the refusal. */
export function run(folded: Folded<Room>, batch: readonly Sent<Room>[], now = startsAt) {
  const { answers, bytes, after: decided, faults } = decideAll(machine, folded, batch, now, { stream, incarnation });
  const next = bytes ? fold(machine, folded, bytes) : folded;
  // The server goes on with what was decided, every other reader with what the bytes say.
  if (bytes && canonical(decided) !== canonical(next)) throw new Error('decided one thing, recorded another');
  return { answers, bytes, faults, said: answers.map(said), folded: next, room: next.state };
}
export const said = (answer: Decision): string => (answer.ok ? 'ok' : answer.refusal);
/** The state after commands that must all be accepted. @throws Error naming the one that was not. */
export function after(folded: Folded<Room>, ...batch: readonly Sent<Room>[]): Folded<Room> {
  const done = run(folded, batch);
  done.said.forEach((one, i) => {
    if (one !== 'ok') throw new Error(`${batch[i]?.actor} ${batch[i]?.name}: ${one}`, { cause: done.faults[0]?.fault });
  });
  return done.folded;
}
/** What one command is answered. */
export const ask = (folded: Folded<Room>, one: Sent<Room>): string => run(folded, [one]).said[0] ?? '';

export const hash = (digit: string): string => digit.repeat(64);
/** A paper as a checked upload adds it. `digit` makes the hash, so that another one is another file. */
export const paper = (paperId: string, itemId: string, digit = 'a', actor = 's1') =>
  sent(actor, 'paper:add', {
    paperId,
    itemId,
    title: `Tài liệu ${paperId}`,
    sha256: hash(digit),
    sizeBytes: 1000,
    pages: 3,
    needsPassword: false,
    text: hash('0'),
    filename: `${paperId}.pdf`,
  });
export const versionId = (paperId: string, version = 1): string => versionIdOf(meetingId, paperId, version);

export const details: Details = {
  kind: 'regularSession',
  title: 'Phiên họp thường kỳ tháng 11',
  number: 8,
  startsAt,
  place: 'Phòng họp số 1',
  roomId: 'r1',
};
/** A draft of n members, made by secretary s1, everybody called, a paper to every item but the block. */
export const draft = (n: number): Sent<Room>[] => [
  sent('s1', 'meeting:create', {
    meetingId,
    ...details,
    chairId: 'p0',
    bodyId: 'ubnd',
    headId: 'p0',
    profile: province,
    offsetMinutes: 420,
  }),
  sent('s1', 'person:call', {
    people: [
      ...members(n)
        .slice(1)
        .map((personId) => ({ personId, role: 'member' as const, items: [], standsFor: null })),
      ...Object.entries(others).map(([personId, seat]) => ({ personId, ...seat })),
    ],
  }),
  ...items.filter(({ kind }) => kind !== 'consentBlock').map(({ itemId }) => paper(`t-${itemId}`, itemId)),
];
/** Published and sent. */
export const sending = (): Sent<Room>[] => [
  sent('s1', 'agenda:publish', { digest: hash('d'), items: [...items] }),
  sent('s1', 'papers:send', { reason: '' }),
];
/** Checked in `present` of the n, s1 delegated. */
export const checkingIn = (present: number): Sent<Room>[] => [
  sent('s1', 'attendance:open'),
  sent('p0', 'meeting:delegate', { personId: 's1' }),
  ...members(present).map((personId) => sent(personId, 'attendance:check-in')),
];
/** In session, with i2 on the table. */
export const opening = (n: number, present = n): Sent<Room>[] => [
  ...draft(n),
  ...sending(),
  ...checkingIn(present),
  sent('p0', 'session:open', { withoutVoting: false }),
  sent('p0', 'item:call', { itemId: 'i2' }),
];
/** The same meeting, made under other rules. */
export const under = (rules: Profile, steps: readonly Sent<Room>[]): Sent<Room>[] =>
  steps.map((one) => (one.name === 'meeting:create' ? { ...one, request: { ...one.request, profile: rules } } : one));
export const session = (n: number, present = n): Folded<Room> => after(none, ...opening(n, present));

export const put = (itemId = 'i2', pollId = 'v1', more: Partial<MeetingCommands['poll:open']> = {}) =>
  sent('p0', 'poll:open', {
    pollId,
    itemId,
    question: 'Thông qua?',
    kind: 'open',
    settles: true,
    repeats: null,
    ...more,
  });
export const cast = (actor: string, choice: 'approve' | 'reject' | 'not_voting', pollId = 'v1', commandId?: string) =>
  sent(actor, 'ballot:cast', { pollId, choice }, commandId);
export const close = (pollId = 'v1') => sent('p0', 'poll:close', { pollId });
export const announce = (pollId = 'v1') => sent('p0', 'poll:announce', { pollId });
export const conclude = (
  itemId: string,
  outcome: MeetingCommands['item:conclude']['outcome'],
  more: Partial<MeetingCommands['item:conclude']> = {},
) => sent('p0', 'item:conclude', { itemId, outcome, text: 'Kết luận', tasks: [], ...more });
