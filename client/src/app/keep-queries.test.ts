import 'fake-indexeddb/auto';
import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { dropKept, keepQueries } from './keep-queries.js';

async function seen(client: QueryClient, key: string, keep: boolean, data: string) {
  await client.fetchQuery({ queryKey: [key], queryFn: async () => data, meta: { keep } });
}
async function restored(personId: string) {
  const client = new QueryClient();
  (await keepQueries(client, personId))();
  return client;
}

test('what is marked to be kept is there after a restart, the rest is not', async () => {
  const client = new QueryClient();
  const stop = await keepQueries(client, 'p-1');
  await seen(client, 'meetings', true, 'tháng 11');
  await seen(client, 'secret', false, 'x');
  await vi.waitUntil(async () => (await restored('p-1')).getQueryData(['meetings']) !== undefined, { timeout: 30_000 });
  expect((await restored('p-1')).getQueryData(['meetings'])).toBe('tháng 11');
  expect((await restored('p-1')).getQueryData(['secret'])).toBeUndefined();
  stop();
});

test('it is kept by person, and gone after being dropped', async () => {
  const client = new QueryClient();
  const stop = await keepQueries(client, 'p-2');
  await seen(client, 'meetings', true, 'của p-2');
  await vi.waitUntil(async () => (await restored('p-2')).getQueryData(['meetings']) !== undefined, { timeout: 30_000 });
  expect((await restored('p-3')).getQueryData(['meetings'])).toBeUndefined();
  stop();
  await dropKept('p-2');
  expect((await restored('p-2')).getQueryData(['meetings'])).toBeUndefined();
});
