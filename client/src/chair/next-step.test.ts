import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { machines } from '@ecab/shared/ledger/machines';
import { after, none, opening, sent } from '@ecab/shared/testing/meeting';
import { expect, test } from 'vitest';
import { outcomesFor } from './conclude-dialog.js';
import { nextStep } from './next-step.js';

const start = after(none, ...opening(3));
const board = (folded: typeof start) => machines.meeting.board(folded.state, 'chair') as MeetingBoard;
const step = (folded: typeof start) => nextStep(board(folded));
const poll = sent('p0', 'poll:open', {
  pollId: 'v1',
  itemId: 'i2',
  question: 'Thông qua?',
  kind: 'open',
  settles: true,
  repeats: null,
});
const cast = (personId: string) => sent(personId, 'ballot:cast', { pollId: 'v1', choice: 'approve' });
const conclude = sent('p0', 'item:conclude', { itemId: 'i2', outcome: 'adopted', text: 'Thông qua.', tasks: [] });

test('the chair can run an item by the big button alone', () => {
  expect(step(start)).toEqual({ step: 'poll', itemId: 'i2' });
  const asked = after(start, sent('p1', 'floor:ask', { kind: 'speech' }));
  expect(step(asked)).toEqual({ step: 'invite', personId: 'p1' });
  const speaking = after(asked, sent('p0', 'floor:give', { personId: 'p1', limitMs: 60_000 }));
  expect(step(speaking)).toEqual({ step: 'endSpeech', personId: 'p1' });
  const open = after(speaking, sent('p0', 'floor:end'), poll);
  expect(step(open)).toEqual({ step: 'close', pollId: 'v1', missing: ['p0', 'p1', 'p2'] });
  const two = after(open, cast('p0'), cast('p1'));
  expect(step(two)).toEqual({ step: 'close', pollId: 'v1', missing: ['p2'] });
  const closed = after(two, sent('p0', 'poll:close', { pollId: 'v1' }));
  expect(step(closed)).toEqual({ step: 'announce', pollId: 'v1' });
  const announced = after(closed, sent('p0', 'poll:announce', { pollId: 'v1' }));
  expect(step(announced)).toEqual({ step: 'conclude', itemId: 'i2' });
  expect(step(after(announced, conclude))).toMatchObject({ step: 'call' });
});

test('a block is put once and concluded item by item', () => {
  const block = after(start, sent('p0', 'item:call', { itemId: 'b3' }));
  expect(step(block)).toEqual({ step: 'poll', itemId: 'b3' });
  const voted = after(
    block,
    sent('p0', 'poll:open', { ...poll.request, pollId: 'v3', itemId: 'b3' } as never),
    ...['p0', 'p1'].map((one) => sent(one, 'ballot:cast', { pollId: 'v3', choice: 'approve' })),
    sent('p0', 'poll:close', { pollId: 'v3' }),
    sent('p0', 'poll:announce', { pollId: 'v3' }),
  );
  expect(step(voted)).toEqual({ step: 'conclude', itemId: 'b3a' });
});

test('a paper poll waits for the count record, then for the chair', () => {
  const open = after(
    start,
    sent('p0', 'item:call', { itemId: 'i4' }),
    sent('p0', 'poll:open', { ...poll.request, pollId: 'v4', itemId: 'i4', kind: 'paper' } as never),
  );
  expect(step(open)).toEqual({ step: 'record', pollId: 'v4' });
  const record = { entitled: 3, issued: 3, collected: 3, valid: 3, invalid: 0 };
  const counted = { pollId: 'v4', approve: 2, reject: 1, not_voting: 0, record };
  expect(step(after(open, sent('s1', 'poll:record', counted)))).toEqual({ step: 'confirm', counted, enteredBy: 's1' });
});

test('what was voted on is concluded before the meeting goes on, and before its minutes', () => {
  const voted = after(
    start,
    poll,
    ...['p0', 'p1', 'p2'].map(cast),
    sent('p0', 'poll:close', { pollId: 'v1' }),
    sent('p0', 'poll:announce', { pollId: 'v1' }),
    sent('p0', 'item:call', { itemId: 'i1' }),
  );
  expect(step(voted)).toEqual({ step: 'conclude', itemId: 'i1' });
  const noted = sent('p0', 'item:conclude', { itemId: 'i1', outcome: 'noted', text: 'Ghi nhận.', tasks: [] });
  expect(step(after(voted, noted))).toEqual({ step: 'conclude', itemId: 'i2' });
  const drop = (itemId: string) =>
    sent('p0', 'item:conclude', { itemId, outcome: 'deferred', text: 'Để lại.', tasks: [] });
  const left = ['b3a', 'b3b', 'b3c', 'i4', 'i5'].map(drop);
  const closed = after(voted, noted, sent('p0', 'session:close'), ...left);
  expect(step(closed)).toEqual({ step: 'conclude', itemId: 'i2' });
  expect(outcomesFor(board(closed), 'i2', false)).toEqual(['adopted', 'adopted_amended']);
  expect(step(after(closed, conclude))).toEqual({ step: 'minutes' });
});

test('a later round decides, whatever the order of the rounds on the board', () => {
  const lost = sent('p1', 'ballot:cast', { pollId: 'v1', choice: 'reject' });
  const tied = after(
    after(none, ...opening(4)),
    poll,
    sent('p1', 'ballot:cast', { pollId: 'v1', choice: 'approve' }),
    { ...lost, actor: 'p2', commandId: 'other' },
    sent('p0', 'poll:close', { pollId: 'v1' }),
    sent('p0', 'poll:announce', { pollId: 'v1' }),
  );
  expect(outcomesFor(board(tied), 'i2', false)).toEqual(['deferred']);
  const again = after(
    tied,
    sent('p0', 'poll:open', { ...poll.request, pollId: 'v0', repeats: 'v1' } as never),
    ...['p0', 'p1', 'p2'].map((one) => sent(one, 'ballot:cast', { pollId: 'v0', choice: 'approve' })),
    sent('p0', 'poll:close', { pollId: 'v0' }),
    sent('p0', 'poll:announce', { pollId: 'v0' }),
  );
  const sorted = Object.fromEntries(Object.entries(board(again)).sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(outcomesFor(sorted as MeetingBoard, 'i2', false)).toEqual(['adopted', 'adopted_amended']);
});

test('a block of which all was dropped is not put to the vote', () => {
  const drop = (itemId: string) =>
    sent('p0', 'item:conclude', { itemId, outcome: 'withdrawn', text: 'Rút.', tasks: [] });
  const called = after(start, sent('p0', 'item:call', { itemId: 'b3' }), ...['b3a', 'b3b', 'b3c'].map(drop));
  expect(step(called)).toMatchObject({ step: 'call' });
});
