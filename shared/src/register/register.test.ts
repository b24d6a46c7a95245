import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAll, empty, type Folded, fold, type Sent } from '../ledger/batch.js';
import { machines, type RegisterCommands, type RegisterState } from '../ledger/machines.js';

const machine = machines.register;
type State = Folded<RegisterState>;
let made = 0;
const sent = <Name extends keyof RegisterCommands & string>(
  name: Name,
  request: RegisterCommands[Name],
): Sent<RegisterState> => ({ name, request, commandId: `c${++made}`, actor: 'k1', may: () => ({}) });
const run = (state: State, one: Sent<RegisterState>) => {
  const { answers, bytes } = decideAll(machine, state, [one], '2026-11-26T01:00:00.000Z', {
    stream: 'register/b/BB/2026',
    incarnation: 'i',
  });
  const [answer] = answers;
  return { state: bytes ? fold(machine, state, bytes) : state, said: answer?.ok ? 'ok' : (answer?.refusal ?? '') };
};
const allocate = (seq: number, suffix = 'UBND') =>
  sent('number:allocate', {
    documentId: `d${seq}`,
    documentType: 'BB',
    suffix,
    issuedOn: '2026-11-27',
    abstract: 'Biên bản',
    meetingId: 'm1',
    source: { stream: 'meeting/m1', seq, index: 0 },
  });
const register = (symbol: string) =>
  sent('document:register', {
    documentId: 'd0',
    documentType: 'BB',
    normative: false,
    symbol,
    issuedOn: '2026-11-27',
    abstract: 'Biên bản',
    text: '',
    signer: '',
    meetingId: null,
    itemId: null,
  });
const numbers = ({ state }: State) => Object.keys(state.register.documents).map(Number);

test('numbers begin with 01 and grow by one', () => {
  let state = empty(machine);
  for (const seq of [4, 9, 12]) ({ state } = run(state, allocate(seq)));
  expect(Object.values(state.state.register.documents).map(({ symbol }) => symbol)).toEqual([
    '01/BB-UBND',
    '02/BB-UBND',
    '03/BB-UBND',
  ]);
});

test('the same source gets no second number, another one does', () => {
  const once = run(empty(machine), allocate(4)).state;
  expect(run(once, allocate(4)).said).toBe('number-given');
  expect(run(once, allocate(5)).said).toBe('ok');
});

test('a number that a document bears is entered once; the next goes on after the highest, and the gap stays', () => {
  const seven = run(empty(machine), register('07/BB-UBND')).state;
  expect(run(seven, register('07/BB-UBND')).said).toBe('number-taken');
  const eight = run(seven, allocate(1)).state;
  expect(numbers(eight)).toEqual([7, 8]);
  expect(numbers(run(eight, allocate(2)).state)).toEqual([7, 8, 9]);
});

test.each([
  ['7/BB-UBND', 'no zero below ten'],
  ['00/BB-UBND', 'no number'],
  ['BB-UBND', 'no number at all'],
])('%s is refused: %s', (symbol) => {
  expect(run(empty(machine), register(symbol)).said).toBe('not-a-symbol');
});
test('a symbol that Decree 30/2020 does not know is not made', () => {
  expect(run(empty(machine), allocate(1, 'ubnd')).said).toBe('not-a-symbol');
});

test('whatever is entered and allocated in whatever order: no number twice, no given one below one given before', () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 30 }).map((seq) => ({ seq, symbol: null })),
    fc.integer({ min: 1, max: 40 }).map((n) => ({ seq: 0, symbol: `${String(n).padStart(2, '0')}/BB-UBND` })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let state = empty(machine);
      let last = 0;
      const sources = new Set<number>();
      for (const { seq, symbol } of steps) {
        const before = numbers(state);
        const next = run(state, symbol ? register(symbol) : allocate(seq));
        const fresh = numbers(next.state).filter((n) => !before.includes(n));
        expect(fresh).toHaveLength(next.said === 'ok' ? 1 : 0);
        if (!symbol) {
          expect(next.said).toBe(sources.has(seq) ? 'number-given' : 'ok');
          sources.add(seq);
          if (fresh[0] !== undefined) expect(fresh[0]).toBeGreaterThan(Math.max(last, ...before));
          last = fresh[0] ?? last;
        }
        state = next.state;
      }
    }),
    { numRuns: 200, seed: 3 },
  );
});
