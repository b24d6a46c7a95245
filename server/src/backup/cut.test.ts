import { hashOf, type StoredEvent, toBytes } from '@ecab/shared/ledger/entry';
import { expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import type { Store, StoreReader } from '../storage/ports.js';
import { drawsOf } from '../testing/draws.fixture.js';
import { leansOf } from './causes.js';
import { planCut } from './cut.js';

/**
 * A body at work: papers are stored and named, decisions become tasks, minutes ask for numbers and get them; each step
 * one entry, each consequence some steps after its source.
 */
function bodyAtWork(store: Store, draw: (below: number) => number) {
  const heads = new Map<string, { seq: number; hash: string | null }>();
  const due: (() => Promise<void>)[] = [];
  let made = 0;

  async function append(stream: string, events: StoredEvent[]): Promise<number> {
    const before = heads.get(stream) ?? { seq: 0, hash: null };
    const commands = [{ commandId: `c${++made}`, actor: 'p1', at: '2026-11-26T01:00:00.000Z', events }];
    const seq = before.seq + 1;
    const bytes = toBytes({ format: 1, stream, seq, prevHash: before.hash, incarnation: 'i', commands });
    // Set first: a step may come between, as another command of the same server would wait for it.
    heads.set(stream, { seq, hash: hashOf(bytes) });
    expect(await store.streams.append(stream, before.seq, bytes)).toBe('stored');
    return seq;
  }
  async function fresh() {
    const meeting = `meeting/m${draw(6)}`;
    switch (draw(4)) {
      case 0: {
        const { sha256 } = await store.blobs.put(Buffer.from(`paper ${made}`));
        await append(meeting, [{ type: 'paper:added', v: 1, sha256 }]);
        return;
      }
      case 1: {
        const seq = await append(meeting, [{ type: 'item:concluded', v: 1 }]);
        const task = `task/t${made}`;
        due.push(async () => {
          await append(task, [{ type: 'task:opened', v: 1, source: { stream: meeting, seq, index: 0 } }]);
        });
        return;
      }
      case 2: {
        const meetingId = `n${made}`;
        const own = `meeting/${meetingId}`;
        const seq = await append(own, [{ type: 'minutes:number-asked', v: 1 }]);
        due.push(async () => {
          const source = { stream: own, seq, index: 0 };
          await append(`register/b/BB/${draw(2)}`, [{ type: 'number:allocated', v: 1, meetingId, source }]);
          due.push(async () => {
            await append(own, [{ type: 'minutes:numbered', v: 1, symbol: '1/BB' }]);
          });
        });
        return;
      }
      default:
        await append('audit/2026-11-26', []);
    }
  }
  return async (steps: number) => {
    for (let i = 0; i < steps; i += 1) {
      const next = draw(2) ? due.splice(draw(due.length), 1)[0] : undefined;
      await (next ?? fresh)();
    }
  };
}

/** Somebody is always writing while it reads. */
function readerBeside(store: Store, work: (steps: number) => Promise<void>, draw: (below: number) => number) {
  const { read, touched, head, snapshot } = store.streams;
  const reader: StoreReader['streams'] = {
    head,
    snapshot,
    async read(stream, after, limit) {
      await work(draw(4));
      return read(stream, after, limit);
    },
    async touched(since, after) {
      await work(draw(3));
      return touched(since, after, 5);
    },
  };
  return reader;
}

async function leansIn(store: Store, upTo: ReadonlyMap<string, number>) {
  const all = [];
  for (const [stream, end] of upTo)
    for (const { seq, entry } of await store.streams.read(stream, 0, end))
      all.push({ at: `${stream} ${seq}`, ...leansOf(stream, entry) });
  return all;
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'whatever is written meanwhile (%i), no entry in the cut lacks its source, and no file that it names is unknown',
  async (seed) => {
    const draw = drawsOf(seed + 1);
    const store = memoryStore({ now: () => '2026-11-26T01:00:00.000Z' });
    const work = bodyAtWork(store, draw);
    await work(60);
    const { upTo, blobs, entries } = await planCut(readerBeside(store, work, draw));
    const leans = await leansIn(store, upTo);
    expect(leans).toHaveLength(entries);
    const given = new Set(leans.flatMap(({ numbers }) => numbers));
    const open = leans.flatMap(({ at, causes }) =>
      causes
        .filter((cause) =>
          'numberOf' in cause ? !given.has(cause.numberOf) : (upTo.get(cause.stream) ?? 0) < cause.seq,
        )
        .map((cause) => ({ at, cause })),
    );
    expect(open).toEqual([]);
    for (const { sha256 } of leans.flatMap((one) => one.blobs)) expect(blobs.has(sha256)).toBe(true);
    for (const sha256 of blobs.keys()) expect(await store.blobs.size(sha256)).not.toBeNull();
  },
);

test('a cause that was never there ends the search: it is for verify to tell', async () => {
  const store = memoryStore({ now: () => '2026-11-26T01:00:00.000Z' });
  const entry = (stream: string, event: StoredEvent) =>
    toBytes({
      format: 1,
      stream,
      seq: 1,
      prevHash: null,
      incarnation: 'i',
      commands: [{ commandId: 'c', actor: 'p', at: '', events: [event] }],
    });
  const source = { stream: 'meeting/gone', seq: 3, index: 0 };
  await store.streams.append('task/t', 0, entry('task/t', { type: 'task:opened', v: 1, source }));
  await store.streams.append('meeting/m', 0, entry('meeting/m', { type: 'minutes:numbered', v: 1 }));
  const { upTo } = await planCut(store.streams);
  expect([...upTo].filter(([, end]) => end > 0)).toEqual([
    ['task/t', 1],
    ['meeting/m', 1],
  ]);
});
