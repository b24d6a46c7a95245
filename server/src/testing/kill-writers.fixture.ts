import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import * as Y from 'yjs';
import { createClock, elapsed, pause } from '../adapters/system.js';
import { createHosts } from '../ledger/hosts.js';
import { StoreFault } from '../storage/faults.js';
import type { Store } from '../storage/ports.js';
import { createDocs } from '../sync/docs.js';
import { Leases } from '../sync/leases.js';
import type { Told } from './kill.fixture.js';

// Sixteen writers that write without end, saying what they ask and what is acknowledged, until the process is killed.

const [round = '', opener = '', options = '', pendingFile = ''] = process.argv.slice(2);
const { now } = createClock(null);
const { openForKill } = (await import(opener)) as {
  openForKill(options: unknown, now: () => string): Promise<Store>;
};
const store = await openForKill(JSON.parse(options), now);
const say = (told: Told): void => void process.stdout.write(`${JSON.stringify(told)}\n`);
const report = (fault: unknown): void => {
  if (!(fault instanceof StoreFault)) console.error(fault);
};
const hosts = createHosts({ ...store, now, pause, elapsed, codeVersion: 'kill', report });
const leases = new Leases({ vault: store.vault, now, random: (size) => new Uint8Array(randomBytes(size)) });
const docs = createDocs({ ...store, leases, now, onFault: report, compactAfter: 40 });

/** As a tablet does: the same again until it is answered. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof StoreFault)) throw fault;
      await pause(20);
    }
  }
}

async function command(stream: string, id: string): Promise<void> {
  say({ ask: 'command', stream, id });
  const [, writer = ''] = id.split('-');
  const sent = { name: 'room:add', request: { roomId: id, name: id }, commandId: id, actor: writer, may: () => ({}) };
  const answer = await insist(async () => (await hosts.open(stream)).submit(sent));
  if (!answer.ok) throw new Error(`${id}: ${answer.refusal}`);
  say({ ack: 'command', stream, id, seq: answer.at.seq });
}
async function commands(writer: string): Promise<void> {
  const stream = `body/${round}-${Number(writer) % 3}`;
  for (let count = 0; ; count += 1) await command(stream, `${round}-${writer}-${count}`);
}

const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };
async function draw(personId: string): Promise<void> {
  const name = sharedInkDoc(`v${Number(personId) % 2}`);
  const by = { personId, deviceId: 'd' };
  const doc = new Y.Doc();
  const opened = await insist(() => docs.open(name, new Uint8Array()));
  if (opened.ok) Y.applyUpdate(doc, opened.update);
  [doc.clientID] = (await insist(() => leases.lease(name, by, 1))) as [number];
  for (let count = 0; ; count += 1) {
    const [before, key] = [Y.encodeStateVector(doc), `0-${round}-${personId}-${count}`];
    doc.getMap(inkRoot(personId)).set(key, stroke);
    const update = Y.encodeStateAsUpdate(doc, before);
    for (;;) {
      const answer = await docs.update(name, by, update);
      if (answer.ok) break;
      if (answer.refusal !== 'unavailable') throw new Error(`${key}: ${answer.refusal}`);
      await pause(20);
    }
    say({ ack: 'stroke', doc: name, personId, key });
  }
}

async function blobs(writer: string): Promise<void> {
  for (let count = 0; ; count += 1) {
    const bytes = Buffer.from(`${round}.${writer}.${count} `.repeat(1 + ((count * 7919) % 20_000)));
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
    }
    const { sha256, size } = await insist(() => store.blobs.put(source()));
    say({ ack: 'blob', sha256, size });
  }
}

async function secrets(writer: string): Promise<void> {
  for (let count = 0; ; count += 1) {
    const key = count % 2 ? 'counter' : `key/${round}/${writer}/${count}`;
    const found = await insist(() => store.vault.get(key));
    const value = `${round}-${writer}-${count}`;
    const expect = found ? found.version : 'absent';
    // An outcome that is not known is not told: whether it was stored, only the store can say.
    const put = await store.vault.put(key, value, expect).catch(() => 'unknown');
    if (put === 'stored') say({ ack: 'secret', key, version: (found?.version ?? 0) + 1, value });
  }
}

async function rows(writer: string): Promise<void> {
  for (let count = 1; ; count += 1) {
    const [id, from] = [`${writer}-${count % 7}`, Number(round) * 1_000_000 + count];
    const row = { view: 'archive', id, from, sort: `${from}`, terms: [`w:${writer}`, `f:${from}`], body: { from } };
    await insist(() => store.index.put([row]));
    say({ ack: 'row', id, from });
  }
}

// What the last process left unanswered, and some of what it did not.
const pending = JSON.parse(readFileSync(pendingFile, 'utf8')) as { stream: string; id: string }[];
await Promise.all(pending.map(({ stream, id }) => command(stream, id)));
say({ ready: true });
const work = { commands: 6, draw: 4, blobs: 2, secrets: 2, rows: 2 };
const writers = { commands, draw, blobs, secrets, rows };
const kinds = (Object.keys(work) as (keyof typeof work)[]).flatMap((kind) =>
  Array<keyof typeof work>(work[kind]).fill(kind),
);
await Promise.all(kinds.map((kind, n) => writers[kind](`${n}`)));
