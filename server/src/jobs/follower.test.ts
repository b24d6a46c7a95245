import { expect, test, vi } from 'vitest';
import { createHosts } from '../ledger/hosts.js';
import { Unreachable } from '../storage/faults.js';
import { memoryStore } from '../storage/memory.js';
import type { Streams, Vault } from '../storage/ports.js';
import { createFollower } from './follower.js';

const now = () => '2026-11-26T01:00:00.000Z';
const elapsed = () => 0;
const body = 'body/ubnd-song-van';
const added = (hosts: ReturnType<typeof createHosts>, roomId: string, stream = body) =>
  hosts.open(stream).then((host) =>
    host.submit({
      name: 'room:add',
      request: { roomId, name: roomId },
      commandId: roomId,
      actor: 'system',
      may: () => ({}),
    }),
  );

test('what is appended while the cursor is being marked is followed without waiting for the next entry', async () => {
  const store = memoryStore({ now });
  const report = (fault: unknown) => {
    throw fault;
  };
  const pause = async () => {};
  const hosts = createHosts({ ...store, now, pause, elapsed, codeVersion: 'test', report });
  let meanwhile: (() => Promise<unknown>) | null = null;
  const vault: Vault = {
    ...store.vault,
    get: async (key) => {
      const then = meanwhile;
      meanwhile = null;
      await then?.();
      return store.vault.get(key);
    },
    put: (...args) => store.vault.put(...args),
  };
  const followed: number[] = [];
  const handle = async (stream: string, _: unknown, after: number) => {
    followed.push(after);
    expect(stream).toBe(body);
  };
  const follower = createFollower({ ...store, vault, name: 'test', hosts, now, pause, elapsed, report, handle });
  await follower.start();
  meanwhile = () => added(hosts, 'phong-2');
  await added(hosts, 'phong-1');
  await follower.settled();
  expect(followed).toEqual([0, 1]);
});

test('a store that is away while the cursor is marked is reported, and the follower goes on', async () => {
  const store = memoryStore({ now });
  const faults: unknown[] = [];
  const report = (fault: unknown) => void faults.push(fault);
  const pause = async () => {};
  const hosts = createHosts({ ...store, now, pause, elapsed, codeVersion: 'test', report });
  let away = false;
  const vault: Vault = {
    ...store.vault,
    get: async (key) => {
      if (away) throw new Unreachable('away');
      return store.vault.get(key);
    },
  };
  const followed: number[] = [];
  const handle = async (_: string, __: unknown, after: number) => void followed.push(after);
  const follower = createFollower({ ...store, vault, name: 'test', hosts, now, pause, elapsed, report, handle });
  await follower.start();
  away = true;
  await added(hosts, 'phong-1');
  await follower.settled();
  away = false;
  await added(hosts, 'phong-2');
  await follower.settled();
  expect(followed).toEqual([0, 1]);
  expect(faults).toEqual([expect.any(Unreachable)]);
});

test('news of a stream that come while it rests are handled as one; who waits for them ends the rest', async () => {
  const store = memoryStore({ now });
  const report = (fault: unknown) => {
    throw fault;
  };
  let clock = 0;
  const hosts = createHosts({ ...store, now, pause: async () => {}, elapsed, codeVersion: 'test', report });
  const rested: number[] = [];
  const pause = (ms: number) => {
    rested.push(ms);
    return new Promise<void>(() => {});
  };
  const followed: number[] = [];
  const handle = async (_: string, __: unknown, after: number) => {
    followed.push(after);
    clock += 3;
  };
  const follower = createFollower({ ...store, name: 'test', hosts, now, pause, elapsed: () => clock, report, handle });
  await follower.start();
  await added(hosts, 'phong-1');
  await follower.settled();
  await added(hosts, 'phong-2');
  await added(hosts, 'phong-3');
  expect(followed).toEqual([0]);
  await follower.settled();
  expect(followed).toEqual([0, 1]);
  expect(rested).toEqual([60]);
});

test('an entry that was stored though nobody heard of it is followed, even if its sender never asks again', async () => {
  let clock = now();
  const store = memoryStore({ now: () => clock });
  let away = true;
  const streams: Streams = {
    ...store.streams,
    async append(stream, ...entry) {
      const outcome = await store.streams.append(stream, ...entry);
      if (away && stream === body) throw new Unreachable('away');
      return outcome;
    },
    async read(stream, ...asked) {
      const found = await store.streams.read(stream, ...asked);
      if (away && found.length > 0 && stream === body) throw new Unreachable('away');
      return found;
    },
  };
  const turn = () => new Promise<void>((done) => void setImmediate(done));
  const parts = { ...store, streams, now: () => clock, pause: turn, elapsed, report: () => {} };
  const hosts = createHosts({ ...parts, codeVersion: 'test' });
  const followed: string[] = [];
  const handle = async (stream: string, _: unknown, after: number) => void followed.push(`${stream} ${after}`);
  const follower = createFollower({ ...parts, name: 'test', hosts, handle });
  await follower.start();
  const marked = await store.vault.get('cursor/test');

  await expect(added(hosts, 'phong-1')).rejects.toThrow(Unreachable);
  clock = '2026-11-26T01:30:00.000Z';
  await added(hosts, 'phong-1', 'body/other');
  await follower.settled();
  expect(followed).toEqual(['body/other 0']);
  expect(await store.vault.get('cursor/test')).toEqual(marked);

  away = false;
  await vi.waitFor(() => expect(hosts.isUnsure()).toBe(false), 30_000);
  await follower.settled();
  expect(followed).toEqual(['body/other 0', `${body} 0`]);
});
