import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceOf } from '../access/can.js';
import {
  after,
  cast,
  incarnation,
  machine,
  none,
  opening,
  put,
  run,
  sent,
  session,
  startsAt,
  stream,
  who,
} from '../testing/meeting.js';
import { randomCommand } from '../testing/random.js';
import { decideAll, fold, recordedAt, type Sent } from './batch.js';
import { fromBytes, hashOf, toBytes } from './entry.js';
import { canonical } from './json.js';
import type { Room } from './machines.js';

const start = session(4);
const batches = fc
  .array(fc.array(fc.integer(), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 30, size: 'max' })
  .map((all) => all.map((batch) => batch.map(randomCommand)));
/** Random runs that repeat: what failed once is found again. */
const often = { numRuns: 120, seed: 20_261_126 };
const everyone = ['p0', 's1', 'p1', 'k1', 'g1', 'g2', 'u1', 'o1', 'd1'];
const boards = (room: Room) =>
  everyone.map((person) => {
    const audience = audienceOf(room, who(person));
    return [audience === null ? null : machine.board(room, audience), machine.you(room, person)];
  });

describe('whatever is asked', () => {
  test('a replay gives the same state, byte for byte, and the same board for every audience', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(batches, (all) => {
        let folded = start;
        const kept: Uint8Array[] = [];
        for (const batch of all) {
          const done = run(folded, batch);
          if (done.bytes) kept.push(done.bytes);
          folded = done.folded;
          for (const one of done.said) met.add(one);
        }
        const again = kept.reduce((state, bytes) => fold(machine, state, bytes), start);
        expect(canonical(again)).toBe(canonical(folded));
        expect(canonical(boards(again.state))).toBe(canonical(boards(folded.state)));
        for (const bytes of kept) expect(hashOf(toBytes(fromBytes(bytes)))).toBe(hashOf(bytes));
      }),
      often,
    );
    // Chance that met nothing would prove nothing.
    for (const one of [
      'ok',
      'not-allowed',
      'already-cast',
      'poll-open',
      'not-present',
      'already-waiting',
      'poll-not-open',
    ])
      expect(met).toContain(one);
    expect(met).not.toContain('internal');
  });

  test('a node that starts from a snapshot, whose keys are sorted, decides and shows the same', () => {
    fc.assert(
      fc.property(batches, batches, (before, rest) => {
        const folded = before.reduce((state, batch) => run(state, batch).folded, start);
        let one = folded;
        let restored: typeof folded = JSON.parse(canonical(folded));
        for (const batch of rest) {
          const [mine, theirs] = [run(one, batch), run(restored, batch)];
          expect(theirs.answers).toEqual(mine.answers);
          [one, restored] = [mine.folded, theirs.folded];
        }
        expect(canonical(restored)).toBe(canonical(one));
        expect(canonical(boards(restored.state))).toBe(canonical(boards(one.state)));
      }),
      often,
    );
  });

  test('the same command gets the same answer, and is recorded once', () => {
    fc.assert(
      fc.property(batches, (all) => {
        let folded = start;
        for (const batch of all) {
          const done = run(folded, batch);
          const again = run(
            done.folded,
            batch.filter((_, i) => done.said[i] === 'ok'),
          );
          expect(again.bytes).toBeNull();
          expect(again.answers).toEqual(done.answers.filter((one) => one.ok));
          folded = done.folded;
        }
      }),
      often,
    );
  });

  test('one by one or together, the same is decided', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const together = run(start, all.flat());
        let folded = start;
        const said = all.flat().map((one) => {
          const done = run(folded, [one]);
          folded = done.folded;
          return done.said[0];
        });
        expect(said).toEqual(together.said);
        expect(canonical(folded.state)).toBe(canonical(together.room));
      }),
      often,
    );
  });
});

describe('a batch', () => {
  test('is one entry; what is refused in it answers and records nothing', () => {
    const done = run(none, [...opening(3), put(), cast('p1', 'approve'), cast('p1', 'reject'), cast('x1', 'approve')]);
    expect(done.said.slice(-4)).toEqual(['ok', 'ok', 'already-cast', 'not-allowed']);
    const entry = fromBytes(done.bytes ?? new Uint8Array());
    expect(entry.seq).toBe(1);
    expect(entry.commands).toHaveLength(done.said.filter((one) => one === 'ok').length);
  });
  test('of refusals only is no entry', () => {
    const done = run(start, [cast('p1', 'approve'), sent('p1', 'floor:withdraw')]);
    expect([done.said, done.bytes, done.folded]).toEqual([['unknown-poll', 'not-waiting'], null, start]);
  });
  test('of nothing is no entry', () => {
    expect(run(start, []).bytes).toBeNull();
  });
  test('holding one command twice records it once, and answers both', () => {
    const one = sent('p1', 'floor:ask', { kind: 'reply' });
    const done = run(start, [one, one]);
    expect(done.answers[1]).toEqual(done.answers[0]);
    expect(fromBytes(done.bytes ?? new Uint8Array()).commands).toHaveLength(1);
  });
  test('asks for the right on the state that the command before left', () => {
    const done = run(start, [
      sent('p0', 'meeting:undelegate', { personId: 's1' }),
      sent('s1', 'session:pause'),
      sent('p0', 'meeting:delegate', { personId: 's1' }),
      sent('s1', 'session:pause'),
    ]);
    expect(done.said).toEqual(['ok', 'not-allowed', 'ok', 'ok']);
    expect(fromBytes(done.bytes ?? new Uint8Array()).commands.at(-1)).toMatchObject({ actor: 's1', onBehalfOf: 'p0' });
  });
  test('is written at a time not before what was written, whatever the clock says', () => {
    const late = run(start, [sent('p1', 'attendance:leave')], '2026-11-26T03:00:00.000Z').folded;
    const { bytes } = run(late, [sent('p2', 'attendance:leave')], '2026-11-26T02:00:00.000Z');
    expect(fromBytes(bytes ?? new Uint8Array()).commands[0]?.at).toBe('2026-11-26T03:00:00.000Z');
  });
});

describe('a rule that throws', () => {
  const broken = (name: 'decide' | 'evolve'): typeof machine => ({
    ...machine,
    [name]: (...call: never[]) => {
      const [, what] = call as unknown as [Room, { name?: string; type?: string }];
      if (what.name === 'floor:ask' || what.type === 'floor:asked') throw new RangeError('damaged');
      return (machine[name] as (...all: never[]) => unknown)(...call);
    },
  });
  test.each(['decide', 'evolve'] as const)(
    'in %s answers "internal" for its command alone, and is reported',
    (name) => {
      const batch = [
        sent('p1', 'attendance:leave'),
        sent('p2', 'floor:ask', { kind: 'reply' }),
        sent('p3', 'attendance:leave'),
      ];
      const { answers, bytes, faults } = decideAll(broken(name), start, batch, startsAt, { stream, incarnation });
      expect(answers.map((one) => one.ok || one.refusal)).toEqual([true, 'internal', true]);
      expect(faults).toEqual([{ commandId: batch[1]?.commandId, fault: new RangeError('damaged') }]);
      expect(fromBytes(bytes ?? new Uint8Array()).commands.map(({ actor }) => actor)).toEqual(['p1', 'p3']);
    },
  );
});

test('32 commands of each person are remembered: the last ones, under their own name alone', () => {
  const many = Array.from({ length: 17 }, (_, i) => [
    sent('p1', 'floor:ask', { kind: 'reply' }, `ask-${i}`),
    sent('p1', 'floor:withdraw', {}, `back-${i}`),
  ]).flat();
  const folded = after(start, ...many);
  expect(folded.recent.p1).toHaveLength(32);
  expect(run(folded, many.slice(-32)).bytes).toBeNull();
  // Another person's command under the same id is another command.
  expect(run(folded, [sent('p2', 'floor:ask', { kind: 'reply' }, 'ask-16')]).bytes).not.toBeNull();
});

test('an entry that does not follow is told: a gap, a repeat, another chain', () => {
  const one = run(start, [sent('p1', 'attendance:leave')]);
  const two = run(one.folded, [sent('p2', 'attendance:leave')]);
  const bytes = two.bytes ?? new Uint8Array();
  expect(() => fold(machine, start, bytes)).toThrow(RangeError);
  expect(() => fold(machine, two.folded, bytes)).toThrow(RangeError);
  const forged = toBytes({ ...fromBytes(bytes), prevHash: '0'.repeat(64) });
  expect(() => fold(machine, one.folded, forged)).toThrow(RangeError);
});

test('a person whose id every object has is remembered like any other', () => {
  const one: Sent<Room> = { ...sent('p1', 'floor:ask', { kind: 'reply' }), actor: 'constructor', may: () => ({}) };
  expect(run(start, [one]).said).toEqual(['not-present']);
  expect(recordedAt(start, 'constructor', one.commandId)).toBeNull();
});
