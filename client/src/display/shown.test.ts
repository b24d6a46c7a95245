import { audienceOf } from '@ecab/shared/access/can';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import {
  after,
  announce,
  cast,
  checkingIn,
  close,
  draft,
  machine,
  none,
  opening,
  put,
  sending,
  sent,
  who,
} from '@ecab/shared/testing/meeting';
import { expect, test } from 'vitest';
import { wallOf } from './shown.js';

type Batch = Parameters<typeof after>[1][];
/** What the room's own display makes of the board that the server gives it. */
function wall(...batch: Batch) {
  const { state } = after(none, ...batch);
  const audience = audienceOf(state, who('d1'));
  if (!audience) throw new Error('the display sees nothing');
  return wallOf(machine.board(state, audience) as MeetingBoard);
}
const call = (itemId: string) => sent('p0', 'item:call', { itemId });

test('before: from the day on which it is convened until the session opens', () => {
  expect(wall(...draft(5), ...sending())).toEqual({ show: 'before' });
  expect(wall(...draft(5), ...sending(), ...checkingIn(4))).toEqual({ show: 'before' });
  const opened = [...draft(5), ...sending(), ...checkingIn(4), sent('p0', 'session:open', { withoutVoting: false })];
  expect(wall(...opened)).toEqual({ show: 'opened' });
});

test('the item on the table, the open ballot, the result, and the next item', () => {
  expect(wall(...opening(5))).toEqual({ show: 'item', itemId: 'i2' });
  const ballot = { show: 'ballot', pollId: 'v1', onPaper: false };
  const voted: Batch = [...opening(5), put(), cast('p1', 'approve')];
  expect(wall(...voted)).toEqual({ ...ballot, counted: false });
  expect(wall(...voted, close())).toEqual({ ...ballot, counted: true });
  expect(wall(...voted, close(), announce())).toEqual({ show: 'result', pollId: 'v1' });
  expect(wall(...voted, close(), announce(), call('i5'))).toEqual({ show: 'item', itemId: 'i5' });
});

test('an aborted round gives the item back to the wall', () => {
  expect(wall(...opening(5), put(), sent('p0', 'poll:abort', { pollId: 'v1', reason: 'Hỏi lại' }))).toEqual({
    show: 'item',
    itemId: 'i2',
  });
});

test('behind closed doors, and while an item of the members alone is on the table, the wall says nothing of it', () => {
  const doors = [call('i5'), sent('p0', 'item:close-doors', { itemId: 'i5' })];
  expect(wall(...opening(5), ...doors)).toEqual({ show: 'behind-doors' });
  expect(wall(...opening(5), call('i4'))).toEqual({ show: 'behind-doors' });
  expect(wall(...opening(5), call('i4'), put('i4', 'v1', { kind: 'paper' }))).toEqual({ show: 'behind-doors' });
  expect(wall(...opening(5), ...doors, sent('p0', 'item:open-doors', {}))).toEqual({ show: 'item', itemId: 'i5' });
  expect(wall(...opening(5), sent('p0', 'item:close-doors', { itemId: 'i2' }))).toEqual({ show: 'behind-doors' });
});

test('pause and end', () => {
  expect(wall(...opening(5), sent('p0', 'session:pause'))).toEqual({ show: 'paused' });
  expect(wall(...opening(5), sent('p0', 'session:close'))).toEqual({ show: 'closed' });
});

test('without a meeting there is nothing to show', () => {
  expect(wallOf({})).toBeNull();
});
