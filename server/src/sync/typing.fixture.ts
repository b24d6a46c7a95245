import { randomBytes } from 'node:crypto';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import * as Y from 'yjs';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { elapsed } from '../adapters/system.js';
import { createDocs } from './docs.js';
import { Leases } from './leases.js';

// Forty people type into one doc, each word said once it is acknowledged, until the process is killed.
const [folder = '', round = ''] = process.argv.slice(2);
const now = () => new Date().toISOString();
const store = await openSqliteStore({ folder, now });
const leases = new Leases({ vault: store.vault, now, random: (count) => randomBytes(count) });
const later = (work: () => void, ms: number) => void setTimeout(work, ms);
const say = (what: string) => process.stdout.write(`${what}\n`);
const fail = (fault: unknown) => {
  say(`fault ${String(fault)}`);
  process.exit(1);
};
const parts = { streams: store.streams, leases, now, pace: { elapsed, later }, compactAfter: 20, onFault: fail };
const docs = createDocs(parts);
const name = minutesDoc('m1');

async function type(person: number) {
  const by = { personId: `p${person}`, deviceId: `d${round}` };
  const doc = new Y.Doc();
  let sending: Uint8Array[] = [];
  docs.subscribe(name, (event) => void (event.type === 'update' && Y.applyUpdate(doc, event.update, 'server')));
  const opened = await docs.open(name, new Uint8Array());
  if (!opened.ok) return fail(opened.refusal);
  Y.applyUpdate(doc, opened.update, 'server');
  [doc.clientID] = (await leases.lease(name, by, 1)) as [number];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') sending.push(update);
  });
  const body = doc.getXmlFragment('body');
  for (let count = 0; ; count += 1) {
    const word = `${round}.${person}.${count}`;
    doc.transact(() => {
      const last = body.get(body.length - 1) as Y.XmlElement | undefined;
      const text = count % 8 === 0 ? undefined : (last?.get(0) as Y.XmlText | undefined);
      if (text) text.insert(0, ` ${word} `);
      else {
        const paragraph = new Y.XmlElement('paragraph');
        body.insert(body.length, [paragraph]);
        paragraph.insert(0, [new Y.XmlText(` ${word} `)]);
      }
    });
    const made = sending;
    sending = [];
    for (const update of made) {
      const answer = await docs.update(name, by, update);
      if (!answer.ok) return fail(answer.refusal);
    }
    say(word);
  }
}
await Promise.all(Array.from({ length: 40 }, (_, person) => type(person)));
