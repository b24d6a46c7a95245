import { audienceOf } from '@ecab/shared/access/can';
import type { Folded } from '@ecab/shared/ledger/batch';
import type { MeetingBoard, Room } from '@ecab/shared/ledger/machines';
import { seatOf } from '@ecab/shared/people/slice';
import {
  after,
  checkingIn,
  draft,
  machine,
  none,
  opening,
  paper,
  sending,
  sent,
  versionId,
  who,
} from '@ecab/shared/testing/meeting';
import { expect, test } from 'vitest';
import { modeOf, versionShown } from './follow-mode.js';
import { entering, myFloor, papersOn, phaseOf, titleOfVersion } from './room-state.js';

function seen(folded: Folded<Room>, person: string): MeetingBoard {
  const audience = audienceOf(folded.state, who(person));
  if (!audience) throw new Error(`${person} sees nothing`);
  return machine.board(folded.state, audience) as MeetingBoard;
}
const checkin = after(none, ...draft(5), ...sending(), ...checkingIn(3));
const session = after(none, ...opening(5, 4));
const enter = (folded: Folded<Room>, person: string) =>
  entering(seen(folded, person), person, seatOf(folded.state.people, person));
const more = (...batch: Parameters<typeof after>[1][]) => after(session, ...batch);

test('who may check in by himself, who is let in, and who has no place in the session', () => {
  expect(enter(checkin, 'p1')).toBe('present');
  expect(enter(checkin, 'p4')).toBe('check-in');
  expect(enter(checkin, 'u1')).toBe('check-in');
  expect(enter(checkin, 'g1')).toBe('admission');
  expect(enter(checkin, 'k1')).toBe('not-called');
  expect(enter(after(none, ...draft(5), ...sending()), 'p1')).toBe('closed');
  expect(enter(more(sent('p0', 'session:close')), 'p4')).toBe('closed');
});

test('the room goes through its phases with the meeting', () => {
  const phase = (folded: Folded<Room>) => phaseOf(seen(folded, 'p1'));
  expect(phase(after(none, ...draft(5), ...sending()))).toBe('before');
  expect(phase(checkin)).toBe('waiting');
  expect(phase(session)).toBe('session');
  expect(phase(more(sent('p0', 'session:pause')))).toBe('session');
  expect(phase(more(sent('p0', 'session:close')))).toBe('over');
});

test('the floor: free to who is present, a place in the queue counted from one, then the speech', () => {
  const mine = (folded: Folded<Room>, person = 'p1') => myFloor(seen(folded, person), person);
  expect(mine(session)).toEqual({ state: 'free', whyNot: null });
  expect(mine(session, 'p4')).toEqual({ state: 'free', whyNot: 'not-present' });
  expect(mine(checkin)).toEqual({ state: 'free', whyNot: 'wrong-state' });
  const asked = [sent('p1', 'floor:ask', { kind: 'speech' }), sent('p2', 'floor:ask', { kind: 'procedure' })];
  expect(mine(more(...asked))).toEqual({ state: 'waiting', place: 2 });
  expect(mine(more(...asked, sent('p0', 'floor:give', { personId: 'p1', limitMs: 60_000 })))).toEqual({
    state: 'speaking',
  });
});

test('papers of an item in their newest versions, those of a block with those of its items', () => {
  const board = seen(more(paper('t-i2', 'i2', 'b'), paper('t-i2-b', 'i2', 'c')), 'p1');
  expect(papersOn(board, 'i2').map((one) => one.versionId)).toEqual([versionId('t-i2', 2), versionId('t-i2-b')]);
  expect(papersOn(board, 'b3').map((one) => one.paperId)).toEqual(['t-b3a', 't-b3b', 't-b3c']);
  // Somebody may still present, or read, the version before.
  expect(titleOfVersion(board, versionId('t-i2', 1))).toBe('Tài liệu t-i2');
  expect(titleOfVersion(board, versionId('none'))).toBeNull();
});

test("following, reading on one's own, presenting, and nobody to follow", () => {
  const presented = more(sent('p2', 'presenter:take'));
  const mode = (folded: Folded<Room>, person: string, aside: boolean) =>
    modeOf(seen(folded, person).presenter, person, aside);
  expect(mode(presented, 'p1', false)).toBe('following');
  expect(mode(presented, 'p1', true)).toBe('peeking');
  expect(mode(presented, 'p2', true)).toBe('presenting');
  expect(mode(session, 'p1', true)).toBe('free');
});

test('who follows sees what the presenter has open; who does not, what he opened himself, else the first paper', () => {
  const papers = [{ versionId: 'first' }, { versionId: 'second' }];
  const target = { versionId: 'told' };
  expect(versionShown({ target, chosen: 'own', papers })).toBe('told');
  expect(versionShown({ target: null, chosen: 'own', papers })).toBe('own');
  expect(versionShown({ target: null, chosen: null, papers })).toBe('first');
  expect(versionShown({ target: null, chosen: null, papers: [] })).toBeNull();
});
