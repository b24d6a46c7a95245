import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { elapsed } from '../adapters/system.js';
import { memoryStore } from '../storage/memory.js';
import { createDocs } from './docs.js';
import { Leases } from './leases.js';

const p = encodeStroke(Array.from({ length: 60 }, (_, x) => ({ x, y: x % 7, pressure: 0.5 })));
const now = () => '2026-11-05T01:00:00.000Z';
const by = { personId: 'an', deviceId: 'd1' };
const name = sharedInkDoc('v1');

test('what an update costs, checked, applied, logged and told, against the size of the doc (figures on the console)', async () => {
  const store = memoryStore({ now });
  let drawn = 2 ** 40;
  const random = () => {
    const bytes = Buffer.alloc(6);
    drawn += 1;
    bytes.writeUIntBE(drawn, 0, 6);
    return bytes;
  };
  const leases = new Leases({ vault: store.vault, now, random });
  const docs = createDocs({ streams: store.streams, leases, now, onFault: (fault) => expect(fault).toBeNull() });
  const doc = new Y.Doc();
  [doc.clientID] = (await leases.lease(name, by, 1)) as [number];
  let made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  let strokes = 0;
  const figures: { strokes: number; usAnUpdate: number }[] = [];
  for (const size of [100, 1_000, 5_000, 10_000, 20_000]) {
    // Half of what is drawn is drawn to grow, the rest is measured.
    const measured = Math.min(1_000, size / 2);
    for (; strokes < size; strokes += 1)
      doc.getMap(inkRoot('an')).set(`0-s${strokes}`, { t: 'pen', c: 'blue', w: 2, p });
    const updates = made;
    made = [];
    const send = (all: Uint8Array[]) => Promise.all(all.map((update) => docs.update(name, by, update)));
    const answers = await send(updates.slice(0, -measured));
    const from = elapsed();
    answers.push(...(await send(updates.slice(-measured))));
    figures.push({ strokes: size, usAnUpdate: Math.round(((elapsed() - from) / measured) * 1_000) });
    expect(answers.every(({ ok }) => ok)).toBe(true);
  }
  console.table(figures);
});
