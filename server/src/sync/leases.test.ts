import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import { Leases } from './leases.js';

const now = () => '2026-11-05T01:00:00.000Z';
const an = { personId: 'an', deviceId: 'd1' };
const name = 'paper/v1/shared@1';
/** Chance that gives these ids, 48 bits each, one after the other. */
const giving = (...ids: number[]) => {
  const rest = [...ids];
  return () => {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(rest.shift() ?? 0, 0, 6);
    return bytes;
  };
};

test('an id belongs to the person and device that leased it, for that doc, also after a restart', async () => {
  const { vault } = memoryStore({ now });
  const leases = new Leases({ vault, now, random: giving(2 ** 40, 2 ** 41) });
  expect(await leases.lease(name, an, 2)).toEqual([2 ** 40, 2 ** 41]);
  const restarted = new Leases({ vault, now, random: giving() });
  expect(restarted.known(name, 2 ** 40)).toBeNull();
  expect(await restarted.ownerOf(name, 2 ** 40)).toEqual(an);
  expect(restarted.known(name, 2 ** 40)).toEqual(an);
  expect(await restarted.ownerOf('paper/v2/shared@1', 2 ** 40)).toBeNull();
  expect(await restarted.ownerOf(name, 2 ** 42)).toBeNull();
});

test('chance that repeats itself never gives an id twice', async () => {
  const { vault } = memoryStore({ now });
  const first = await new Leases({ vault, now, random: giving(2 ** 40) }).lease(name, an, 1);
  const second = await new Leases({ vault, now, random: giving(2 ** 40, 2 ** 40, 2 ** 41) }).lease(name, an, 1);
  expect([...first, ...second]).toEqual([2 ** 40, 2 ** 41]);
});

test('an id that Yjs might draw by itself is never leased', async () => {
  const { vault } = memoryStore({ now });
  const leases = new Leases({ vault, now, random: giving(5, 2 ** 32 - 1, 2 ** 32) });
  expect(await leases.lease(name, an, 1)).toEqual([2 ** 32]);
});

test('an id that could not be stored is given to no one', async () => {
  const store = memoryStore({ now });
  const leases = new Leases({ vault: store.vault, now, random: giving(2 ** 40) });
  await store.close();
  await expect(leases.lease(name, an, 1)).rejects.toThrow();
  expect(leases.known(name, 2 ** 40)).toBeNull();
});

test('who takes ids without end gets two thousand an hour, however many docs, devices and messages; others go on', async () => {
  let hour = '01';
  const clock = () => `2026-11-05T${hour}:59:59.000Z`;
  const { vault } = memoryStore({ now: clock });
  const leases = new Leases({ vault, now: clock, random: randomBytes });
  const take = async (n: number) =>
    (await leases.lease(`paper/v${n % 9}/shared@1`, { personId: 'an', deviceId: `d${n % 7}` }, 16)).length;
  const given = await Promise.all(Array.from({ length: 500 }, (_, n) => take(n)));
  expect(given.reduce((sum, count) => sum + count, 0)).toBe(2_000);
  expect(await vault.list('lease/', null, 3_000)).toHaveLength(2_000);
  expect(await leases.lease(name, { personId: 'binh', deviceId: 'd9' }, 3)).toHaveLength(3);
  hour = '02';
  expect(await take(0)).toBe(16);
});
