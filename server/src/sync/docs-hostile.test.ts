import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot, stroke as strokeForm } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { hasPending } from '@ecab/shared/sync/yjs-internals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { memoryStore } from '../storage/memory.js';
import { createDocs } from './docs.js';
import { Leases } from './leases.js';

const now = () => '2026-11-05T01:00:00.000Z';
const name = sharedInkDoc('v1');
const an = { personId: 'an', deviceId: 'd1' };
const binh = { personId: 'binh', deviceId: 'd2' };
const chi = { personId: 'chi', deviceId: 'd3' };
const mark = () => ({ t: 'pen', c: 'black', w: 1, p: encodeStroke([{ x: 1, y: 2, pressure: 1 }]) });

/** A host over a store, and pens of three people; An and Bình are honest. */
async function house() {
  const store = memoryStore({ now });
  let drawn = 0;
  const random = () => {
    const bytes = Buffer.alloc(6);
    drawn += 1;
    bytes.writeUIntBE(2 ** 40 + drawn, 0, 6);
    return bytes;
  };
  const leases = new Leases({ vault: store.vault, now, random });
  const faults: unknown[] = [];
  const parts = {
    streams: store.streams,
    leases,
    now,
    compactAfter: 5,
    onFault: (fault: unknown) => faults.push(fault),
  };
  const docs = createDocs(parts);
  async function pen(by: typeof an) {
    const doc = new Y.Doc();
    docs.subscribe(name, (event) => void (event.type === 'update' && Y.applyUpdate(doc, event.update, 'server')));
    const opened = await docs.open(name, new Uint8Array());
    if (opened.ok) Y.applyUpdate(doc, opened.update, 'server');
    [doc.clientID] = (await leases.lease(name, by, 1)) as [number];
    let last = new Uint8Array();
    doc.on('update', (update: Uint8Array) => {
      last = Uint8Array.from(update);
    });
    return {
      doc,
      draw(key: string) {
        doc.getMap(inkRoot(by.personId)).set(key, mark());
        return last;
      },
    };
  }
  return { store, leases, docs, parts, faults, an: await pen(an), binh: await pen(binh), chi: await pen(chi) };
}

type Change = { at: number; by: number; how: 'set' | 'cut' | 'put' | 'end' };
const change = fc.record({
  at: fc.nat(4_000),
  by: fc.nat(255),
  how: fc.constantFrom<Change['how']>('set', 'cut', 'put', 'end'),
});
function changed(update: Uint8Array, changes: readonly Change[]): Uint8Array {
  const bytes = [...update];
  for (const { at, by, how } of changes) {
    const here = at % Math.max(bytes.length, 1);
    if (how === 'set') bytes[here] = by;
    else if (how === 'cut') bytes.splice(here, 1 + (by % 8));
    else if (how === 'put') bytes.splice(here, 0, by);
    else bytes.length = here;
  }
  return Uint8Array.from(bytes);
}

test('between honest strokes, forged and mutated updates harm nobody, leave nothing waiting, and the store holds no trace', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ as: fc.constantFrom(binh, chi), changes: fc.array(change, { maxLength: 4 }) }), {
        minLength: 5,
        maxLength: 25,
      }),
      async (attempts) => {
        const { store, docs, parts, faults, ...pens } = await house();
        let n = 0;
        for (const { as, changes } of attempts) {
          const honest = pens.an.draw(`0-a${n}`);
          n += 1;
          // Bình's tablet tampers with An's bytes, Chi's with its own, at the same time as the honest ones.
          const bad = changed(as === binh ? honest : pens.chi.draw(`0-c${n}`), changes);
          const [forged, well, odd] = await Promise.all([
            docs.update(name, as, bad),
            docs.update(name, an, honest),
            docs.update(name, binh, pens.binh.draw(`0-b${n}`)),
          ]);
          expect(well).toEqual({ ok: true });
          expect(odd).toEqual({ ok: true });
          // The one thing of An's that Bình may send is nothing.
          if (forged.ok && as === binh) expect(Y.decodeUpdate(bad).structs).toEqual([]);
        }
        await docs.settled();
        expect(faults).toEqual([]);
        const fresh = createDocs(parts);
        const keys = await fresh.read(name, (doc) => {
          expect(hasPending(doc)).toBe(false);
          const roots = ['an', 'binh', 'chi'].map(inkRoot);
          expect([...doc.share.keys()].filter((root) => !roots.includes(root))).toEqual([]);
          return ['an', 'binh', 'chi'].map((personId) => {
            const strokes = doc.getMap(inkRoot(personId));
            for (const one of strokes.values()) expect(strokeForm.safeParse(one).success).toBe(true);
            return [...strokes.keys()].length;
          });
        });
        expect(keys.slice(0, 2)).toEqual([n, n]);
        await store.close();
      },
    ),
    { numRuns: 60, seed: 20_261_105 },
  );
});
