import type { Answer } from '@ecab/shared/contract/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Tablet } from './app.fixture.js';
import { openStages } from './stages.fixture.js';

// At this stage poll v1 is open, p0 and p1 have cast, p2 and p3 have not, p4 is not in the room; s1 acts for the chair.
const MEETING = 'm-poll_open';
const stream = `meeting/${MEETING}`;
let cabinet: Awaited<ReturnType<typeof openStages>>;
beforeEach(async () => {
  cabinet = await openStages();
});
afterEach(async () => {
  expect(cabinet.faults).toEqual([]);
  await cabinet.close();
});
const poll = async () => (await cabinet.app.hosts.meeting(MEETING)).folded().state.voting.polls.v1;
const cast = (by: Tablet, choice: unknown, commandId?: string, more: object = {}) =>
  by.command(stream, 'ballot:cast', { pollId: 'v1', choice, ...more }, commandId);
const said = (answer: Answer) => (answer.ok ? 'ok' : answer.refusal);

test('B01 one command sent fifty times at once is one ballot, and fifty equal receipts', async () => {
  const member = await cabinet.tablet('p2');
  const before = await cabinet.store.streams.head(stream);
  const answers = await Promise.all(Array.from({ length: 50 }, () => cast(member, 'approve', 'once')));
  expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ ok: true, at: { stream, seq: before + 1 } })]),
  );
  expect(await cabinet.store.streams.head(stream)).toBe(before + 1);
});

test('B02 of two choices from two devices of one person at once one counts, and the other is told', async () => {
  const [one, other] = [await cabinet.tablet('p2'), await cabinet.tablet('p2')];
  const answers = await Promise.all([cast(one, 'approve'), cast(other, 'reject')]);
  expect(answers.map(said).sort()).toEqual(['already-cast', 'ok']);
  expect((await poll())?.ballots.p2?.choice).toBe(answers[0]?.ok ? 'approve' : 'reject');
});

test('B04 whose answer was lost gets the receipt after the close; a new ballot does not', async () => {
  const member = await cabinet.tablet('p2');
  const first = await cast(member, 'approve', 'lost');
  expect((await (await cabinet.tablet('p0')).command(stream, 'poll:close', { pollId: 'v1' })).ok).toBe(true);
  expect(await cast(member, 'approve', 'lost')).toEqual(first);
  expect(said(await cast(await cabinet.tablet('p3'), 'approve'))).toBe('poll-not-open');
  expect((await poll())?.result?.counts).toMatchObject({ approve: 2, reject: 1, no_response: 2 });
});

test('B05 a delegation taken back while the poll is open counts at the next order', async () => {
  const [chair, delegate] = [await cabinet.tablet('p0'), await cabinet.tablet('s1')];
  expect((await chair.command(stream, 'meeting:undelegate', { personId: 's1' })).ok).toBe(true);
  expect(said(await delegate.command(stream, 'poll:close', { pollId: 'v1' }))).toBe('not-allowed');
  expect((await poll())?.state).toBe('open');
});

test('B07 who is not on the roll, is not in the room, or has cast already casts nothing, whatever else he is', async () => {
  const answers: [string, string][] = [];
  for (const by of ['u1', 'g1', 'o1', 's1', 'k1', 'a1', 'x1', 'p4', 'p0'])
    answers.push([by, said(await cast(await cabinet.tablet(by), 'approve'))]);
  expect(Object.fromEntries(answers)).toEqual({
    ...Object.fromEntries(['u1', 'g1', 'o1', 's1', 'k1', 'a1', 'x1'].map((by) => [by, 'not-allowed'])),
    p4: 'not-present',
    p0: 'already-cast',
  });
  const member = await cabinet.tablet('p2');
  expect((await member.command(stream, 'attendance:leave')).ok).toBe(true);
  expect(said(await cast(member, 'approve'))).toBe('not-present');
  expect(Object.keys((await poll())?.ballots ?? {})).toEqual(['p0', 'p1']);
});

test.each<[string, unknown, object]>([
  ['a choice that is not offered', 'abstain', {}],
  ['several choices', ['approve', 'reject'], {}],
  ['an operator', { $ne: null }, {}],
  ['no choice', null, {}],
  ['B06 a weight', 'approve', { weight: 1000 }],
  ['another voter', 'approve', { personId: 'p3' }],
])('B08 %s is no ballot', async (_, choice, more) => {
  expect(said(await cast(await cabinet.tablet('p2'), choice, undefined, more))).toBe('invalid-request');
  expect(Object.keys((await poll())?.ballots ?? {})).toEqual(['p0', 'p1']);
});

test('B14 closed by the chair and by who acts for the chair at once, it is closed once', async () => {
  const both = await Promise.all(['p0', 's1'].map((by) => cabinet.tablet(by)));
  const answers = await Promise.all(both.map((one) => one.command(stream, 'poll:close', { pollId: 'v1' })));
  expect(answers.map(said).sort()).toEqual(['ok', 'poll-not-open']);
  expect((await poll())?.result?.counts).toMatchObject({ approve: 1, reject: 1 });
});
