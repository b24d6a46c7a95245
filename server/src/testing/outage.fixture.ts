import { randomUUID } from 'node:crypto';
import type { Answer } from '@ecab/shared/contract/wire';
import { fromBytes, hashOf } from '@ecab/shared/ledger/entry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClock } from '../adapters/system.js';
import type { Store } from '../storage/ports.js';
import type { Tablet, TestCabinet } from './app.fixture.js';
import { ADMIN, bodyStream, openSmallCabinet } from './small-cabinet.fixture.js';

/** A store whose engine can be taken away for a while. */
export interface OutageEngine {
  readonly name: string;
  open(now: () => string): Promise<{
    readonly store: Store;
    /** From now on nothing is stored, until it may go on: by name what happens to the engine. */
    readonly outages: Readonly<Record<string, () => Promise<{ over(): Promise<void> }>>>;
    close(): Promise<void>;
  }>;
}
const START = '2026-11-26T01:00:00.000Z';
const OUTAGE_MS = 30_000;
const AT_MOST_MS = 5_000;
const all = Number.MAX_SAFE_INTEGER;

/** Sends a command as a tablet does: the same one again until it is answered for good. */
async function insist(tablet: Tablet, commandId: string): Promise<{ answer: Answer; slowestMs: number; sent: number }> {
  let [slowestMs, sent] = [0, 0];
  for (;;) {
    const begun = performance.now();
    sent += 1;
    const answer = await tablet.command(bodyStream, 'room:add', { roomId: commandId, name: commandId }, commandId);
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    if (answer.ok || answer.refusal !== 'unavailable') return { answer, slowestMs, sent };
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function commandIdsOf({ streams }: Store): Promise<string[]> {
  let before: string | null = null;
  const ids: string[] = [];
  for (const { entry } of await streams.read(bodyStream, 0, all)) {
    const read = fromBytes(entry);
    expect(read.prevHash).toBe(before);
    before = hashOf(entry);
    ids.push(...read.commands.map(({ commandId }) => commandId));
  }
  return ids;
}

/** What a cabinet owes its tablets while its store is away. */
export function describeOutage(engine: OutageEngine, outages: readonly string[]): void {
  describe(`${engine.name}: the store is away`, () => {
    let opened: Awaited<ReturnType<OutageEngine['open']>>;
    let cabinet: TestCabinet;
    let tablet: Tablet;
    beforeAll(async () => {
      // One clock for both: what the cabinet lets expire the store keeps until then.
      opened = await engine.open(createClock(START).now);
      cabinet = await openSmallCabinet(opened.store, START);
      tablet = await cabinet.tablet(ADMIN);
    });
    afterAll(async () => {
      await cabinet.close();
      await opened.close();
    });

    test.each(outages)('%s for 30 s: told within 5 s, sent again, stored once, by the same server', async (name) => {
      expect((await insist(tablet, randomUUID())).answer.ok).toBe(true);
      const away = await opened.outages[name]?.();
      const begun = performance.now();
      const [ids, answers] = [[] as string[], [] as ReturnType<typeof insist>[]];
      for (let n = 0; n < 20; n += 1) {
        ids.push(randomUUID());
        answers.push(insist(tablet, ids[n] as string));
      }
      // A person who comes only now finds the door answering, whatever it says.
      const [health, first] = await Promise.all([fetch(`${cabinet.url}/healthz`), probe(tablet)]);
      expect(health.ok).toBe(true);
      expect(first).toMatchObject({ ok: false, refusal: 'unavailable' });
      await new Promise((done) => setTimeout(done, OUTAGE_MS - (performance.now() - begun)));
      await away?.over();
      for (const { answer, slowestMs, sent } of await Promise.all(answers)) {
        expect(answer).toMatchObject({ ok: true });
        expect(slowestMs).toBeLessThan(AT_MOST_MS);
        expect(sent).toBeGreaterThan(1);
      }
      const stored = await commandIdsOf(opened.store);
      for (const id of ids) expect(stored.filter((one) => one === id)).toHaveLength(1);
      expect(new Set(stored).size).toBe(stored.length);
      await cabinet.app.settled();
    });
  });
}
const probe = (tablet: Tablet): Promise<Answer> =>
  tablet.command(bodyStream, 'room:add', { roomId: randomUUID(), name: 'x' });
