import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from '@ecab/shared/access/words';
import { expect, test } from 'vitest';
import { Full } from '../../storage/faults.js';
import { describeOutage } from '../../testing/outage.fixture.js';
import { ADMIN, bodyStream, openSmallCabinet } from '../../testing/small-cabinet.fixture.js';
import { createClock } from '../system.js';
import { sourceArgs } from '../worker.js';
import { openSqliteStore } from './open.js';

const START = '2026-11-26T01:00:00.000Z';

async function holdLock(file: string) {
  const fixture = new URL('./lock.fixture.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...sourceArgs(), fixture, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    async over() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describeOutage(
  {
    name: 'sqlite',
    open: async (now) => {
      const folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
      const store = await openSqliteStore({ folder, now });
      return {
        store,
        outages: { 'held by another process': () => holdLock(join(folder, 'cabinet.sqlite')) },
        async close() {
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  },
  ['held by another process'],
);

/** A file system of its own of so many bytes; null where the test may not mount one. */
function mountSmall(bytes: number): { folder: string; unmount(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-full-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    unmount() {
      // Also where the test has failed and left files open: what it said is to be seen.
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

test('a disk that fills up: not saved, and said so; nothing half-written; goes on by itself when there is room', async ({
  skip,
}) => {
  const small = mountSmall(24 * 1024 * 1024);
  if (!small)
    return skip('no file system of its own may be mounted here; faults.test.ts fills the database file instead');
  try {
    const { now } = createClock(START);
    const folder = join(small.folder, 'data');
    const store = await openSqliteStore({ folder, now });
    const cabinet = await openSmallCabinet(store, START);
    const tablet = await cabinet.tablet(ADMIN);
    const ballast = join(small.folder, 'ballast');
    fillUp(ballast);

    const id = randomUUID();
    // The log may have some room of its own left from before.
    const ids = [id];
    let answer = await tablet.command(bodyStream, 'room:add', { roomId: id, name: 'Phòng' }, id);
    while (answer.ok) {
      ids.push(randomUUID());
      const roomId = ids.at(-1) ?? '';
      answer = await tablet.command(bodyStream, 'room:add', { roomId, name: 'Phòng '.repeat(20) }, roomId);
    }
    expect(answer).toMatchObject({ ok: false, refusal: 'unavailable' });
    expect(vi.unavailable).toMatch(/^Chưa lưu được/);
    const refused = ids.at(-1) ?? '';
    const head = await store.streams.head(bodyStream);
    await expect(store.blobs.put(Buffer.alloc(4_000_000, 1))).rejects.toThrow(Full);
    expect(readdirSync(join(folder, 'blobs', 'incoming'))).toEqual([]);
    // What is there is read.
    expect((await fetch(`${cabinet.url}/healthz`)).ok).toBe(true);
    expect(await store.streams.read(bodyStream, 0, 9_999)).toHaveLength(head);

    rmSync(ballast);
    const request = { roomId: refused, name: 'Phòng '.repeat(20) };
    expect(await tablet.command(bodyStream, 'room:add', request, refused)).toMatchObject({ ok: true });
    const { sha256 } = await store.blobs.put(Buffer.alloc(4_000_000, 1));
    expect(await store.blobs.size(sha256)).toBe(4_000_000);
    await cabinet.close();
    await store.close();
    const again = await openSqliteStore({ folder, now });
    expect(await again.streams.head(bodyStream)).toBe(head + 1);
    await again.close();
  } finally {
    small.unmount();
  }
});
function fillUp(path: string): void {
  for (const size of [1_000_000, 50_000, 4_096]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
}

test('a clock that is set an hour forth and back between two commands orders nothing anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
  let offsetMs = 0;
  const now = () => new Date(Date.parse(START) + offsetMs).toISOString();
  const store = await openSqliteStore({ folder, now });
  const cabinet = await openSmallCabinet(store, START);
  const tablet = await cabinet.tablet(ADMIN);
  const at: string[] = [];
  const ids = Array.from({ length: 6 }, () => randomUUID());
  for (const [n, id] of ids.entries()) {
    offsetMs = n % 2 === 0 ? 3_600_000 : -3_600_000;
    cabinet.clock.standAt(now());
    const answer = await tablet.command(bodyStream, 'room:add', { roomId: id, name: id }, id);
    expect(answer, `${n}`).toMatchObject({ ok: true });
    // The same again is answered as it was, whatever the clock says.
    expect(await tablet.command(bodyStream, 'room:add', { roomId: id, name: id }, id)).toEqual(answer);
    const entries = await store.streams.read(bodyStream, 0, 9_999);
    const last = JSON.parse(Buffer.from(entries.at(-1)?.entry ?? []).toString()) as { commands: { at: string }[] };
    at.push(last.commands.at(-1)?.at ?? '');
  }
  expect(at).toEqual([...at].sort());
  // A sweep that begins where the furthest clock stood still finds the stream that was appended to last.
  const touched = await store.streams.touched(new Date(Date.parse(START) + 3_600_000).toISOString(), null, 99);
  expect(touched.streams).toContain(bodyStream);
  await cabinet.app.settled();
  expect(cabinet.faults).toEqual([]);
  await cabinet.close();
  await store.close();
  await rm(folder, { recursive: true });
});
