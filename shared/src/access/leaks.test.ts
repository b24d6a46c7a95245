import { describe, expect, test } from 'vitest';
import type { Folded } from '../ledger/batch.js';
import { canonical } from '../ledger/json.js';
import type { Room } from '../ledger/machines.js';
import { after, announce, cast, close, machine, members, none, put, sent, session, who } from '../testing/meeting.js';
import { everybody, type Role, roles } from '../testing/roles.js';
import { stages } from '../testing/stages.js';
import { audienceOf } from './can.js';

const all = stages();
/** All that reaches a person: the board of his audience, and what he alone is told. */
function told(room: Room, role: Role): string {
  const person = everybody[role];
  const audience = audienceOf(room, who(person));
  return canonical(audience === null ? null : [machine.board(room, audience), machine.you(room, person)]);
}
const seenItems = (room: Room, role: Role): ReadonlySet<string> => {
  const audience = audienceOf(room, who(everybody[role]));
  if (audience === null) return new Set();
  return typeof audience === 'string' ? new Set(Object.keys(room.agenda.items)) : audience.items;
};
const call = (itemId: string) => sent('p0', 'item:call', { itemId });
const shut = (itemId: string) =>
  after(session(5), ...(itemId === 'i2' ? [] : [call(itemId)]), sent('p0', 'item:close-doors', { itemId }));

describe('items', () => {
  test('a guest is called for his items, the block of his items included; observers for what is not closed', () => {
    const room = all.get('closed')?.state ?? machine.initial;
    expect([...seenItems(room, 'guest')]).toEqual(['i5']);
    expect([...seenItems(room, 'blockGuest')].sort()).toEqual(['b3', 'b3a', 'b3b', 'b3c']);
    for (const role of ['observer', 'substitute', 'display'] as const)
      expect([...seenItems(room, role)].sort()).toEqual(['b3', 'b3a', 'b3b', 'b3c', 'i1', 'i2', 'i5', 'i6']);
  });
  test('an item for members only is no guest’s, whom it was called for by name included', () => {
    const called = after(
      session(5),
      sent('s1', 'person:call', { people: [{ personId: 'g9', role: 'guest', items: ['i4', 'i5'], standsFor: null }] }),
    );
    expect(audienceOf(called.state, who('g9'))).toEqual({ items: new Set(['i5']) });
  });
  test('behind closed doors an item, and all in its block, is for members and staff', () => {
    for (const role of ['observer', 'substitute', 'display', 'guest'] as const)
      expect(seenItems(shut('i5').state, role).has('i5')).toBe(false);
    for (const role of ['observer', 'display', 'blockGuest'] as const)
      for (const itemId of ['b3', 'b3a', 'b3b', 'b3c'])
        expect(seenItems(shut('b3').state, role).has(itemId)).toBe(false);
    expect(seenItems(shut('b3').state, 'member').has('b3a')).toBe(true);
    const opened = after(shut('b3'), sent('p0', 'item:open-doors'));
    expect(seenItems(opened.state, 'blockGuest').has('b3a')).toBe(true);
  });
  test.each(['guest', 'blockGuest', 'observer', 'substitute', 'display'] as const)(
    '%s: no title, paper, poll, speaker or conclusion of another item, in board or "you", at any stage',
    (role) => {
      for (const { state } of [...all.values(), shut('i5'), shut('b3'), shut('i2')]) {
        // What he is called for he knows, doors closed or not.
        const text = told(state, role).replace(/"seat":\{[^}]*\}/, '');
        const seen = seenItems(state, role);
        const hidden = Object.keys(state.agenda.items).filter((itemId) => !seen.has(itemId));
        for (const itemId of hidden) {
          expect(text).not.toContain(`"${itemId}"`);
          expect(text).not.toContain(`item:${itemId}"`);
          expect(text).not.toContain(`Nội dung ${itemId}`);
          expect(text).not.toContain(`t-${itemId}`);
          expect(text).not.toContain(`conclusion:${itemId}"`);
        }
        for (const [pollId, poll] of Object.entries(state.voting.polls))
          if (!seen.has(poll.itemId)) expect(text).not.toContain(`"poll:${pollId}"`);
        const { current } = state.agenda;
        if (current !== null && !seen.has(current)) expect(text).toContain('"floor":{"speaking":null,"waiting":[]}');
      }
    },
  );
  test('what a guest is told does not change with what happens on another item', () => {
    const before = all.get('poll_open')?.state ?? machine.initial;
    const same = all.get('announced')?.state ?? machine.initial;
    expect(told(same, 'guest')).toBe(told(before, 'guest'));
  });
});

describe('results', () => {
  const counted = {
    ...{ pollId: 'v1', approve: 4, reject: 0, not_voting: 1 },
    record: { entitled: 5, issued: 5, collected: 5, valid: 5, invalid: 0 },
  };
  const paper = after(session(5), call('i4'), put('i4', 'v1', { kind: 'paper' }), sent('s2', 'poll:record', counted));
  const open = after(session(5), put(), ...members(5).map((one, i) => cast(one, i % 2 ? 'approve' : 'reject')));
  test.each<[string, Folded<Room>]>([
    ['open', open],
    ['closed', after(open, close())],
    ['recorded on paper', paper],
    ['confirmed on paper', after(paper, sent('p0', 'poll:confirm', counted))],
  ])('%s: nobody but chair and secretaries sees one before it is announced', (_what, { state }) => {
    for (const role of roles.filter((one) => !['chair', 'delegate', 'secretary'].includes(one))) {
      const audience = audienceOf(state, who(everybody[role]));
      if (audience === null) continue;
      const poll = machine.board(state, audience)['poll:v1'] as Record<string, unknown> | undefined;
      if (poll) expect(poll).toMatchObject({ result: null, record: null });
      expect(Object.keys(poll ?? {})).not.toEqual(expect.arrayContaining(['missing']));
      expect(Object.keys(poll ?? {})).not.toEqual(expect.arrayContaining(['entered']));
      expect(told(state, role)).not.toMatch(/"outcome"|"counts"|"approve":\d/);
    }
  });
  test('chair and secretaries see the counts when it is closed, all when it is announced', () => {
    const closed = after(open, close());
    for (const role of ['chair', 'delegate', 'secretary'] as const) {
      expect(told(open.state, role)).not.toContain('"counts"');
      expect(told(closed.state, role)).toContain('"counts"');
    }
    const announced = after(closed, announce()).state;
    for (const role of ['member', 'clerk', 'observer', 'display'] as const)
      expect(told(announced, role)).toContain('"counts"');
    expect(told(announced, 'guest')).not.toContain('"counts"');
  });
});

describe('ballots', () => {
  // What anybody is told must not depend on how another voted: the same meeting twice, p2 and p3 having changed sides.
  const meeting = (p2: 'approve' | 'reject', p3: 'approve' | 'reject') =>
    after(session(5), put(), cast('p1', 'approve', 'v1', 'x1'), cast('p2', p2, 'v1', 'x2'), cast('p3', p3, 'v1', 'x3'));
  const [one, other] = [meeting('approve', 'reject'), meeting('reject', 'approve')];
  const more = meeting('approve', 'approve');

  test('while the poll is open nobody, the chair included, is told a thing that depends on them', () => {
    for (const role of roles) {
      expect(told(other.state, role)).toBe(told(one.state, role));
      expect(told(more.state, role)).toBe(told(one.state, role));
    }
  });
  test('nor after the close, before it is announced, but for the counts of chair and secretaries', () => {
    const closed = [one, other, more].map((room) => after(room, close()).state) as [Room, Room, Room];
    for (const role of roles) {
      expect(told(closed[1], role)).toBe(told(closed[0], role));
      if (!['chair', 'delegate', 'secretary'].includes(role)) expect(told(closed[2], role)).toBe(told(closed[0], role));
    }
  });
  test('nor after it is announced: boards have counts, never who', () => {
    const [first, second] = [one, other].map((room) => after(room, close(), announce()).state) as [Room, Room];
    for (const role of roles) expect(told(second, role)).toBe(told(first, role));
  });
  test('a voter is told his own', () => {
    expect(machine.you(one.state, 'p2')['poll:v1']).toMatchObject({ entitled: true, ballot: { choice: 'approve' } });
    expect(machine.you(one.state, 'p4')['poll:v1']).toEqual({ entitled: true, ballot: null });
    expect(machine.you(one.state, 'u1')['poll:v1']).toBeUndefined();
  });
});

test('nothing is told of a meeting that is not there', () => {
  for (const role of roles) expect(told(none.state, role)).toBe('null');
});
