import { describe, expect, test } from 'vitest';
import { pending } from '../agenda/slice.js';
import { after, announce, ask, cast, close, conclude, items, members, put, sent, session } from '../testing/meeting.js';
import { conclusionOutcomes } from './slice.js';

const room = session(4);
const call = (itemId: string) => sent('p0', 'item:call', { itemId });
const vote = (choice: 'approve' | 'reject') =>
  after(room, put(), ...members(4).map((one) => cast(one, choice)), close(), announce());
/** What every outcome is answered. */
const answers = (folded: typeof room, itemId: string) =>
  Object.fromEntries(conclusionOutcomes.map((one) => [one, ask(folded, conclude(itemId, one))]));

describe('a conclusion says what the vote said', () => {
  const differs = 'differs-from-vote';
  test('what was carried is adopted, with or without amendments', () => {
    expect(answers(vote('approve'), 'i2')).toEqual({
      noted: differs,
      adopted: 'ok',
      adopted_amended: 'ok',
      rejected: differs,
      deferred: differs,
      withdrawn: differs,
    });
  });
  test('what was lost is rejected', () => {
    expect(answers(vote('reject'), 'i2')).toEqual({
      noted: differs,
      adopted: differs,
      adopted_amended: differs,
      rejected: 'ok',
      deferred: differs,
      withdrawn: differs,
    });
  });
  test('what is to be voted on is not decided without a vote', () => {
    expect(answers(room, 'i2')).toEqual({
      noted: 'ok',
      adopted: 'needs-vote',
      adopted_amended: 'needs-vote',
      rejected: 'needs-vote',
      deferred: 'ok',
      withdrawn: 'ok',
    });
  });
  test('an item for information needs none', () => {
    expect(new Set(Object.values(answers(after(room, call('i1')), 'i1')))).toEqual(new Set(['ok']));
  });
  test('nothing is concluded between close and announcement', () => {
    expect(new Set(Object.values(answers(after(room, put(), close()), 'i2')))).toEqual(new Set(['poll-not-announced']));
  });
  test('a resolution is voted on, whatever the agenda says', () => {
    const draft = { ...items.find(({ itemId }) => itemId === 'i1')!, kind: 'draftResolution' as const };
    const amended = after(room, sent('s1', 'item:amend', draft), call('i1'));
    expect(answers(amended, 'i1')).toMatchObject({ noted: 'ok', adopted: 'needs-vote', rejected: 'needs-vote' });
  });
});

describe('when and of what', () => {
  test('of the item on the table; one not called yet may be dropped', () => {
    expect(ask(room, conclude('i1', 'noted'))).toBe('item-not-open');
    expect(ask(room, conclude('i1', 'withdrawn'))).toBe('ok');
    expect(ask(room, conclude('i9', 'noted'))).toBe('unknown-item');
    expect(ask(after(room, sent('p0', 'session:close')), conclude('i2', 'noted'))).toBe('wrong-state');
  });
  test('of what was voted on also after the chair has gone on, and after the session, before the minutes', () => {
    const on = after(vote('approve'), call('i1'));
    expect(answers(on, 'i2')).toMatchObject({
      adopted: 'ok',
      rejected: 'differs-from-vote',
      deferred: 'differs-from-vote',
    });
    const closed = after(on, sent('p0', 'session:close'));
    expect(answers(closed, 'i2')).toMatchObject({ adopted: 'ok', rejected: 'differs-from-vote' });
    const minutes = { ...closed.state.minutes, state: 'draft' as const };
    expect(ask({ ...closed, state: { ...closed.state, minutes } }, conclude('i2', 'adopted'))).toBe('wrong-state');
    expect(ask(after(closed, conclude('i2', 'adopted')), conclude('i2', 'adopted'))).toBe('already-concluded');
  });
  test('what the session left open is deferred or withdrawn after it, before the minutes', () => {
    const closed = after(room, sent('p0', 'session:close'));
    expect(ask(closed, sent('s1', 'minutes:draft'))).toBe('items-pending');
    const left = pending(closed.state.agenda);
    expect(left.length).toBeGreaterThan(1);
    const dropped = after(closed, ...left.map((itemId) => conclude(itemId, 'deferred')));
    expect(pending(dropped.state.agenda)).toEqual([]);
    expect(ask(dropped, sent('s1', 'minutes:draft'))).toBe('ok');
    const minutes = { ...closed.state.minutes, state: 'draft' as const };
    expect(ask({ ...closed, state: { ...closed.state, minutes } }, conclude('i2', 'deferred'))).toBe('wrong-state');
  });
  test('once; after it the text is revised, until the minutes', () => {
    const done = after(room, conclude('i2', 'noted'));
    expect(done.state.agenda.items.i2?.state).toBe('noted');
    expect(ask(done, conclude('i2', 'noted'))).toBe('already-concluded');
    const revise = (text: string) => sent('s1', 'conclusion:revise', { itemId: 'i2', text });
    expect(ask(done, revise('Kết luận'))).toBe('same-text');
    const revised = after(done, revise('Kết luận khác'), sent('p0', 'session:close'));
    expect(revised.state.conclusions.conclusions.i2?.text).toBe('Kết luận khác');
    expect(ask(revised, revise('Kết luận khác nữa'))).toBe('ok');
    expect(ask(room, revise('Kết luận'))).toBe('not-concluded');
    const minutes = { ...revised.state.minutes, state: 'approved' as const };
    expect(ask({ ...revised, state: { ...revised.state, minutes } }, revise('Quá muộn'))).toBe('wrong-state');
  });
  test('a revision after one has approved the minutes makes that approval void', () => {
    const digest = 'd'.repeat(64);
    const left = pending(room.state.agenda).filter((itemId) => itemId !== 'i2');
    const approved = after(
      room,
      conclude('i2', 'noted'),
      sent('p0', 'session:close'),
      ...left.map((itemId) => conclude(itemId, 'deferred')),
      sent('s1', 'minutes:draft'),
      sent('s1', 'minutes:release'),
      sent('p0', 'minutes:approve', { digest }),
    );
    const revised = after(approved, sent('s1', 'conclusion:revise', { itemId: 'i2', text: 'Kết luận khác' }));
    const again = after(revised, sent('s1', 'minutes:approve', { digest }));
    expect(again.state.minutes).toMatchObject({ state: 'released', approvals: [{ role: 'secretary' }] });
  });
  test('with words; what is dropped, with the reason', () => {
    expect(ask(room, conclude('i2', 'noted', { text: ' \n' }))).toBe('needs-text');
    for (const one of ['deferred', 'withdrawn'] as const)
      expect(ask(room, conclude('i2', one, { text: ' \n' }))).toBe('needs-reason');
  });
});

test('a task has an id of its own, within the conclusion and in the meeting', () => {
  const task = (taskId: string) => ({
    taskId,
    text: 'Hoàn thiện',
    lead: { personId: 'p2', agency: 'Sở Tài chính' },
    coLeads: [],
    product: 'Báo cáo',
    deadline: '2026-12-10',
  });
  expect(ask(room, conclude('i2', 'noted', { tasks: [task('t1'), task('t1')] }))).toBe('task-given-twice');
  const given = after(room, conclude('i2', 'noted', { tasks: [task('t1'), task('t2')] }), call('i1'));
  expect(ask(given, conclude('i1', 'noted', { tasks: [task('t2')] }))).toBe('task-given-twice');
  expect(ask(given, conclude('i1', 'noted', { tasks: [task('t3')] }))).toBe('ok');
});
