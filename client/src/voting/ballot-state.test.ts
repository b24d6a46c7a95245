import type { Folded } from '@ecab/shared/ledger/batch';
import type { MeetingBoard, Room } from '@ecab/shared/ledger/machines';
import { after, announce, cast, close, machine, none, opening, put, sent } from '@ecab/shared/testing/meeting';
import { expect, test } from 'vitest';
import type { CommandState } from '../sync/commands.js';
import { type BallotState, ballotState } from './ballot-state.js';
import { decidedItems, partIn, pollsOf, pollUnderWay, resultOnTable, youOf } from './shown-poll.js';

const seen = (folded: Folded<Room>) => machine.board(folded.state, 'all') as MeetingBoard;
/** What p1's tablet makes of a meeting of five, four of whom are present, and of what became of its command. */
function state(folded: Folded<Room>, command: Became | null = null, person = 'p1'): BallotState {
  const board = seen(folded);
  const you = youOf(machine.you(folded.state, person));
  const poll = board['poll:v1'];
  if (!poll) throw new Error('no poll');
  const here = board[`present:${person}`] !== undefined;
  return ballotState(poll, partIn(you, 'v1'), here, command && ({ ...about, ...command } as CommandState));
}
type Became = Partial<CommandState>;
const about = { commandId: 'c', stream: 'meeting/m1', name: 'ballot:cast' };
const at = { stream: 'meeting/m1', seq: 17 };
const open = after(none, ...opening(5, 4), put());
const after_ = (...more: Parameters<typeof after>[1][]) => after(open, ...more);
const now = '2026-11-26T02:44:33.000Z';

test('a poll that opens asks those on the roll who are present, and nobody else', () => {
  expect(state(open)).toEqual({ state: 'choosing', unsent: false });
  expect(state(open, null, 'p4')).toEqual({ state: 'none' });
  expect(state(open, null, 'u1')).toEqual({ state: 'none' });
  expect(state(open, null, 's1')).toEqual({ state: 'none' });
});

test('nothing is recorded before the server has said so', () => {
  expect(state(open, { state: 'waiting' })).toEqual({ state: 'sending', attempt: 1 });
  expect(state(open, { state: 'sending', attempt: 2 })).toEqual({ state: 'sending', attempt: 2 });
  expect(state(open, { state: 'recorded', at })).toMatchObject({ state: 'recorded', receipt: at, choice: null });
  expect(state(after_(cast('p1', 'approve')), { state: 'recorded', at })).toMatchObject({
    state: 'recorded',
    choice: 'approve',
    receipt: at,
    changeable: false,
  });
});

test('a second device of the same person shows the ballot that the first has cast, even if its own was refused', () => {
  const cast_ = after_(cast('p1', 'reject'));
  expect(state(cast_)).toMatchObject({ state: 'recorded', choice: 'reject', receipt: null });
  expect(state(cast_, { state: 'refused', refusal: 'already-cast', now })).toMatchObject({
    state: 'recorded',
    choice: 'reject',
  });
});

test('a ballot that is under way when the poll closes keeps asking for its answer: it may have been stored', () => {
  expect(state(after_(close()), { state: 'sending', attempt: 3 })).toEqual({ state: 'sending', attempt: 3 });
});

test('a late ballot is told both server times, as soon as the board has the second', () => {
  const refused: Became = { state: 'refused', refusal: 'poll-not-open', now };
  expect(state(open, refused)).toEqual({ state: 'late', reachedAt: now, closedAt: null });
  const closed = after_(close());
  expect(state(closed, refused)).toEqual({
    state: 'late',
    reachedAt: now,
    closedAt: seen(closed)['poll:v1']?.closedAt,
  });
});

test('what never left the tablet may be sent again; other refusals are told, and asked again only where that helps', () => {
  expect(state(open, { state: 'refused', refusal: 'offline', now })).toEqual({ state: 'choosing', unsent: true });
  expect(state(open, { state: 'refused', refusal: 'internal', now })).toEqual({
    state: 'refused',
    refusal: 'internal',
    again: true,
  });
  const aborted = after_(sent('p0', 'poll:abort', { pollId: 'v1', reason: 'Câu hỏi chưa rõ' }));
  expect(state(aborted, { state: 'refused', refusal: 'poll-not-open', now })).toMatchObject({ again: false });
});

test('who sent nothing is told when the poll closes, but not one who left, nor once the result is out', () => {
  const closed = after_(close());
  expect(state(closed)).toMatchObject({ state: 'missed' });
  expect(state(after_(sent('p1', 'attendance:leave'), close()))).toEqual({ state: 'none' });
  expect(state(after_(close(), announce()))).toEqual({ state: 'none' });
});

test('of a vote on paper no tablet asks for a ballot', () => {
  const paper = after(
    none,
    ...opening(5, 4),
    sent('p0', 'item:call', { itemId: 'i4' }),
    put('i4', 'v1', { kind: 'paper' }),
  );
  expect(state(paper)).toEqual({ state: 'none' });
});

test('the newest poll counts: under way until it is announced, then the result of the item on the table', () => {
  expect(pollUnderWay(seen(open))?.[0]).toBe('v1');
  expect(pollUnderWay(seen(after_(close())))?.[0]).toBe('v1');
  const announced = after_(cast('p1', 'approve'), close(), announce());
  expect(pollUnderWay(seen(announced))).toBeNull();
  expect(resultOnTable(seen(announced))?.[1].result?.counts.approve).toBe(1);
  expect(resultOnTable(seen(after(announced, sent('p0', 'item:call', { itemId: 'i5' }))))).toBeNull();
  expect(resultOnTable(seen(after_(close())))).toBeNull();
});

test('of rounds that bear the same time the one that is open comes first', () => {
  const again = after_(close(), announce(), sent('p0', 'item:call', { itemId: 'i5' }), put('i5', 'v0'));
  expect(pollsOf(seen(again)).map(([pollId]) => pollId)).toEqual(['v0', 'v1']);
  expect(pollUnderWay(seen(again))?.[0]).toBe('v0');
});

test('a vote on a block names the items it decides, one on an item that item', () => {
  const block = after(none, ...opening(5, 4), sent('p0', 'item:call', { itemId: 'b3' }), put('b3'));
  expect(pollsOf(seen(block)).map(([, poll]) => decidedItems(poll))).toEqual([['b3a', 'b3b', 'b3c']]);
  expect(pollsOf(seen(open)).map(([, poll]) => decidedItems(poll))).toEqual([['i2']]);
});
