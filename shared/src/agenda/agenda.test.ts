import { describe, expect, test } from 'vitest';
import { after, announce, ask, cast, close, draft, hash, items, none, put, sent, session } from '../testing/meeting.js';
import { each, outcomes } from '../testing/table.js';
import type { ItemForm } from './slice.js';

const drafted = after(none, ...draft(4));
const publish = (list: readonly ItemForm[]) =>
  ask(drafted, sent('s1', 'agenda:publish', { digest: hash('d'), items: [...list] }));
const [i1, i2, b3, b3a] = items as [ItemForm, ItemForm, ItemForm, ItemForm];
const call = (itemId: string) => sent('p0', 'item:call', { itemId });
const doors = {
  shut: (itemId: string) => sent('p0', 'item:close-doors', { itemId }),
  open: () => sent('p0', 'item:open-doors'),
};

describe('what is published', () => {
  test.each<[string, readonly ItemForm[], string]>([
    ['no item', [], 'empty-agenda'],
    ['an id twice', [i1, i1], 'item-exists'],
    ['an item in a block that is not there', [{ ...i1, parent: 'b9' }], 'not-in-a-block'],
    ['an item in one that is no block', [i1, { ...i2, parent: 'i1' }], 'not-in-a-block'],
    ['an item in itself', [{ ...i1, parent: 'i1' }], 'not-in-a-block'],
    ['a block in a block', [b3, { ...b3a, kind: 'consentBlock' }], 'not-in-a-block'],
    ['a block of nothing', [i1, b3], 'empty-block'],
    ['a block that stands after its items', [b3a, b3], 'ok'],
  ])('%s: %#', (_why, list, expected) => {
    expect(publish(list)).toBe(expected);
  });
  test('keeps its order and its digest', () => {
    const { agenda } = after(drafted, sent('s1', 'agenda:publish', { digest: hash('d'), items: [...items] })).state;
    expect(items.map(({ itemId }) => agenda.items[itemId]?.order)).toEqual(items.map((_, order) => order));
    expect(agenda.digest).toBe(hash('d'));
  });
});

describe('after publishing it changes by commands only', () => {
  test('an item is added until the meeting is over, never to or as a block', () => {
    const added = { ...i2, itemId: 'i9' };
    const found = outcomes('item:add', 'wrong-state', ({ agenda }) => agenda.items.i9?.state ?? '');
    expect(Object.keys(found)).toEqual(
      'convened sent checkin in_session discussing poll_open poll_closed announced doors_closed counted guest_in paused'.split(
        ' ',
      ),
    );
    expect(ask(session(4), sent('s1', 'item:add', { ...added, parent: 'b3' }))).toBe('not-in-a-block');
    expect(ask(session(4), sent('s1', 'item:add', { ...added, kind: 'consentBlock' }))).toBe('not-in-a-block');
    expect(ask(session(4), sent('s1', 'item:add', i2))).toBe('item-exists');
  });
  test('an item is amended until it is called, and stays where it is', () => {
    const amend = (fields: Partial<ItemForm>, itemId = 'i1') =>
      ask(session(4), sent('s1', 'item:amend', { ...i1, itemId, title: 'Tên khác', ...fields }));
    expect(amend({})).toBe('ok');
    expect(amend({}, 'i9')).toBe('unknown-item');
    expect(amend({}, 'i2')).toBe('item-not-ready');
    expect(amend({ parent: 'b3' })).toBe('not-in-a-block');
    expect(amend({ kind: 'consentBlock' })).toBe('not-in-a-block');
  });
});

describe('RULES c4, an item', () => {
  test('is called in a running session, when nothing was decided of it', () => {
    expect(outcomes('item:call', 'wrong-state', ({ agenda }) => agenda.items.i1?.state ?? '')).toEqual({
      ...each('none', 'not-allowed'),
      ...each('draft draft_cancelled', 'unknown-item'),
      ...each('in_session discussing announced doors_closed counted guest_in', 'discussing'),
      poll_open: 'poll-open',
      poll_closed: 'poll-not-announced',
    });
  });
  test('goes to the vote and comes out as what was decided', () => {
    const room = session(4);
    const state = (folded: typeof room) => folded.state.agenda.items.i2?.state;
    const open = after(room, put());
    expect([state(room), state(open), state(after(open, close()))]).toEqual(['discussing', 'voting', 'counting']);
    const yes = ['p0', 'p1', 'p2'];
    const end = (ballots: readonly ['p0' | 'p1' | 'p2' | 'p3', 'approve' | 'reject'][]) =>
      state(after(open, ...ballots.map(([one, choice]) => cast(one, choice)), close(), announce()));
    expect(end(yes.map((one) => [one as 'p0', 'approve']))).toBe('adopted');
    expect(end([['p1', 'reject']])).toBe('rejected');
    expect(
      end([
        ['p0', 'approve'],
        ['p1', 'reject'],
      ]),
    ).toBe('adopted');
    expect(
      end([
        ['p0', 'reject'],
        ['p1', 'approve'],
      ]),
    ).toBe('rejected');
    expect(
      end([
        ['p2', 'approve'],
        ['p1', 'reject'],
      ]),
    ).toBe('tied');
  });
  test('is not called when it is on the table, settled, or part of a block', () => {
    const room = session(4);
    expect(ask(room, call('i2'))).toBe('item-not-ready');
    expect(ask(room, call('b3a'))).toBe('item-not-ready');
    const decided = after(room, put(), close(), announce(), call('i1'));
    expect(ask(decided, call('i2'))).toBe('item-not-ready');
  });
  test('keeps the time it was first called at', () => {
    const again = after(session(4), call('i1'), call('i2'));
    expect(again.state.agenda.items.i2?.calledAt).toBe(session(4).state.agenda.items.i2?.calledAt);
    expect(again.state.agenda.current).toBe('i2');
  });
});

test('doors are opened where they are closed; nothing is of a meeting that has ended', () => {
  const opened = outcomes('item:open-doors', 'doors-open', ({ agenda }) => String(agenda.doorsClosedFor));
  expect(opened).toEqual({
    none: 'not-allowed',
    doors_closed: 'null',
    ...each('archived draft_cancelled cancelled', 'wrong-state'),
  });
});
test('doors are closed for the item on the table, once, and open with the next item', () => {
  const room = session(4);
  expect(ask(room, doors.shut('i1'))).toBe('item-not-open');
  expect(ask(room, doors.open())).toBe('doors-open');
  const shut = after(room, doors.shut('i2'));
  expect(ask(shut, doors.shut('i2'))).toBe('doors-closed');
  expect(after(shut, doors.open()).state.agenda.doorsClosedFor).toBeNull();
  expect(after(shut, call('i1')).state.agenda.doorsClosedFor).toBeNull();
});
