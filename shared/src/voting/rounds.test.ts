import { describe, expect, test } from 'vitest';
import {
  after,
  announce,
  ask,
  cast,
  close,
  conclude,
  items,
  put,
  sent,
  session,
  versionId,
} from '../testing/meeting.js';

const called = (itemId: string) => after(session(4), sent('p0', 'item:call', { itemId }));
const abort = (pollId = 'v1') => sent('p0', 'poll:abort', { pollId, reason: 'Đặt lại câu hỏi' });
const tie = [cast('p1', 'approve'), cast('p2', 'reject')];

describe('one question after another', () => {
  test('while a poll is open no other opens, no item is called, and the session does not pause or close', () => {
    const open = after(session(4), put());
    expect(ask(open, put('i2', 'v2'))).toBe('poll-open');
    expect(ask(open, sent('p0', 'item:call', { itemId: 'i1' }))).toBe('poll-open');
    expect(ask(open, sent('p0', 'session:pause'))).toBe('poll-open');
    expect(ask(open, sent('p0', 'session:close'))).toBe('poll-open');
    expect(ask(open, conclude('i2', 'noted'))).toBe('poll-open');
  });
  test('a question is put on the item on the table, in a running session, under an id of its own', () => {
    const room = session(4);
    expect(ask(room, put('i1'))).toBe('item-not-open');
    expect(ask(room, put('i9'))).toBe('item-not-open');
    expect(ask(after(room, sent('p0', 'session:pause')), put())).toBe('wrong-state');
    expect(ask(after(room, put(), close(), announce()), put('i2', 'v1'))).toBe('poll-exists');
    expect(ask(room, put('i2', 'v1', { repeats: 'v0' }))).toBe('unknown-poll');
  });
  test('what is decided stays decided: no delete, no reset, no second vote', () => {
    const done = after(session(4), put(), close());
    expect(ask(done, put('i2', 'v2', { repeats: 'v1' }))).toBe('poll-not-announced');
    expect(ask(after(done, announce()), put('i2', 'v2', { repeats: 'v1' }))).toBe('item-settled');
    expect(ask(done, abort())).toBe('poll-not-open');
  });
  test('a result is announced before anything else is called, put or closed', () => {
    const done = after(session(4), put(), close());
    const others = [sent('p0', 'item:call', { itemId: 'i1' }), sent('p0', 'session:close'), conclude('i2', 'deferred')];
    for (const one of others) {
      expect(ask(done, one)).toBe('poll-not-announced');
      expect(ask(after(session(4), put()), one)).toBe('poll-open');
    }
    expect(ask(after(done, announce()), others[0]!)).toBe('ok');
  });
  test('what the agenda has for a secret vote is not put openly, alone or in a block', () => {
    const paper = after(session(4), sent('p0', 'item:call', { itemId: 'i4' }));
    expect(ask(paper, put('i4'))).toBe('secret-item');
    expect(ask(paper, put('i4', 'v1', { kind: 'paper' }))).toBe('ok');
    // How to go about it is no secret.
    expect(ask(paper, put('i4', 'v1', { settles: false }))).toBe('ok');
    const child = items.find(({ itemId }) => itemId === 'b3b')!;
    const block = after(
      session(4),
      sent('s1', 'item:amend', { ...child, vote: 'paper' }),
      sent('p0', 'item:call', { itemId: 'b3' }),
    );
    expect(ask(block, put('b3'))).toBe('secret-item');
  });
  test('a tied item may be called again, for another round or to be deferred', () => {
    const votes = tie.map(({ actor }, i) => cast(actor, i ? 'reject' : 'approve'));
    const gone = after(session(4), put(), ...votes, close(), announce(), sent('p0', 'item:call', { itemId: 'i1' }));
    expect(ask(gone, conclude('i2', 'deferred'))).toBe('ok');
    const back = after(gone, sent('p0', 'item:call', { itemId: 'i2' }));
    expect(back.state.agenda.items.i2?.state).toBe('tied');
    expect(ask(back, put('i2', 'v2', { repeats: 'v1' }))).toBe('ok');
  });
  test('an aborted round gives the item back, keeps its ballots apart, and is repeated under another id', () => {
    const aborted = after(session(4), put(), cast('p1', 'approve'), abort());
    expect(aborted.state.agenda.items.i2?.state).toBe('discussing');
    expect(ask(aborted, cast('p2', 'approve'))).toBe('poll-not-open');
    expect(ask(aborted, close())).toBe('poll-not-open');
    expect(ask(aborted, announce())).toBe('poll-not-closed');
    const again = after(aborted, put('i2', 'v2', { repeats: 'v1' }));
    expect(again.state.voting.polls.v2).toMatchObject({ repeats: 'v1', ballots: {} });
    expect(ask(again, cast('p1', 'reject', 'v2'))).toBe('ok');
  });
  test('a tie is put again, and the conclusion follows the round that decided, whatever the ids are', () => {
    const tied = after(
      session(4),
      put('i2', 'v9'),
      ...tie.map(({ actor }, i) => cast(actor, i ? 'reject' : 'approve', 'v9')),
      close('v9'),
      announce('v9'),
    );
    expect(tied.state.agenda.items.i2?.state).toBe('tied');
    expect(ask(tied, conclude('i2', 'adopted'))).toBe('tie-unresolved');
    expect(ask(tied, conclude('i2', 'deferred'))).toBe('ok');
    const yes = ['p0', 'p1', 'p2'].map((person) => cast(person, 'approve', 'v10'));
    const again = after(tied, put('i2', 'v10', { repeats: 'v9' }), ...yes, close('v10'), announce('v10'));
    // A node that starts from a snapshot has the same state with its keys sorted.
    const restored = { ...again, state: JSON.parse(JSON.stringify(again.state, sorted)) };
    for (const room of [again, restored]) {
      expect(ask(room, conclude('i2', 'adopted'))).toBe('ok');
      expect(ask(room, conclude('i2', 'rejected'))).toBe('differs-from-vote');
    }
  });
  test('a question of procedure settles nothing', () => {
    const done = after(session(4), put('i2', 'q1', { settles: false }), close('q1'), announce('q1'));
    expect(done.state.agenda.items.i2?.state).toBe('discussing');
    expect(ask(done, conclude('i2', 'rejected'))).toBe('needs-vote');
    expect(ask(done, put())).toBe('ok');
  });
});
const sorted = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

describe('a block', () => {
  test('put as one poll, one tap a member, it becomes a decision for each of its items', () => {
    const yes = ['p0', 'p1', 'p2'].map((person) => cast(person, 'approve'));
    const done = after(called('b3'), put('b3'), ...yes, close(), announce());
    expect(done.state.voting.polls.v1?.decides).toEqual(['b3', 'b3a', 'b3b', 'b3c']);
    for (const itemId of ['b3a', 'b3b', 'b3c']) {
      expect(done.state.agenda.items[itemId]?.state).toBe('adopted');
      expect(ask(done, conclude(itemId, 'adopted'))).toBe('ok');
      expect(ask(done, conclude(itemId, 'rejected'))).toBe('differs-from-vote');
    }
    expect(ask(done, conclude('b3', 'adopted'))).toBe('block-has-items');
  });
  test('an item taken out of it before the vote stays out: the vote does not revive it', () => {
    const yes = ['p0', 'p1', 'p2'].map((person) => cast(person, 'approve'));
    const done = after(called('b3'), conclude('b3b', 'withdrawn'), put('b3'), ...yes, close(), announce());
    expect(done.state.voting.polls.v1?.decides).toEqual(['b3', 'b3a', 'b3c']);
    expect(done.state.agenda.items.b3b?.state).toBe('withdrawn');
  });
  test('its items are not called, nor voted on, one by one', () => {
    expect(ask(session(4), sent('p0', 'item:call', { itemId: 'b3a' }))).toBe('item-not-ready');
    expect(ask(called('b3'), put('b3a'))).toBe('item-not-open');
  });
});

test('the versions in force are frozen with the question: of a block, those of all its items', () => {
  const open = after(called('b3'), put('b3'));
  expect(open.state.voting.polls.v1?.papers.map((one) => one.versionId)).toEqual(
    ['t-b3a', 't-b3b', 't-b3c'].map((paperId) => versionId(paperId)),
  );
});

describe('paper ballots', () => {
  const open = after(called('i4'), put('i4', 'v1', { kind: 'paper' }));
  const record = { entitled: 4, issued: 4, collected: 4, valid: 3, invalid: 1 };
  const usual = { approve: 2, reject: 1, not_voting: 0 };
  const enter = (more: Partial<typeof record> = {}, counts = usual, by = 's2') =>
    sent(by, 'poll:record', { pollId: 'v1', ...counts, record: { ...record, ...more } });
  const confirmed = (more: Partial<typeof record> = {}, counts = usual, by = 'p0') =>
    sent(by, 'poll:confirm', { pollId: 'v1', ...counts, record: { ...record, ...more } });
  const confirm = confirmed();

  test('nothing is cast on a tablet, and it is not closed like an open one', () => {
    expect(ask(open, cast('p1', 'approve'))).toBe('on-paper');
    expect(ask(open, close())).toBe('needs-count-record');
    expect(ask(open, confirm)).toBe('needs-count-record');
    expect(ask(after(session(4), put()), enter())).toBe('not-on-paper');
  });
  test.each<[Partial<typeof record>, string]>([
    [{ entitled: 5 }, 'more entitled than members'],
    [{ issued: 5 }, 'more issued than entitled'],
    [{ issued: 3 }, 'more collected than issued'],
    [{ valid: 4 }, 'valid and invalid are more than collected'],
    [{ valid: 2, invalid: 2 }, 'fewer valid than counted'],
    [{ invalid: 0, collected: 3, valid: 4 }, 'valid more than counted'],
  ])('a record with %j is refused: %s', (more) => {
    expect(ask(open, enter(more))).toBe('record-does-not-add-up');
  });
  test('who entered it does not confirm it, also where the chair has delegated both', () => {
    const own = confirmed({}, usual, 's1');
    const entered = after(open, enter({}, usual, 's1'));
    expect(ask(entered, own)).toBe('entered-by-you');
    expect(ask(entered, confirm)).toBe('ok');
    expect(ask(after(entered, enter()), own), 'another has entered it anew').toBe('ok');
  });
  test('what is confirmed are the numbers that were read: not those entered over them in the same second', () => {
    const swapped = { approve: 1, reject: 2, not_voting: 0 };
    const anew = after(open, enter(), enter({}, swapped));
    expect(ask(anew, confirm)).toBe('count-changed');
    expect(ask(after(open, enter(), enter({ issued: 4, collected: 3, invalid: 0 })), confirm)).toBe('count-changed');
    expect(after(anew, confirmed({}, swapped)).state.voting.polls.v1?.result?.counts).toMatchObject(swapped);
  });
  test('the secretary enters it, the chair confirms it; entered wrongly, it is entered again before that', () => {
    expect(ask(open, { ...enter(), actor: 'p1', may: () => null })).toBe('not-allowed');
    const entered = after(open, enter({ valid: 4, invalid: 0 }, { approve: 4, reject: 0, not_voting: 0 }), enter());
    const done = after(entered, confirm);
    expect(done.state.voting.polls.v1?.result).toMatchObject({
      outcome: 'failed',
      needed: 3,
      counts: { approve: 2, reject: 1, not_voting: 0, no_response: 0, invalid: 1 },
    });
    expect(ask(done, enter())).toBe('poll-not-open');
    expect(after(done, announce()).state.voting.polls.v1?.record).toEqual(record);
  });
  test('equal votes on secret ballots stay tied: no ballot of the head is looked up, though one lay there', () => {
    const counts = { approve: 2, reject: 2, not_voting: 0 };
    const equal = after(open, enter({ valid: 4, invalid: 0 }, counts));
    const confirmTied = confirmed({ valid: 4, invalid: 0 }, counts);
    const { v1 } = equal.state.voting.polls;
    if (!v1) throw new Error('no poll');
    const planted = { ...v1, ballots: { p0: { choice: 'approve' as const, at: '' } } };
    const room = { ...equal, state: { ...equal.state, voting: { polls: { v1: planted } } } };
    for (const one of [equal, room])
      expect(after(one, confirmTied).state.voting.polls.v1?.result?.outcome).toBe('tied_unresolved');
  });
});
