import { describe, expect, test } from 'vitest';
import { after, ask, hash, machine, none, opening, run, sent, session } from '../testing/meeting.js';

const checkIn = (by: string) => sent(by, 'attendance:check-in');
const admit = (personId: string, itemId: string) => sent('s1', 'attendance:admit', { personId, itemId });
const room = session(9, 6);

test('check-in is open from its opening to the close', () => {
  const script = opening(4, 3);
  const convened = after(none, ...script.slice(0, -7));
  expect(convened.state.meeting.state).toBe('convened');
  expect(ask(convened, checkIn('p3'))).toBe('check-in-not-open');
  const opened = after(convened, sent('s1', 'attendance:open'));
  expect(ask(opened, checkIn('p3'))).toBe('ok');
  expect(ask(after(room, sent('p0', 'session:pause')), checkIn('p7'))).toBe('ok');
  expect(ask(after(room, sent('p0', 'session:close')), checkIn('p7'))).toBe('check-in-not-open');
});

test('nobody is in the room twice, nobody leaves who is not there, a stranger is not on the roll', () => {
  expect(ask(room, checkIn('p1'))).toBe('already-present');
  expect(ask(room, sent('s1', 'attendance:record', { personId: 'p1' }))).toBe('already-present');
  expect(ask(room, sent('p8', 'attendance:leave'))).toBe('not-present');
  expect(ask(room, sent('s1', 'attendance:record', { personId: 'x1' }))).toBe('not-on-roll');
  expect(ask(room, checkIn('x1'))).toBe('not-allowed');
});

describe('the quorum, 6 of 9', () => {
  const events = (one: ReturnType<typeof sent>) => new TextDecoder().decode(run(room, [one]).bytes ?? undefined);
  test('is told with every coming and going of a member', () => {
    expect(events(sent('p5', 'attendance:leave'))).toContain('"base":9,"personId":"p5","present":5,"quorate":false');
    expect(events(checkIn('p8'))).toContain('"base":9,"how":"self","personId":"p8","present":7');
  });
  test('does not move with people who do not vote', () => {
    expect(events(checkIn('o1'))).toContain('"base":0,"how":"self","personId":"o1","present":0');
    expect(machine.board(after(room, checkIn('o1')).state, 'all').quorum).toEqual({
      present: 6,
      base: 9,
      needed: 6,
      met: true,
    });
  });
});

describe('guests', () => {
  test('a guest of an item is let in for it by a secretary, an observer comes by himself', () => {
    expect(ask(room, checkIn('g1'))).toBe('needs-admission');
    expect(ask(room, sent('s1', 'attendance:record', { personId: 'g1' }))).toBe('needs-admission');
    expect(ask(room, admit('g1', 'i2'))).toBe('not-for-this-item');
    expect(ask(room, admit('g1', 'i9'))).toBe('unknown-item');
    expect(ask(room, admit('o1', 'i2'))).toBe('not-for-this-item');
    const inside = after(room, admit('g1', 'i5'));
    expect(inside.state.attendance.admitted).toEqual({ g1: 'i5' });
    expect(ask(inside, admit('g1', 'i5'))).toBe('already-present');
    const out = after(inside, sent('s1', 'attendance:dismiss', { personId: 'g1' }));
    expect([out.state.attendance.present.g1, out.state.attendance.admitted]).toEqual([undefined, {}]);
    expect(ask(out, sent('s1', 'attendance:dismiss', { personId: 'g1' }))).toBe('not-present');
  });
  test('only who was let in is dismissed: a member is not', () => {
    expect(ask(room, sent('s1', 'attendance:dismiss', { personId: 'p1' }))).toBe('not-present');
  });
});

test('an excuse is for who is away, ends with his coming, and its reason is for chair and secretaries', () => {
  const excuse = (personId: string) => sent('s1', 'attendance:excuse', { personId, reason: { sealed: hash('e') } });
  expect(ask(room, excuse('p1'))).toBe('already-present');
  expect(ask(room, excuse('x1'))).toBe('not-on-roll');
  const away = after(room, excuse('p8'));
  expect(machine.board(away.state, 'chair')['excused:p8']).toEqual({ reason: { sealed: hash('e') } });
  expect(machine.board(away.state, 'all')['excused:p8']).toEqual({ reason: null });
  expect(after(away, checkIn('p8')).state.attendance.excused).toEqual({});
});

test('every stay is kept with its beginning and end', () => {
  const left = run(room, [sent('p1', 'attendance:leave')], '2026-11-26T02:00:00.000Z').folded;
  const back = run(left, [checkIn('p1')], '2026-11-26T02:30:00.000Z').folded;
  expect(back.state.attendance.stays.filter(({ personId }) => personId === 'p1')).toEqual([
    { personId: 'p1', from: '2026-11-26T01:00:00.000Z', to: '2026-11-26T02:00:00.000Z' },
    { personId: 'p1', from: '2026-11-26T02:30:00.000Z', to: null },
  ]);
});
