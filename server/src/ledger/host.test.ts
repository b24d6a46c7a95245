import { type Decision, fold, type Sent } from '@ecab/shared/ledger/batch';
import { fromBytes } from '@ecab/shared/ledger/entry';
import { canonical } from '@ecab/shared/ledger/json';
import { machines, type Room } from '@ecab/shared/ledger/machines';
import { none, opening, sent, startsAt, stream } from '@ecab/shared/testing/meeting';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Full, Unreachable } from '../storage/faults.js';
import { memoryStore } from '../storage/memory.js';
import type { Streams } from '../storage/ports.js';
import { type Host, type HostParts, openHost } from './host.js';

const machine = machines.meeting;
const store = () => memoryStore({ now: () => startsAt }).streams;
const parts = (streams: Streams, more: Partial<HostParts> = {}): HostParts => ({
  streams,
  incarnation: 'inc1',
  now: () => startsAt,
  pause: async () => {},
  elapsed: () => 0,
  codeVersion: 'test',
  report: () => {},
  ...more,
});
const node = (streams: Streams, more?: Partial<HostParts>): Promise<Host<Room>> =>
  openHost(machine, stream, parts(streams, more), () => {});
const entries = async (streams: Streams) => (await streams.read(stream, 0, 10_000)).map(({ entry }) => entry);
const people = ['p0', 'p1', 'p2', 'p3'];

/** Random commands of four members; `commandId` is shared on purpose, as when a tablet sends again. */
const plan = fc.array(
  fc
    .tuple(
      fc.constantFrom(...people),
      fc.constantFrom(
        ['floor:ask', { kind: 'debate' }],
        ['floor:withdraw', {}],
        ['floor:give', { personId: 'p1', limitMs: 1000 }],
        ['floor:end', {}],
        ['attendance:leave', {}],
        ['attendance:check-in', {}],
        ['ballot:cast', { pollId: 'v1', choice: 'approve' }],
        ['ballot:cast', { pollId: 'v1', choice: 'reject' }],
        ['poll:close', { pollId: 'v1' }],
      ),
      fc.integer({ min: 0, max: 40 }),
    )
    .map(([actor, [name, request], id]) => sent(actor, name as never, request as never, `${actor}-${id}`)),
  { maxLength: 25 },
);
const start = [
  ...opening(4),
  sent('p0', 'poll:open', {
    pollId: 'v1',
    itemId: 'i2',
    question: 'Thông qua?',
    kind: 'open',
    settles: true,
    repeats: null,
  }),
];
async function begun(streams: Streams, host: Host<Room>) {
  for (const one of start) expect(await host.submit(one)).toMatchObject({ ok: true });
  return (await entries(streams)).length;
}
/** Every accepted command is in the stream once, where its answer says, and the chain holds. */
async function holds(streams: Streams, answers: readonly (readonly [string, Decision])[]) {
  const kept = await entries(streams);
  const truth = kept.reduce((folded, bytes) => fold(machine, folded, bytes), none);
  const ids = kept.flatMap((bytes) => fromBytes(bytes).commands.map(({ commandId }) => commandId));
  expect(new Set(ids).size).toBe(ids.length);
  const given = new Map<string, string>();
  for (const [commandId, answer] of answers) {
    if (!answer.ok) continue;
    expect(given.get(commandId) ?? canonical(answer)).toBe(canonical(answer));
    given.set(commandId, canonical(answer));
    const at = kept[answer.at.seq - 1];
    expect(at && fromBytes(at).commands.some((one) => one.commandId === commandId)).toBe(true);
  }
  return truth;
}

describe('one stream on two nodes', () => {
  test('never forks, counts no command twice, and answers a command alike on either node', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plan, async (scheduler, commands) => {
        const streams = store();
        const slow: Streams = {
          ...streams,
          append: scheduler.scheduleFunction(streams.append.bind(streams)),
          read: scheduler.scheduleFunction(streams.read.bind(streams)),
        };
        const nodes = await scheduler.waitFor(Promise.all([node(slow), node(slow)]));
        await scheduler.waitFor(Promise.all(start.map((one) => nodes[0].submit(one))));
        const asked = commands.flatMap((one) =>
          nodes.map(async (host) => [one.commandId, await host.submit(one)] as const),
        );
        const answers = await scheduler.waitFor(Promise.all(asked));
        const truth = await holds(streams, answers);
        for (const host of nodes) expect(canonical(await scheduler.waitFor(host.catchUp()))).toBe(canonical(truth));
      }),
      { numRuns: 60 },
    );
  });

  test('a winner that has a rival waits as long as its append took, so that none starves', async () => {
    const streams = store();
    const waits: number[] = [];
    let clock = 0;
    const timed: Partial<HostParts> = {
      elapsed: () => clock,
      pause: async (ms) => void waits.push(ms),
    };
    const slow: Streams = {
      ...streams,
      append: async (...call) => {
        clock += 7;
        return streams.append(...call);
      },
    };
    const one = await node(slow, timed);
    const other = await node(slow, timed);
    await one.submit(start[0] as Sent<Room>);
    await other.submit(start[1] as Sent<Room>);
    expect(waits).toEqual([]);
    // The first one did not know of that, was moved, and from then on lets the rival through.
    await one.submit(start[2] as Sent<Room>);
    expect(waits).toEqual([7]);
  });
});

test('an append of unknown outcome is found again and never made twice', async () => {
  const fate = fc.constantFrom('ok', 'stored, but nobody heard', 'lost');
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 30 }), plan, async (fates, commands) => {
      const streams = store();
      const left = [...fates];
      const faulty: Streams = {
        ...streams,
        append: async (...call) => {
          const fate = left.pop() ?? 'ok';
          if (fate === 'lost') throw new Unreachable();
          const done = await streams.append(...call);
          if (fate !== 'ok') throw new Unreachable();
          return done;
        },
      };
      const host = await node(faulty);
      // As a tablet does: what got no answer is sent again under the same id.
      const insist = async (one: Sent<Room>): Promise<Decision> => {
        for (;;) {
          const answer = await host.submit(one).catch((fault: unknown) => {
            if (!(fault instanceof Unreachable)) throw fault;
            return null;
          });
          if (answer) return answer;
        }
      };
      for (const one of start) expect(await insist(one)).toMatchObject({ ok: true });
      const answers = await Promise.all(commands.map(async (one) => [one.commandId, await insist(one)] as const));
      const truth = await holds(streams, answers);
      expect(canonical(host.folded())).toBe(canonical(truth));
    }),
    { numRuns: 60 },
  );
});

test('a full store is said at once, nothing is recorded, and the meeting goes on when there is room', async () => {
  const streams = store();
  let full = true;
  const host = await node({
    ...streams,
    append: async (...call) => {
      if (full) throw new Full('full');
      return streams.append(...call);
    },
  });
  await expect(host.submit(start[0] as Sent<Room>)).rejects.toThrow(Full);
  expect(await streams.head(stream)).toBe(0);
  full = false;
  expect(await host.submit(start[0] as Sent<Room>)).toMatchObject({ ok: true });
});

test('what arrives while an append is under way is one entry', async () => {
  const streams = store();
  const host = await node(streams);
  await begun(streams, host);
  const before = await streams.head(stream);
  await Promise.all(
    people.map((actor) => host.submit(sent(actor, 'ballot:cast', { pollId: 'v1', choice: 'approve' }))),
  );
  expect((await streams.head(stream)) - before).toBeLessThanOrEqual(2);
});

test('two who read on at the same time take each entry once', async () => {
  const streams = store();
  const host = await node(streams);
  const behind = await node(streams);
  await begun(streams, host);
  await Promise.all([behind.catchUp(), behind.catchUp(), behind.tryOut(sent('p1', 'floor:ask', { kind: 'debate' }))]);
  expect(canonical(behind.folded())).toBe(canonical(host.folded()));
});

test('opened from a snapshot, a stream has the state that its entries give', async () => {
  const streams = store();
  const host = await node(streams);
  await begun(streams, host);
  for (let i = 0; i < 520; i += 1)
    await host.submit(i % 2 ? sent('p1', 'floor:withdraw') : sent('p1', 'floor:ask', { kind: 'speech' }));
  expect(await streams.snapshot(stream, 'fold-test')).not.toBeNull();
  const again = await node(streams);
  expect(canonical(again.folded())).toBe(canonical(host.folded()));
  const other = await node(streams, { codeVersion: 'another' });
  expect(canonical(other.folded())).toBe(canonical(host.folded()));
});
