import { minutesContent } from '@ecab/shared/sync/content';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { hasPending, replay } from '@ecab/shared/sync/yjs-internals';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { memoryStore } from '../storage/memory.js';
import { createDocs } from './docs.js';
import { Leases } from './leases.js';

const nothing = new Uint8Array();

test('Z04 10 editors on 50 pages of minutes: none is refused, all end with the same words, memory holds what the log holds', async () => {
  const now = () => '2026-11-26T01:00:00.000Z';
  const store = memoryStore({ now });
  let drawn = 2 ** 40;
  const random = () => {
    const bytes = Buffer.alloc(6);
    drawn += 1;
    bytes.writeUIntBE(drawn, 0, 6);
    return bytes;
  };
  const leases = new Leases({ vault: store.vault, now, random });
  const faults: unknown[] = [];
  const parts = { streams: store.streams, leases, now, onFault: (fault: unknown) => faults.push(fault) };
  const docs = createDocs(parts);
  const name = minutesDoc('m1');
  // 50 pages of 12 paragraphs of 300 letters.
  await docs.seed(name, (doc) => {
    const body = doc.getXmlFragment('body');
    for (let n = 0; n < 600; n += 1) {
      const paragraph = new Y.XmlElement('paragraph');
      body.push([paragraph]);
      paragraph.insert(0, [new Y.XmlText(`${n} ${'Chủ tọa kết luận: thống nhất trình. '.repeat(9)}`)]);
    }
  });
  let seed = 20_261_126;
  const chance = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const editors = await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      const by = { personId: `p${n % 4}`, deviceId: `d${n % 4}` };
      const doc = new Y.Doc();
      docs.subscribe(name, (event) => void (event.type === 'update' && replay(doc, [event.update], 'server')));
      const opened = await docs.open(name, nothing);
      if (!opened.ok) throw new Error(opened.refusal);
      replay(doc, [opened.update], 'server');
      [doc.clientID] = (await leases.lease(name, by, 1)) as [number];
      const outbox: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'server') outbox.push(update);
      });
      return { by, doc, outbox };
    }),
  );
  await Promise.all(
    editors.map(async ({ by, doc, outbox }) => {
      for (let n = 0; n < 200; n += 1) {
        const body = doc.getXmlFragment('body');
        const text = (body.get(chance(body.length)) as Y.XmlElement).get(0) as Y.XmlText | undefined;
        const how = chance(10);
        if (how === 0) body.delete(chance(body.length), 1);
        else if (how === 1) {
          const paragraph = new Y.XmlElement('paragraph');
          body.insert(chance(body.length), [paragraph]);
          paragraph.insert(0, [new Y.XmlText('Ý kiến khác.')]);
        } else if (how === 2 && text && text.length > 9) text.format(chance(text.length - 8), 8, { bold: {} });
        else if (how === 3 && text && text.length > 9) text.delete(chance(text.length - 8), 8);
        else text?.insert(chance(text.length + 1), 'ế');
        while (outbox.length > 0) expect(await docs.update(name, by, outbox.shift()!)).toEqual({ ok: true });
      }
    }),
  );
  await docs.settled();
  const fresh = createDocs(parts);
  const stored = await fresh.read(name, (doc) => ({
    text: minutesContent(doc),
    state: Y.snapshot(doc),
    waits: hasPending(doc),
  }));
  expect(stored.waits).toBe(false);
  for (const { doc } of editors) {
    expect(minutesContent(doc)).toEqual(stored.text);
    expect(Y.equalSnapshots(Y.snapshot(doc), stored.state)).toBe(true);
  }
  expect(await docs.read(name, (doc) => Y.equalSnapshots(Y.snapshot(doc), stored.state))).toBe(true);
  expect(faults).toEqual([]);
});
