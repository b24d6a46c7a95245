import { describe, expect, test } from 'vitest';
import { after, ask, machine, run, sent, session } from '../testing/meeting.js';

// i2 is on the table, which p2 presents.
const room = session(5);
const take = (by: string) => sent(by, 'presenter:take');
const hand = (personId: string, by = 'p0') => sent(by, 'presenter:hand', { personId });
const release = (by: string) => sent(by, 'presenter:release');

describe('the one token', () => {
  test('a member takes the free one for the item that he presents, others do not', () => {
    expect(after(room, take('p2')).state.presenter).toMatchObject({ holder: 'p2', itemId: 'i2' });
    expect(ask(room, take('p3'))).toBe('not-allowed');
    expect(ask(after(room, take('p2')), take('p2'))).toBe('already-presenting');
    expect(ask(after(room, sent('p2', 'attendance:leave')), take('p2'))).toBe('not-present');
  });
  test('chair and secretaries take it from whoever holds it; a presenter takes it from nobody', () => {
    const held = after(room, take('p2'));
    for (const by of ['p0', 's1', 's2']) expect(after(held, take(by)).state.presenter.holder).toBe(by);
    expect(ask(after(room, take('s2')), take('p2'))).toBe('token-held');
  });
  test('is handed to who is in the room, and the turn before ends first', () => {
    const held = after(room, take('p2'));
    const { bytes } = run(held, [hand('p3')], '2026-11-26T01:02:00.000Z');
    expect(new TextDecoder().decode(bytes ?? undefined)).toMatch(/"seconds":120,.*presenter:released.*presenter:taken/);
    expect(after(held, hand('p3')).state.presenter.holder).toBe('p3');
    expect(ask(held, hand('p2'))).toBe('already-presenting');
    expect(ask(held, hand('g1'))).toBe('not-present');
    expect(ask(held, hand('p3', 'p2'))).toBe('not-allowed');
  });
  test('is given back by the holder, the chair or a secretary', () => {
    const held = after(room, take('p2'));
    for (const by of ['p2', 'p0', 's2']) expect(after(held, release(by)).state.presenter.holder).toBeNull();
    expect(ask(held, release('p3'))).toBe('not-allowed');
    expect(ask(room, release('p0'))).toBe('token-free');
  });
  test('who leaves the room loses it, who else leaves does not free it', () => {
    const held = after(room, take('p2'));
    expect(after(held, sent('p2', 'attendance:leave')).state.presenter.holder).toBeNull();
    expect(after(held, sent('p3', 'attendance:leave')).state.presenter.holder).toBe('p2');
  });
  test('goes to a secretary when its holder has been away too long, unless it has changed hands meanwhile', () => {
    const held = after(room, take('p2'));
    const since = held.state.presenter.since ?? '';
    const lapse = (personId: string, from = since) => sent('system', 'presenter:lapse', { personId, since: from });
    expect(after(held, lapse('p2')).state.presenter.holder).toBe('s1');
    expect(ask(held, lapse('p3'))).toBe('token-free');
    expect(ask(held, lapse('p2', '2026-11-26T00:00:00.000Z')), 'given back and taken anew').toBe('token-free');
    expect(ask(room, lapse('p2'))).toBe('token-free');
    expect(after(after(room, take('s1')), lapse('s1')).state.presenter.holder).toBe('s2');
  });
  test('is free with the next item and after the session', () => {
    const held = after(room, take('p2'));
    expect(after(held, sent('p0', 'item:call', { itemId: 'i1' })).state.presenter.holder).toBeNull();
    const closed = after(held, sent('p0', 'session:close'));
    expect(closed.state.presenter.holder).toBeNull();
    expect(ask(closed, take('s1'))).toBe('wrong-state');
  });
});

test('what a person is offered is what would be accepted', () => {
  for (const state of [room, after(room, take('p2')), after(room, take('s2'))])
    for (const person of ['p0', 'p1', 'p2', 's1', 's2'])
      expect([person, machine.you(state.state, person).mayPresent]).toEqual([
        person,
        ask(state, take(person)) === 'ok',
      ]);
});
