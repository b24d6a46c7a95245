import { type Folded, fold } from '@ecab/shared/ledger/batch';
import type { Room } from '@ecab/shared/ledger/machines';
import { machine, none, run } from '@ecab/shared/testing/meeting';
import { script } from '@ecab/shared/testing/stages';
import { expect, test } from 'vitest';
import { type ConsequenceParts, createConsequences } from './consequences.js';

const STREAM = 'meeting/m1';

/** A meeting closed at one time, the number of its minutes asked for at another. */
function numberAsked(closedAt: string, askedAt: string) {
  const all = script(5);
  const named = (stage: string) => all.findIndex(({ name }) => name === stage);
  const until = all.slice(0, named('minutes_issued')).map(({ steps }) => ({ steps, at: closedAt }));
  const asked = { steps: all[named('minutes_issued')]?.steps.slice(0, 1) ?? [], at: askedAt };
  const entries: Uint8Array[] = [];
  const folded = [...until, asked].reduce<Folded<Room>>((before, { steps, at }) => {
    const { bytes } = run(before, steps, at);
    if (!bytes) throw new Error('nothing happened');
    entries.push(bytes);
    return fold(machine, before, bytes);
  }, none);
  return { folded, entries };
}
/** The numbers that are asked of the registers when the whole stream is looked at. */
async function numbers({ folded, entries }: ReturnType<typeof numberAsked>) {
  const given: { stream: string; request: object }[] = [];
  const consequences = createConsequences({
    hosts: { meeting: async () => ({ folded: () => folded }) },
    streams: { read: async () => entries.map((entry, n) => ({ seq: n + 1, entry })) },
    commands: {
      async issue(_: unknown, stream: string, _id: string, name: string, request: object) {
        if (name === 'number:allocate') given.push({ stream, request });
        return { ok: true, at: { stream, seq: 1 } };
      },
    },
    directory: { body: () => ({ about: { symbolSuffix: 'UBND' } }) },
    signHead: () => ({ signature: '', key: '' }),
    hashAt: async () => '',
  } as unknown as ConsequenceParts);
  await consequences.handle(STREAM, 'meeting', 0);
  return given;
}

test.each([
  [
    '2026-12-30T03:00:00.000Z',
    '2027-01-05T02:00:00.000Z',
    '2026-12-30',
    'of the old year, though issued in the new one',
  ],
  ['2026-12-31T17:30:00.000Z', '2027-01-05T02:00:00.000Z', '2027-01-01', 'of the new year, closed after midnight here'],
  ['2026-12-31T16:30:00.000Z', '2027-01-05T02:00:00.000Z', '2026-12-31', 'of the old year, closed before midnight'],
])('minutes of a meeting closed at %s, issued at %s, bear %s and a number %s', async (closed, asked, day) => {
  expect(await numbers(numberAsked(closed, asked))).toEqual([
    {
      stream: `register/ubnd/BB/${day.slice(0, 4)}`,
      request: expect.objectContaining({ issuedOn: day, documentId: 'bb-m1' }),
    },
  ]);
});

test('looked at again once the number is there, another one is asked of no register', async () => {
  const { folded, entries } = numberAsked('2026-12-30T03:00:00.000Z', '2027-01-05T02:00:00.000Z');
  const minutes = { ...folded.state.minutes, state: 'numbered' as const, symbol: '09/BB-UBND' };
  expect(await numbers({ folded: { ...folded, state: { ...folded.state, minutes } }, entries: entries })).toEqual([]);
});
