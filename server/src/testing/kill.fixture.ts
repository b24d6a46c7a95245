import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fromBytes, hashOf } from '@ecab/shared/ledger/entry';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { expect } from 'vitest';
import { sourceArgs } from '../adapters/worker.js';
import type { Store } from '../storage/ports.js';
import { createDocs } from '../sync/docs.js';
import { Leases } from '../sync/leases.js';

/** What a writer says, one line each: what it asks before it asks, what was acknowledged after. */
export type Told =
  | { readonly ready: true }
  | { readonly ask: 'command'; readonly stream: string; readonly id: string }
  | { readonly ack: 'command'; readonly stream: string; readonly id: string; readonly seq: number }
  | { readonly ack: 'stroke'; readonly doc: string; readonly personId: string; readonly key: string }
  | { readonly ack: 'blob'; readonly sha256: string; readonly size: number }
  | { readonly ack: 'secret'; readonly key: string; readonly version: number; readonly value: string }
  | { readonly ack: 'row'; readonly id: string; readonly from: number };
type Ack<Kind> = Extract<Told, { ack: Kind }>;

/** A store that outlives the processes that use it. */
export interface KillEngine {
  /** Address of a module with `openForKill(options, now)`, and what it is given; JSON. */
  readonly opener: string;
  readonly options: unknown;
  open(): Promise<Store>;
  /** Kills what the writers' process talks to, in its midst, and starts it again; where there is such a thing. */
  readonly killDatabase?: () => Promise<void>;
  /** Acknowledgements of one round at most; fewer where the database is slow. */
  readonly acksAtMost?: number;
}
export interface Killed {
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Commands that were asked and not answered, of which so many were found stored. */
  readonly unanswered: { readonly asked: number; readonly stored: number };
}
const WRITERS = new URL('./kill-writers.fixture.ts', import.meta.url).pathname;
const all = Number.MAX_SAFE_INTEGER;

/**
 * Sixteen writers in a process that is killed in the midst of it, round after round, each round after a different number
 * of acknowledgements. Then: nothing acknowledged is lost, nothing is there twice, every chain holds.
 */
export async function killRounds(engine: KillEngine, rounds: number): Promise<Killed> {
  const told: Told[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'ecab-kill-'));
  let pending: readonly { stream: string; id: string }[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const file = join(folder, `${round}.json`);
      writeFileSync(file, JSON.stringify(pending));
      const heard = await oneRound(engine, round, file);
      told.push(...heard);
      const answered = new Set(acksOf(heard, 'command').map(({ id }) => id));
      const open = heard.filter((one) => 'ask' in one && !answered.has(one.id)) as { stream: string; id: string }[];
      // The last ones that were answered too: sent again they must get the answer they had.
      pending = [...open, ...acksOf(heard, 'command').slice(-4)].map(({ stream, id }) => ({ stream, id }));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const store = await engine.open();
  try {
    return await check(store, told);
  } finally {
    await store.close();
  }
}

async function oneRound(engine: KillEngine, round: number, pendingFile: string): Promise<Told[]> {
  const args = [...sourceArgs(), WRITERS, `${round}`, engine.opener, JSON.stringify(engine.options), pendingFile];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const heard: Told[] = [];
  const { killDatabase, acksAtMost = 920 } = engine;
  // From the first moments of a round to some way into it.
  const fatal = 20 + ((round * 7919) % (acksAtMost - 20));
  const databaseFirst = killDatabase !== undefined && round % 3 === 0;
  let [acks, restarting] = [0, Promise.resolve()];
  for await (const line of createInterface({ input: child.stdout })) {
    const one = JSON.parse(line) as Told;
    heard.push(one);
    if (!('ack' in one)) continue;
    acks += 1;
    if (databaseFirst && acks === fatal) restarting = killDatabase();
    // Some way on, so that the writers have met the database again.
    if (acks === (databaseFirst ? fatal + 40 : fatal)) child.kill('SIGKILL');
  }
  await restarting;
  expect((await gone)[1]).toBe('SIGKILL');
  return heard;
}

function acksOf<Kind extends string>(told: readonly Told[], kind: Kind): Ack<Kind>[] {
  return told.filter((one) => 'ack' in one && one.ack === kind) as Ack<Kind>[];
}

async function check(store: Store, told: readonly Told[]): Promise<Killed> {
  const asked = told.filter((one) => 'ask' in one);
  const ids = await checkLedgers(store, new Set(asked.map(({ stream }) => stream)));
  const given = new Map<string, number>();
  for (const { id, seq, stream } of acksOf(told, 'command')) {
    expect(given.get(id) ?? seq, `${id} is answered alike each time`).toBe(seq);
    expect(ids.get(id), `${id} is where its answer says`).toBe(`${stream} ${seq}`);
    given.set(id, seq);
  }
  const askedIds = new Set(asked.map(({ id }) => id));
  for (const id of ids.keys()) expect(askedIds.has(id)).toBe(true);

  await checkStrokes(store, acksOf(told, 'stroke'));
  for (const { sha256, size } of acksOf(told, 'blob')) {
    let read = 0;
    // Read to the end, it has been compared with its name.
    for await (const chunk of (await store.blobs.get(sha256)) ?? []) read += (chunk as Buffer).length;
    expect(read).toBe(size);
  }
  const secrets = acksOf(told, 'secret');
  expect(new Set(secrets.map(({ key, version }) => `${key} ${version}`)).size).toBe(secrets.length);
  for (const { key, version, value } of secrets) {
    const found = await store.vault.get(key);
    expect(found?.version).toBeGreaterThanOrEqual(version);
    if (found?.version === version) expect(found.value).toBe(value);
  }
  for (const { id, from } of newest(acksOf(told, 'row'))) {
    const row = await store.index.get('archive', id);
    expect(row?.from).toBeGreaterThanOrEqual(from);
    expect(row?.body).toEqual({ from: row?.from });
    const found = await store.index.find('archive', {
      allTerms: [`f:${row?.from}`, `w:${id.split('-')[0]}`],
      limit: 9,
    });
    expect(found.map((one) => one.id)).toEqual([id]);
  }
  const kinds = ['command', 'stroke', 'blob', 'secret', 'row'] as const;
  const acknowledged = Object.fromEntries(kinds.map((kind) => [kind, acksOf(told, kind).length]));
  // The last round's; those of the others have been asked again, and so were answered.
  const open = [...askedIds].filter((id) => !given.has(id));
  return { acknowledged, unanswered: { asked: open.length, stored: open.filter((id) => ids.has(id)).length } };
}

/** @returns where each command stands. */
async function checkLedgers({ streams, incarnation }: Store, names: ReadonlySet<string>): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const stream of names) {
    let before: string | null = null;
    for (const { seq, entry } of await streams.read(stream, 0, all)) {
      const read = fromBytes(entry);
      expect(read).toMatchObject({ stream, seq, prevHash: before, incarnation });
      before = hashOf(entry);
      for (const { commandId } of read.commands) {
        expect(ids.has(commandId), `${commandId} is there once`).toBe(false);
        ids.set(commandId, `${stream} ${seq}`);
      }
    }
  }
  return ids;
}

async function checkStrokes(store: Store, acks: readonly Ack<'stroke'>[]): Promise<void> {
  const now = () => new Date().toISOString();
  const leases = new Leases({ vault: store.vault, now, random: (size) => new Uint8Array(size) });
  const onFault = (fault: unknown) => {
    throw fault;
  };
  const docs = createDocs({ ...store, leases, now, onFault });
  for (const name of new Set(acks.map(({ doc }) => doc))) {
    const missing = await docs.read(name, (doc) =>
      acks.filter((one) => one.doc === name && !doc.getMap(inkRoot(one.personId)).has(one.key)),
    );
    expect(missing).toEqual([]);
  }
}

function newest(rows: readonly Ack<'row'>[]): Ack<'row'>[] {
  const last = new Map<string, Ack<'row'>>();
  for (const row of rows) if ((last.get(row.id)?.from ?? 0) < row.from) last.set(row.id, row);
  return [...last.values()];
}
