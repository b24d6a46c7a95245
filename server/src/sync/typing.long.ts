import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { minutesContent } from '@ecab/shared/sync/content';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { hasPending } from '@ecab/shared/sync/yjs-internals';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { sourceArgs } from '../adapters/worker.js';
import { createDocs } from './docs.js';
import { Leases } from './leases.js';

/** Runs until so many words are acknowledged, then kills. @returns them, and those that came before the end. */
async function killed(folder: string, round: number, after: number): Promise<string[]> {
  const fixture = new URL('./typing.fixture.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...sourceArgs(), fixture, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === after) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return said;
}

test('X02 killed 12 times while 40 people type: every acknowledged word is there once, and nothing waits', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
  const acknowledged: string[] = [];
  for (let round = 0; round < 12; round += 1) acknowledged.push(...(await killed(folder, round, 40 + round * 37)));
  expect(acknowledged.filter((word) => word.startsWith('fault'))).toEqual([]);

  const now = () => new Date().toISOString();
  const store = await openSqliteStore({ folder, now });
  const leases = new Leases({ vault: store.vault, now, random: () => new Uint8Array(6) });
  const docs = createDocs({ streams: store.streams, leases, now, onFault: (fault) => expect(fault).toBeNull() });
  const { text, waits } = await docs.read(minutesDoc('m1'), (doc) => ({
    text: JSON.stringify(minutesContent(doc)),
    waits: hasPending(doc),
  }));
  expect(waits).toBe(false);
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/\d+\.\d+\.\d+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  expect(acknowledged.filter((word) => counts.get(word) !== 1)).toEqual([]);
  await store.close();
  await rm(folder, { recursive: true });
});
