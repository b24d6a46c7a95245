import { describe, expect, test } from 'vitest';
import type { Folded } from '../ledger/batch.js';
import type { Room } from '../ledger/machines.js';
import { after, ask, machine, none, put, run, sent, session } from '../testing/meeting.js';
import { stages } from '../testing/stages.js';
import { mayAsk } from './slice.js';

const all = stages();
const room = after(session(5), sent('u1', 'attendance:check-in'));
const wants = (personId: string, kind: 'procedure' | 'reply' | 'debate' | 'speech' = 'speech') =>
  sent(personId, 'floor:ask', { kind });
const give = (personId: string, limitMs = 180_000) => sent('p0', 'floor:give', { personId, limitMs });
const queue = ({ state }: Folded<Room>) => state.floor.waiting.map(({ personId }) => personId);

describe('the queue', () => {
  test('goes by class, and within a class by who asked first', () => {
    const asked = after(
      room,
      wants('p1'),
      wants('p2'),
      wants('p3', 'reply'),
      wants('p4', 'procedure'),
      wants('u1', 'debate'),
    );
    expect(queue(asked)).toEqual(['p4', 'p3', 'u1', 'p1', 'p2']);
    expect(queue(after(asked, wants('p0', 'reply')))).toEqual(['p4', 'p3', 'p0', 'u1', 'p1', 'p2']);
  });
  test('holds a person once, whatever the class', () => {
    const asked = after(room, wants('p1'));
    expect(ask(asked, wants('p1'))).toBe('already-waiting');
    expect(ask(asked, wants('p1', 'procedure'))).toBe('already-waiting');
    expect(ask(after(asked, give('p1')), wants('p1'))).toBe('already-speaking');
  });
  test('is for who is in the room, while the session sits', () => {
    expect(ask(after(room, sent('p1', 'attendance:leave')), wants('p1'))).toBe('not-present');
    expect(ask(room, wants('g1'))).toBe('not-present');
    expect(ask(room, wants('d1'))).toBe('not-allowed');
    expect(ask(after(room, sent('p0', 'session:close')), wants('p1'))).toBe('wrong-state');
  });
  test('takes a guest for the items that he was called for, though he sits in the room during another', () => {
    const inside = after(room, sent('s1', 'attendance:admit', { personId: 'g1', itemId: 'i5' }));
    expect(ask(inside, wants('g1'))).toBe('item-not-open');
    expect(ask(after(inside, sent('p0', 'item:call', { itemId: 'i5' })), wants('g1'))).toBe('ok');
    const personnel = after(room, sent('p0', 'item:call', { itemId: 'i4' }));
    expect(ask(personnel, wants('u1')), 'a substitute on an item for members only').toBe('item-not-open');
    expect(ask(personnel, wants('p1'))).toBe('ok');
  });
  test('is left by leaving the room, and by withdrawing', () => {
    const asked = after(room, wants('p1'), wants('p2'), wants('p3'));
    expect(queue(after(asked, sent('p2', 'attendance:leave')))).toEqual(['p1', 'p3']);
    expect(queue(after(asked, sent('s2', 'attendance:depart', { personId: 'p1' })))).toEqual(['p2', 'p3']);
    const withdrawn = after(asked, sent('p3', 'floor:withdraw'));
    expect(queue(withdrawn)).toEqual(['p1', 'p2']);
    expect(ask(withdrawn, sent('p3', 'floor:withdraw'))).toBe('not-waiting');
  });
  test('is put in another order by the chair', () => {
    const asked = after(room, wants('p1'), wants('p2'), wants('p3'));
    const move = (personId: string, place: number) => after(asked, sent('p0', 'floor:move', { personId, place }));
    expect(queue(move('p3', 0))).toEqual(['p3', 'p1', 'p2']);
    expect(queue(move('p1', 1))).toEqual(['p2', 'p1', 'p3']);
    expect(queue(move('p1', 99))).toEqual(['p2', 'p3', 'p1']);
    expect(ask(asked, sent('p0', 'floor:move', { personId: 'p4', place: 0 }))).toBe('not-waiting');
    expect(ask(asked, sent('p1', 'floor:move', { personId: 'p1', place: 0 }))).toBe('not-allowed');
  });
  test('begins empty with the next item, and ends with the session', () => {
    const asked = after(room, wants('p1'), wants('p2'), give('p1'));
    for (const next of [sent('p0', 'item:call', { itemId: 'i1' }), sent('p0', 'session:close')]) {
      const { floor } = after(asked, next).state;
      expect([floor.waiting, floor.speaking, floor.speeches[0]?.until]).toEqual([[], null, expect.any(String)]);
    }
  });
});

describe('the floor', () => {
  const speaking = after(room, wants('p1'), wants('p2'), give('p1', 60_000));
  test('is given to one who waits, one at a time', () => {
    expect(speaking.state.floor.speaking).toMatchObject({ personId: 'p1', limitMs: 60_000 });
    expect(ask(speaking, give('p2'))).toBe('floor-taken');
    expect(ask(room, give('p1'))).toBe('not-waiting');
    expect(ask(after(room, wants('p1')), sent('p1', 'floor:give', { personId: 'p1', limitMs: 1 }))).toBe('not-allowed');
  });
  test('is ended by the speaker, the chair or a secretary, and by nobody else', () => {
    for (const by of ['p1', 'p0', 's2']) expect(ask(speaking, sent(by, 'floor:end'))).toBe('ok');
    expect(ask(speaking, sent('p2', 'floor:end'))).toBe('not-allowed');
    expect(ask(after(speaking, sent('p1', 'floor:end')), sent('p1', 'floor:end'))).toBe('floor-free');
  });
  test('is lost by leaving the room, and how long the speech was stays', () => {
    const left = run(speaking, [sent('p1', 'attendance:leave')], '2026-11-26T01:01:30.000Z').folded;
    expect(left.state.floor.speaking).toBeNull();
    expect(left.state.floor.speeches).toMatchObject([{ personId: 'p1', until: '2026-11-26T01:01:30.000Z' }]);
  });
  test('the seconds spoken are counted, and never less than none', () => {
    const seconds = (now: string) => {
      const { bytes } = run(speaking, [sent('p1', 'floor:end')], now);
      return /"seconds":(-?\d+)/.exec(new TextDecoder().decode(bytes ?? undefined))?.[1];
    };
    expect(seconds('2026-11-26T01:01:30.000Z')).toBe('90');
    // A clock set back does not turn the order round: what is recorded is never before what was.
    expect(seconds('2026-11-26T00:00:00.000Z')).toBe('0');
  });
  test('a speech is summarised by its id, for the minutes', () => {
    const [speech] = speaking.state.floor.speeches;
    const summary = (speechId: string) => sent('s2', 'speech:summarise', { speechId, summary: 'Đồng ý' });
    expect(after(speaking, summary(speech?.speechId ?? '')).state.floor.speeches[0]?.summary).toBe('Đồng ý');
    expect(ask(speaking, summary('c0'))).toBe('unknown-speech');
  });
  test.each([
    ['minutes_draft', 'ok'],
    ['archived', 'wrong-state'],
    ['cancelled', 'wrong-state'],
  ])('its summary may be changed until the archive: %s, %s', (stage, expected) => {
    const there = all.get(stage) ?? none;
    const speechId = there.state.floor.speeches[0]?.speechId ?? 'none';
    expect(ask(there, sent('s2', 'speech:summarise', { speechId, summary: 'Đồng ý' }))).toBe(expected);
  });
});

test('a tablet asks its board what the server asks its state, and gets the same answer', () => {
  const asked = after(room, wants('p1'), wants('p2'), give('p2'), sent('p3', 'attendance:leave'));
  const board = machine.board(asked.state, 'all') as {
    floor: Parameters<typeof mayAsk>[0];
    agenda: { current: string };
  };
  for (const personId of ['p0', 'p1', 'p2', 'p3', 'p4'])
    expect(mayAsk(board.floor, personId, `present:${personId}` in board, board.agenda.current) ?? 'ok').toBe(
      ask(asked, wants(personId)),
    );
  expect(ask(after(asked, sent('p0', 'floor:end'), put()), wants('p4'))).toBe('ok');
});
