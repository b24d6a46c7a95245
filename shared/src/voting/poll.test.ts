import { describe, expect, test } from 'vitest';
import type { Folded } from '../ledger/batch.js';
import type { Room } from '../ledger/machines.js';
import {
  after,
  announce,
  ask,
  cast,
  close,
  machine,
  members,
  none,
  opening,
  put,
  run,
  sent,
  session,
  under,
} from '../testing/meeting.js';
import { council } from '../testing/profile.js';

const poll = ({ state }: Folded<Room>, pollId = 'v1') => {
  const one = state.voting.polls[pollId];
  if (!one) throw new Error(`no poll ${pollId}`);
  return one;
};
/** `approve` of the voters vote for it, the next `reject` against; the head (p0) is first or does not vote. */
const ballots = (voters: readonly string[], approve: number, reject: number) =>
  voters.slice(0, approve + reject).map((person, i) => cast(person, i < approve ? 'approve' : 'reject'));
describe('RULES c2 through the machine', () => {
  test('B13 17 of 27 are no quorum: the session does not open, and no poll does', () => {
    const done = run(none, opening(27, 17));
    expect(done.said.slice(-2)).toEqual(['no-quorum', 'wrong-state']);
    const without = after(
      done.folded,
      sent('p0', 'session:open', { withoutVoting: true }),
      sent('p0', 'item:call', { itemId: 'i2' }),
    );
    expect(ask(without, put())).toBe('without-voting');
  });
  test('a member late makes the quorum, but a session opened without voting stays without', () => {
    const done = run(none, opening(27, 17)).folded;
    const late = after(done, sent('p0', 'session:open', { withoutVoting: true }), sent('p20', 'attendance:check-in'));
    expect(ask(after(late, sent('p0', 'item:call', { itemId: 'i2' })), put())).toBe('without-voting');
  });
  test('18 of 27 open it; with one gone before the question there is no quorum, with him back there is', () => {
    const eighteen = session(27, 18);
    const seventeen = after(eighteen, sent('p17', 'attendance:leave'));
    expect(ask(eighteen, put())).toBe('ok');
    expect(ask(seventeen, put())).toBe('no-quorum');
    expect(ask(after(seventeen, sent('p17', 'attendance:check-in')), put())).toBe('ok');
  });
  test('guests, substitutes and secretaries make no quorum', () => {
    const seventeen = after(session(27, 18), sent('p17', 'attendance:leave'));
    const crowd = ['s1', 's2', 'u1', 'o1'].map((person) => sent(person, 'attendance:check-in'));
    expect(ask(after(seventeen, ...crowd), put())).toBe('no-quorum');
  });
  test.each([
    [25, 0, 'casts', 'passed', 14],
    [14, 13, 'casts', 'passed', 14],
    [13, 14, 'casts', 'failed', 14],
    [13, 13, 'casts', 'passed_by_tie', 14],
    [13, 13, 'is silent', 'tied_unresolved', 14],
    [13, 0, 'casts', 'failed', 14],
    [18, 0, 'is silent', 'passed', 14],
    [1, 1, 'casts', 'passed_by_tie', 14],
    [0, 0, 'is silent', 'failed', 14],
  ] as const)('27 members, %i for, %i against, the head %s: %s, needed %i', (yes, no, head, outcome, needed) => {
    const voters = members(27).slice(head === 'casts' ? 0 : 1);
    const done = after(session(27), put(), ...ballots(voters, yes, no), close());
    expect(poll(done).result).toMatchObject({
      outcome,
      needed,
      base: { of: 'members', size: 27 },
      counts: { approve: yes, reject: no, not_voting: 0, no_response: 27 - yes - no, invalid: 0 },
    });
  });
  test('18 present, 14 to 4: carried, though 9 members gave no answer', () => {
    const done = after(session(27, 18), put(), ...ballots(members(18), 14, 4), close());
    expect(poll(done).result).toMatchObject({ outcome: 'passed', counts: { approve: 14, no_response: 9 } });
  });
  test('B13 the head against at equal votes: lost by the tie', () => {
    const rest = ballots(members(27).slice(1), 13, 12);
    expect(poll(after(session(27), put(), cast('p0', 'reject'), ...rest, close())).result?.outcome).toBe(
      'failed_by_tie',
    );
  });
  test('it is the head in person who breaks a tie, not the chair of the day', () => {
    const [create, ...more] = opening(4);
    if (!create) throw new Error('no meeting');
    const presided = { ...create, request: { ...create.request, headId: 'p1' } };
    const equal = [cast('p0', 'approve'), cast('p2', 'approve'), cast('p1', 'reject'), cast('p3', 'reject')];
    expect(poll(after(none, presided, ...more, put(), ...equal, close())).result?.outcome).toBe('failed_by_tie');
  });
  test.each([
    [14, undefined, 'passed', 14],
    [14, 'remove_deputy', 'failed', 18],
    [17, 'remove_deputy', 'failed', 18],
    [18, 'remove_deputy', 'passed', 18],
    [18, 'depleted_council', 'failed', 19],
    [19, 'depleted_council', 'passed', 19],
  ] as const)('of a Council of 27, %i for %s: %s, needed %i', (yes, matter, outcome, needed) => {
    const open = after(none, ...under(council, opening(27)), put('i2', 'v1', matter ? { matter } : {}));
    const done = after(open, ...ballots(members(27), yes, 27 - yes), close());
    expect(poll(done).result).toMatchObject({ outcome, needed, base: { of: 'members', size: 27 } });
    expect(poll(done).matter).toBe(matter ?? null);
  });
  test('a majority that the profile of the meeting does not have is refused', () => {
    expect(ask(after(none, ...under(council, opening(3))), put('i2', 'v1', { matter: 'dissolve' }))).toBe(
      'unknown-matter',
    );
    expect(ask(session(3), put('i2', 'v1', { matter: 'remove_deputy' }))).toBe('unknown-matter');
  });
  test('a declared "not voting" is an answer, silence is none; both stay in the base', () => {
    const done = after(session(3), put(), cast('p0', 'approve'), cast('p1', 'not_voting'), close());
    expect(poll(done).result?.counts).toEqual({ approve: 1, reject: 0, not_voting: 1, no_response: 1, invalid: 0 });
    expect(poll(done).result?.outcome).toBe('failed');
  });
});

describe('who may cast', () => {
  const open = after(session(5), sent('u1', 'attendance:check-in'), sent('s2', 'attendance:check-in'), put());
  test.each([
    ['u1', 'a substitute speaks, but does not vote'],
    ['o1', 'an observer'],
    ['g1', 'a guest'],
    ['s1', 'a secretary, though delegated by the chair'],
    ['k1', 'the clerk'],
    ['d1', 'the display'],
    ['x1', 'a stranger'],
    ['system', 'the server itself'],
  ])('%s may not: %s', (person) => {
    expect(ask(open, cast(person, 'approve'))).toBe('not-allowed');
  });
  test('even if a door let them through, the roll would not', () => {
    for (const person of ['u1', 's2', 'x1'])
      expect(ask(open, { ...cast(person, 'approve'), may: () => ({}) })).toBe('not-entitled');
  });
  test('the roll is frozen at the opening: it is the members in office, present or not', () => {
    expect(poll(after(session(5, 4), put())).roll).toEqual(members(5));
  });
  test('who is on the roll and comes late may cast, who has left may not', () => {
    const late = after(session(5, 4), put());
    expect(ask(late, cast('p4', 'approve'))).toBe('not-present');
    expect(ask(after(late, sent('p4', 'attendance:check-in')), cast('p4', 'approve'))).toBe('ok');
    expect(ask(after(open, sent('p2', 'attendance:leave')), cast('p2', 'approve'))).toBe('not-present');
  });
  test('a ballot cast before leaving counts', () => {
    const done = after(open, cast('p2', 'approve'), sent('p2', 'attendance:leave'), close());
    expect(poll(done).result?.counts).toMatchObject({ approve: 1, no_response: 4 });
  });
  test('a roll smaller than the base: who was taken off may not cast, and stays in the base', () => {
    const [opened] = machine.decide(session(5).state, put(), { commandId: 'c', actor: 'p0', at: '' }) as never[];
    const state = machine.evolve(
      session(5).state,
      { ...machine.upcast(opened as never), roll: ['p0', 'p1', 'p2', 'p3'] } as never,
      { commandId: 'c', actor: 'p0', at: '2026-11-26T01:00:00.000Z' },
    );
    const conflicted = { ...session(5), state };
    expect(ask(conflicted, cast('p4', 'approve'))).toBe('not-entitled');
    const done = after(conflicted, cast('p0', 'approve'), cast('p1', 'approve'), close());
    expect(poll(done).result).toMatchObject({ outcome: 'failed', base: { size: 5 }, counts: { no_response: 3 } });
  });
  test('a second ballot of the same member is refused, the same choice too; the first stands', () => {
    const once = after(open, cast('p1', 'approve'));
    expect(ask(once, cast('p1', 'reject'))).toBe('already-cast');
    expect(ask(once, cast('p1', 'approve'))).toBe('already-cast');
    expect(poll(once).ballots.p1?.choice).toBe('approve');
  });
  test('a ballot after the close is refused, and changes nothing', () => {
    const done = after(open, close());
    const late = run(done, [cast('p1', 'approve')]);
    expect([late.said, late.bytes]).toEqual([['poll-not-open'], null]);
  });
  test('an unknown poll, and a poll named like a property of every object', () => {
    expect(ask(open, cast('p1', 'approve', 'v9'))).toBe('unknown-poll');
    expect(ask(open, cast('p1', 'approve', 'constructor'))).toBe('unknown-poll');
  });
  test('where the rules let a ballot change until the close, the last one counts, once', () => {
    const [create, ...more] = opening(3);
    if (!create) throw new Error('no meeting');
    const { profile } = create.request as { profile: object };
    const rules = { ...profile, ballotChange: { value: 'until_close', cite: { text: 'Quy chế', unverified: false } } };
    const room = after(none, { ...create, request: { ...create.request, profile: rules } }, ...more, put());
    const done = after(room, cast('p1', 'approve'), cast('p1', 'reject'), close());
    expect(poll(done).result?.counts).toMatchObject({ approve: 0, reject: 1, no_response: 2 });
  });
});

test('the close names who is on the roll, present, and gave no ballot', () => {
  const open = after(session(5, 4), put(), cast('p1', 'approve'));
  const { bytes } = run(open, [close()]);
  expect(new TextDecoder().decode(bytes ?? undefined)).toContain('"missing":["p0","p2","p3"]');
});

test('what is announced is what was closed, and only after the close, and once', () => {
  const open = after(session(3), put(), cast('p0', 'approve'), cast('p1', 'approve'));
  expect(ask(open, announce())).toBe('poll-not-closed');
  const closed = after(open, close());
  expect([ask(closed, close()), closed.state.agenda.items.i2?.state]).toEqual(['poll-not-open', 'counting']);
  const told = after(closed, announce());
  expect([poll(told).state, poll(told).result, told.state.agenda.items.i2?.state]).toEqual([
    'announced',
    poll(closed).result,
    'adopted',
  ]);
  expect(ask(told, announce())).toBe('poll-not-closed');
});
