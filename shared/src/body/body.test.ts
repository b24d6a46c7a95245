import { expect, test } from 'vitest';
import { grant, system, type Who } from '../access/can.js';
import { decideAll, empty, type Folded, fold } from '../ledger/batch.js';
import { type BodyCommands, type BodyState, machines } from '../ledger/machines.js';
import type { Person } from './slice.js';

const machine = machines.body;
type State = Folded<BodyState>;
const admin: Who = { personId: 'a1', bodyRoles: ['admin'], displayOf: null };
let made = 0;
function run<Name extends keyof BodyCommands & string>(
  state: State,
  who: Who,
  name: Name,
  request: BodyCommands[Name],
) {
  const one = {
    name,
    request,
    commandId: `c${++made}`,
    actor: who.personId,
    may: (body: BodyState) => grant('body', body, who, name),
  };
  const { answers, bytes } = decideAll(machine, state, [one], '2026-11-26T01:00:00.000Z', {
    stream: 'body/b',
    incarnation: 'i',
  });
  const [answer] = answers;
  return { state: bytes ? fold(machine, state, bytes) : state, said: answer?.ok ? 'ok' : (answer?.refusal ?? '') };
}
const about = {
  bodyId: 'b',
  name: 'UBND tỉnh Sông Vân',
  shortName: 'UBND tỉnh',
  symbolSuffix: 'UBND',
  locality: 'Khuê Lĩnh',
  timeZone: 'Asia/Ho_Chi_Minh',
  offsetMinutes: 420,
  headId: null,
  profileId: 'vn.ubnd.province@2025',
};
const person = (personId: string, more: Partial<Person> = {}): Person => ({
  personId,
  fullName: 'Nguyễn Văn Khiêu',
  displayName: null,
  sortKey: 'Khiêu Nguyễn Văn',
  position: 'Chủ tịch',
  agency: 'UBND tỉnh',
  signIn: personId,
  roles: [],
  votes: true,
  seat: 1,
  standsFor: null,
  ...more,
});
const founded = run(empty(machine), system, 'body:found', about).state;
const one = run(founded, admin, 'roster:add', { person: person('p0') }).state;

test('a body is founded once, by the server', () => {
  expect(run(empty(machine), admin, 'body:found', about).said).toBe('not-allowed');
  expect(run(founded, system, 'body:found', about).said).toBe('body-exists');
});
test('nobody has the sign-in name of another, whatever its case', () => {
  const add = (who: Person) => run(one, admin, 'roster:add', { person: who }).said;
  expect(add(person('p0'))).toBe('person-exists');
  expect(add(person('p1', { signIn: 'P0' }))).toBe('sign-in-taken');
  expect(add(person('p1'))).toBe('ok');
  const two = run(one, admin, 'roster:add', { person: person('p1') }).state;
  expect(run(two, admin, 'roster:amend', { person: person('p1', { signIn: 'p0' }) }).said).toBe('sign-in-taken');
  expect(run(two, admin, 'roster:amend', { person: person('p1', { position: 'Giám đốc Sở' }) }).said).toBe('ok');
});
test.each<[string, Partial<Person>, string]>([
  ['a role more', { roles: ['admin', 'secretary'] }, 'own-rights'],
  ['a vote', { votes: true }, 'own-rights'],
  ['a role less: it may be the last administrator', { roles: [] }, 'own-rights'],
  ['the same rights', { roles: ['admin', 'admin'], position: 'Phó Chánh Văn phòng' }, 'ok'],
])('an administrator amends himself: %s', (_, more, said) => {
  const own = person('a1', { roles: ['admin'], votes: false, seat: null });
  const state = run(founded, system, 'roster:add', { person: own }).state;
  const amended = { ...own, ...more };
  expect(run(state, admin, 'roster:amend', { person: amended }).said).toBe(said);
  expect(run(state, { ...admin, personId: 'a2' }, 'roster:amend', { person: amended }).said).toBe('ok');
});
test('its head is one of its people, or nobody', () => {
  expect(run(one, admin, 'body:head', { headId: 'p9' }).said).toBe('unknown-person');
  expect(run(one, admin, 'body:head', { headId: 'p0' }).state.state.body.about?.headId).toBe('p0');
  expect(run(one, admin, 'body:head', { headId: null }).said).toBe('ok');
});
test('an id that every object has is a person like any other', () => {
  expect(run(one, admin, 'roster:amend', { person: person('constructor') }).said).toBe('unknown-person');
  expect(run(one, admin, 'roster:add', { person: person('constructor') }).said).toBe('ok');
  const theirs: Who = { ...admin, personId: 'constructor' };
  const acted = run(one, theirs, 'roster:remove', { personId: 'p0', reason: '' });
  expect([acted.said, Object.keys(acted.state.state.body.people)]).toEqual(['ok', []]);
});
test('rooms have ids of their own', () => {
  const room = run(one, admin, 'room:add', { roomId: 'r1', name: 'Phòng họp số 1' }).state;
  expect(run(room, admin, 'room:add', { roomId: 'r1', name: 'Phòng khác' }).said).toBe('room-exists');
});
test("people and rooms are the administrator's, the calendar the secretariat's too", () => {
  const secretary: Who = { personId: 's1', bodyRoles: ['secretary'], displayOf: null };
  expect(run(one, secretary, 'roster:add', { person: person('p1') }).said).toBe('not-allowed');
  expect(run(one, secretary, 'calendar:set', { holidays: ['2026-01-01'], swapDays: [] }).said).toBe('ok');
});
