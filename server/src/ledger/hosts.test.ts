import { expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import type { Streams } from '../storage/ports.js';
import { drawsOf } from '../testing/draws.fixture.js';
import { createHosts } from './hosts.js';

const now = () => '2026-11-26T01:00:00.000Z';
const turn = () => new Promise<void>((done) => void setImmediate(done));

test('of more streams than are kept open each entry is told once and in order, whoever is let go meanwhile', async () => {
  const store = memoryStore({ now });
  const streams: Streams = {
    ...store.streams,
    async append(...entry) {
      await turn();
      return store.streams.append(...entry);
    },
    async read(...asked) {
      await turn();
      return store.streams.read(...asked);
    },
  };
  const faults: unknown[] = [];
  const report = (fault: unknown) => void faults.push(fault);
  const hosts = createHosts({ ...store, streams, now, pause: turn, elapsed: () => 0, codeVersion: 'test', report });
  const told = new Map<string, number[]>();
  hosts.onAppended((_, { stream, after }) => void told.set(stream, [...(told.get(stream) ?? []), after.seq]));
  const names = Array.from({ length: 400 }, (_, n) => `body/b${n}`);
  const add = async (stream: string, roomId: string) => {
    const host = await hosts.open(stream);
    // As a command does that waits for a doc or a print, while others look through the years.
    if (roomId.startsWith('slow')) for (let n = 0; n < 100; n += 1) await turn();
    const request = { roomId, name: roomId };
    return host.submit({ name: 'room:add', request, commandId: roomId, actor: 'system', may: () => ({}) });
  };
  const draw = drawsOf(11);
  await Promise.all(
    Array.from({ length: 4000 }, async (_, n) => {
      for (let left = draw(400); left > 0; left -= 1) await turn();
      await add(names[draw(names.length)]!, `${draw(2) ? 'quick' : 'slow'}-${n}`);
    }),
  );
  await hosts.drain();
  for (const name of names) {
    const head = await store.streams.head(name);
    expect([name, told.get(name)]).toEqual([name, Array.from({ length: head }, (_, n) => n + 1)]);
  }
  expect(faults).toEqual([]);
});
