import { describe, expect, test } from 'vitest';
import { samples } from '../testing/commands.js';
import { after, ask, machine, none, opening, sent, session } from '../testing/meeting.js';
import { stages } from '../testing/stages.js';
import { each, outcomes } from '../testing/table.js';

const all = stages();
const sitting = 'in_session discussing poll_closed announced doors_closed counted guest_in';
const noChair = { none: 'not-allowed' };

describe('RULES c4, the meeting: what a command makes of it where it is not of the wrong state', () => {
  test.each<[string, Record<string, string>]>([
    ['meeting:amend', { draft: 'draft', ...each('convened sent', 'convened') }],
    ['agenda:publish', { draft: 'convened' }],
    ['materials:warn', { draft: 'draft', convened: 'convened', sent: 'nothing-due' }],
    ['attendance:open', each('convened sent', 'checkin')],
    ['session:open', { ...noChair, checkin: 'in_session' }],
    ['session:pause', { ...noChair, poll_open: 'poll-open', ...each(sitting, 'paused') }],
    ['session:resume', { ...noChair, paused: 'in_session' }],
    [
      'session:close',
      {
        ...noChair,
        ...each(`${sitting} paused`, 'closed'),
        poll_open: 'poll-open',
        poll_closed: 'poll-not-announced',
      },
    ],
    ['meeting:cancel', each('draft convened sent checkin', 'cancelled')],
    [
      'meeting:archive',
      {
        ...each('closed minutes_draft minutes_released minutes_approved', 'minutes-not-issued'),
        minutes_issued: 'archived',
        archived: 'already-archived',
      },
    ],
  ])('%s', (name, expected) => {
    expect(outcomes(name, 'wrong-state', ({ meeting }) => meeting.state)).toEqual(expected);
  });
  test('it is created once', () => {
    expect(outcomes('meeting:create', 'already-created', ({ meeting }) => meeting.state)).toEqual({ none: 'draft' });
  });
  test('papers are sent once, when it is convened', () => {
    const found = outcomes('papers:send', 'already-sent', ({ meeting }) => String(meeting.papersSentAt !== null));
    expect(found).toEqual({ ...each('none draft draft_cancelled', 'wrong-state'), convened: 'true' });
  });
});

/** What is accepted at a stage, were everybody allowed everything. */
const accepted = (stage: string) =>
  samples.filter((one) => ask(all.get(stage) ?? none, { ...one, may: () => ({}) }) === 'ok').map(({ name }) => name);
test('before it is created nothing happens but that; cancelled or archived nothing but what the server adds', () => {
  expect(accepted('none')).toEqual(['meeting:create', 'head:sign']);
  expect(accepted('draft_cancelled')).toEqual(['head:sign']);
  expect(accepted('cancelled')).toEqual(['head:sign']);
  expect(accepted('archived')).toEqual(['archive:store', 'head:sign']);
});
test('after the close nobody comes or goes, nothing is put or called', () => {
  expect(accepted('minutes_approved')).toEqual([
    'meeting:delegate',
    'meeting:undelegate',
    'attendance:excuse',
    'paper:add',
    'paper:retitle',
    'minutes:issue',
    'head:sign',
  ]);
});
test('every command has a sample in these tables', () => {
  expect(samples.map(({ name }) => name).sort()).toEqual([...machine.names].sort());
});

describe('who acts for the chair', () => {
  const room = session(4);
  test('a delegated secretary does what the chair may, and it is recorded for whom; another secretary does not', () => {
    expect(ask(room, sent('s2', 'session:pause'))).toBe('not-allowed');
    const paused = after(room, sent('s1', 'session:pause'));
    expect(ask(paused, sent('s1', 'session:resume'))).toBe('ok');
    const undelegated = after(paused, sent('p0', 'meeting:undelegate', { personId: 's1' }));
    expect(ask(undelegated, sent('s1', 'session:resume'))).toBe('not-allowed');
  });
  test('only a secretary of the meeting is delegated, once, and passes it on to nobody', () => {
    const delegate = (by: string, personId: string) => ask(room, sent(by, 'meeting:delegate', { personId }));
    expect(delegate('p0', 'p1')).toBe('not-a-secretary');
    expect(delegate('p0', 's1')).toBe('already-delegated');
    expect(delegate('s1', 's2')).toBe('not-allowed');
    expect(ask(room, sent('s1', 'meeting:undelegate', { personId: 's1' }))).toBe('not-allowed');
    expect(ask(room, sent('p0', 'meeting:undelegate', { personId: 's2' }))).toBe('not-a-secretary');
  });
});

describe('who is called', () => {
  const call = (personId: string, role: 'chair' | 'member' | 'guest' | 'secretary', items: 'open' | string[] = []) =>
    sent('s1', 'person:call', { people: [{ personId, role, items, standsFor: null }] });
  const checkin = after(none, ...opening(4).slice(0, -2));

  test('who votes is settled when check-in opens; guests and secretaries may still be called', () => {
    expect(ask(checkin, call('p9', 'member'))).toBe('roll-settled');
    expect(ask(checkin, call('p1', 'guest'))).toBe('roll-settled');
    expect(ask(checkin, sent('s1', 'person:release', { personId: 'p1' }))).toBe('roll-settled');
    expect(ask(checkin, call('g3', 'guest', ['i5']))).toBe('ok');
    expect(ask(checkin, call('s3', 'secretary'))).toBe('ok');
  });
  test('there is one chair, who is not released', () => {
    const draft = after(none, ...opening(4).slice(0, 2));
    expect(ask(draft, call('p1', 'chair'))).toBe('one-chair');
    expect(ask(draft, call('p0', 'member'))).toBe('one-chair');
    expect(ask(draft, sent('s1', 'person:release', { personId: 'p0' }))).toBe('one-chair');
    expect(ask(draft, sent('s1', 'person:release', { personId: 'p1' }))).toBe('ok');
    expect(ask(draft, sent('s1', 'person:release', { personId: 'x1' }))).toBe('not-called');
  });
  test('who stands for a member is no member: nobody votes for another', () => {
    const draft = after(none, ...opening(4).slice(0, 2));
    const instead = (role: 'member' | 'guest') =>
      sent('s1', 'person:call', { people: [{ personId: 'u2', role, items: 'open', standsFor: 'p2' }] });
    expect([ask(draft, instead('member')), ask(draft, instead('guest'))]).toEqual(['substitute-does-not-vote', 'ok']);
  });
  test('nobody is called twice in one request', () => {
    const twice = { personId: 'g3', role: 'guest' as const, items: ['i5'], standsFor: null };
    expect(ask(checkin, sent('s1', 'person:call', { people: [twice, twice] }))).toBe('called-twice');
  });
  test('who is released while in the room is out of the room, the queue and the presenting', () => {
    const inside = after(
      session(4),
      sent('o1', 'attendance:check-in'),
      sent('o1', 'floor:ask', { kind: 'reply' }),
      sent('p0', 'presenter:hand', { personId: 'o1' }),
    );
    const { state } = after(inside, sent('s1', 'person:release', { personId: 'o1' }));
    expect([state.attendance.present.o1, state.floor.waiting, state.presenter.holder]).toEqual([undefined, [], null]);
    expect(state.attendance.stays.at(-1)).toMatchObject({ personId: 'o1', to: expect.any(String) });
  });
});

test('who is no secretary of the meeting any more acts for the chair no more', () => {
  const room = session(4);
  expect(room.state.meeting.delegates).toEqual(['s1']);
  expect(after(room, sent('s2', 'person:release', { personId: 's1' })).state.meeting.delegates).toEqual([]);
  const called = (role: 'secretary' | 'guest') =>
    sent('s2', 'person:call', { people: [{ personId: 's1', role, items: [], standsFor: null }] });
  expect(after(room, called('guest')).state.meeting.delegates).toEqual([]);
  expect(after(room, called('secretary')).state.meeting.delegates).toEqual(['s1']);
});
