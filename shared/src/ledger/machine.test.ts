import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as access from '../access/words.js';
import { hash } from '../testing/meeting.js';
import { decideAll, empty } from './batch.js';
import { type AnySlice, machine, NewerThanThis } from './machine.js';
import { machines } from './machines.js';

const { meeting } = machines;
const ask = (kind: unknown) => meeting.parse('floor:ask', { kind });

describe('what comes from the wire', () => {
  test.each([
    ['an unknown command', 'floor:sing', {}],
    ['one named like a property of every object', 'constructor', {}],
    ['nothing', 'floor:ask', null],
    ['a list', 'floor:ask', [{ kind: 'reply' }]],
    ['a word', 'floor:ask', 'reply'],
    ['a kind that is none', 'floor:ask', { kind: 'song' }],
    ['a field too many', 'floor:ask', { kind: 'reply', actor: 'p0' }],
    ['an operator for a value', 'ballot:cast', { pollId: { $gt: '' }, choice: 'approve' }],
    ['a list of choices', 'ballot:cast', { pollId: 'v1', choice: ['approve'] }],
    ['a weight', 'ballot:cast', { pollId: 'v1', choice: 'approve', weight: 2 }],
    ['a number that is not whole', 'floor:give', { personId: 'p1', limitMs: 1.5 }],
    ['a number without end', 'floor:give', { personId: 'p1', limitMs: Number.POSITIVE_INFINITY }],
    ['a blank title', 'paper:retitle', { paperId: 't1', title: ' \t' }],
    ['an id with a slash', 'item:call', { itemId: '../m2' }],
    ['an id that is a prototype', 'item:call', { itemId: '__proto__' }],
  ])('%s is no request', (_why, name, request) => {
    expect(meeting.parse(name, request)).toBe('invalid-request');
  });
  test.each(['a\0b', 'a\ud800b', '\udc00'])('%j is refused wherever it stands, in keys too', (text) => {
    expect(meeting.parse('paper:retitle', { paperId: 't1', title: text })).toBe('bad-text');
    expect(meeting.parse('paper:retitle', { paperId: 't1', title: 'a', [text]: 1 })).toBe('bad-text');
    expect(meeting.parse('floor:ask', { kind: [{ deep: text }] })).toBe('bad-text');
  });
  test('any other text is kept byte for byte', () => {
    for (const title of ['Uỷ ban', 'Ủy ban', 'Uỷ'.normalize('NFD'), '😀 <b>', "'; DROP", '\u202eabc', ' a '])
      expect(meeting.parse('paper:retitle', { paperId: 't1', title })).toMatchObject({ request: { title } });
    expect(ask('reply')).toEqual({ name: 'floor:ask', request: { kind: 'reply' } });
  });
  test('what the server completes cannot be said by a tablet', () => {
    const paper = {
      paperId: 't1',
      itemId: 'i1',
      title: 'a',
      sha256: hash('a'),
      sizeBytes: 1,
      pages: 1,
      needsPassword: false,
      text: null,
      filename: 'a.pdf',
    };
    expect(meeting.parse('paper:add', paper)).toBe('invalid-request');
    expect(meeting.parse('paper:add', paper, true)).toMatchObject({ name: 'paper:add' });
    expect(meeting.parse('agenda:publish', { digest: hash('a'), items: [] })).toBe('invalid-request');
    expect(meeting.parse('agenda:publish', { digest: hash('a') })).toMatchObject({ name: 'agenda:publish' });
    expect(meeting.parse('agenda:publish', { digest: hash('a') }, true)).toBe('invalid-request');
  });
});

describe('versions of events', () => {
  test('version 1 of floor:given is raised: it had no limit, the rules of the time gave ten minutes', () => {
    expect(meeting.upcast({ type: 'floor:given', v: 1, personId: 'p1', itemId: 'i2' })).toEqual({
      type: 'floor:given',
      personId: 'p1',
      itemId: 'i2',
      limitMs: 600_000,
    });
    expect(meeting.versionOf('floor:given')).toBe(2);
    expect(meeting.upcast({ type: 'floor:given', v: 2, personId: 'p1', itemId: null, limitMs: 5 })).toMatchObject({
      limitMs: 5,
    });
  });
  test('a higher version, or an unknown type, is of a newer release: nothing is decided on it', () => {
    expect(() => meeting.upcast({ type: 'floor:given', v: 3, personId: 'p1' })).toThrow(NewerThanThis);
    expect(() => meeting.upcast({ type: 'floor:asked', v: 2, personId: 'p1' })).toThrow(NewerThanThis);
    expect(() => meeting.upcast({ type: 'floor:sung', v: 1 })).toThrow(NewerThanThis);
    expect(() => meeting.upcast({ type: 'constructor', v: 1 })).toThrow(NewerThanThis);
    expect(meeting.versionOf('floor:sung')).toBe(0);
  });
});

test('no request, event or refusal stands in two slices of a machine', () => {
  for (const { kind, words, names } of Object.values(machines)) {
    const refusals = [
      ...words.flatMap(({ vi }) => Object.keys(vi.refusals)),
      ...(kind === 'meeting' ? Object.keys(access.vi) : []),
    ];
    expect([kind, twice(names)]).toEqual([kind, []]);
    expect([kind, twice(refusals)]).toEqual([kind, []]);
  }
});
test('no event type is made by two slices, nor by two kinds of stream', async () => {
  const slices = await Promise.all(
    'agenda archive attendance body conclusions floor heads meeting minutes papers people presenter register tasks voting'
      .split(' ')
      .map((name) => import(`../${name}/slice.ts`) as Promise<AnySlice>),
  );
  expect(twice(slices.flatMap(({ events }) => Object.keys(events)))).toEqual([]);
  expect(twice(slices.flatMap(({ requests }) => Object.keys(requests)))).toEqual([]);
  // A misspelt `earlier` or `asked` would say nothing: what they name is there.
  for (const { earlier, asked, events, requests, evolve, decide } of slices) {
    expect(Object.keys(events)).toEqual(expect.arrayContaining(Object.keys(earlier ?? {})));
    expect(Object.keys(requests)).toEqual(expect.arrayContaining(Object.keys(asked ?? {})));
    expect(Object.keys(decide).sort()).toEqual(Object.keys(requests).sort());
    expect(Object.keys(evolve)).toEqual(expect.arrayContaining(Object.keys(events)));
  }
});
const twice = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i);

test('a rule whose event does not fit its form, is unknown, or is none at all, is a fault of that command alone', () => {
  const words = { vi: { refusals: {}, sentences: {} }, en: { refusals: {}, sentences: {} }, sentences: {} };
  const made: Record<string, readonly object[]> = {
    fits: [{ type: 'said', text: 'a' }],
    wrong: [{ type: 'said', text: 1 }],
    more: [{ type: 'said', text: 'a', and: 'b' }],
    unknown: [{ type: 'sung' }],
    none: [],
  };
  const small = machine('small', {
    small: {
      initial: [] as string[],
      requests: { say: z.strictObject({ what: z.string() }) },
      events: { said: z.strictObject({ text: z.string() }) },
      decide: { say: (_: unknown, { what }: { what: string }) => made[what] as never },
      evolve: { said: (all: string[], { text }: { text: string }): string[] => [...all, text] },
      words,
    },
  });
  const batch = Object.keys(made).map((what) => ({
    name: 'say',
    request: { what },
    commandId: what,
    actor: 'p1',
    may: () => ({}),
  }));
  const { answers, faults } = decideAll(small, empty(small), batch, '2026-11-26T01:00:00.000Z', {
    stream: 's/1',
    incarnation: 'i',
  });
  expect(answers.map((one) => (one.ok ? 'ok' : one.refusal))).toEqual([
    'ok',
    'internal',
    'internal',
    'internal',
    'internal',
  ]);
  expect(faults.map(({ commandId }) => commandId)).toEqual(['wrong', 'more', 'unknown', 'none']);
});
