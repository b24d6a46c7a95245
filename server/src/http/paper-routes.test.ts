import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStages } from '../testing/stages.fixture.js';

let cabinet: Awaited<ReturnType<typeof openStages>>;
const read: string[] = [];
beforeAll(async () => {
  cabinet = await openStages();
  const { read: streamed } = cabinet.store.streams;
  cabinet.store.streams.read = (stream, after, limit) => {
    read.push(stream);
    return streamed.call(cabinet.store.streams, stream, after, limit);
  };
}, 60_000);
afterAll(() => cabinet.close());

const PAPER = '/api/papers/m-sent~t-i2~1/file';
async function recorded() {
  const entries = await cabinet.store.streams.read('audit/2026-11-28', 0, 500);
  const facts = entries.flatMap(
    ({ entry }) => (JSON.parse(Buffer.from(entry).toString()) as { facts: object[] }).facts,
  );
  return (facts as { what: string; personId: string | null }[])
    .filter(({ what }) => what.startsWith('paper-'))
    .map(({ what, personId }) => `${what} ${personId}`);
}

test('each opening of a paper is one line of the audit, where in it the reading begins does not matter', async () => {
  const [member, other] = [await cabinet.tablet('p1'), await cabinet.tablet('p2')];
  const range = async (tablet: typeof member, bytes?: string) =>
    (await tablet.get(PAPER, bytes === undefined ? {} : { range: bytes })).arrayBuffer();
  await range(member, 'bytes=0-99');
  await range(member, 'bytes=100-199');
  await range(member, 'bytes=200-');
  expect(await recorded()).toEqual(['paper-read p1']);
  await range(other, 'bytes=1-');
  await range(other, 'bytes=2-');
  expect(await recorded()).toEqual(['paper-read p1', 'paper-read p2']);
  await range(member);
  expect(await recorded()).toEqual(['paper-read p1', 'paper-read p2', 'paper-read p1']);
  const guest = await cabinet.tablet('g1');
  for (const bytes of ['bytes=1-', 'bytes=1-']) expect((await guest.get(PAPER, { range: bytes })).status).toBe(404);
  expect((await recorded()).slice(3)).toEqual(['paper-refused g1', 'paper-refused g1']);
});

test('for nobody no meeting is looked up, and for nobody at all what is no meeting', async () => {
  const member = await cabinet.tablet('p1');
  read.length = 0;
  for (const version of ['m-nowhere~d-1~1', '..%2f..%2fetc~d-1~1', 'a%20b~d-1~1'])
    for (const file of ['file', 'thumbnails/1'])
      expect((await fetch(`${cabinet.url}/api/papers/${version}/${file}`)).status).toBe(file === 'file' ? 404 : 401);
  for (const version of ['..%2f..%2fetc~d-1~1', 'a%20b~d-1~1'])
    expect((await member.get(`/api/papers/${version}/file`)).status).toBe(404);
  expect(read.filter((stream) => stream.startsWith('meeting/'))).toEqual([]);
  expect(cabinet.faults).toEqual([]);
});

test('R18 no cache keeps a page in small: the next at the same tablet may not see it, nor who may no longer', async () => {
  const form = new FormData();
  form.set('itemId', 'i2');
  const bytes = await readFile(new URL('../../demo/papers/p12-to-trinh-xu-ly-rac.pdf', import.meta.url));
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'a.pdf');
  const uploaded = await (await cabinet.tablet('s1')).send('/api/meetings/m-sent/papers', form);
  const { paperId } = (await uploaded.json()) as { paperId: string };
  const small = `/api/papers/m-sent~${paperId}~1/thumbnails/1`;
  const answer = await (await cabinet.tablet('p1')).get(small);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect((await (await cabinet.tablet('g1')).get(small)).status).toBe(404);
});

test('a page that the paper has not is not looked for in its file', async () => {
  const opened = vi.spyOn(cabinet.store.blobs, 'get');
  const member = await cabinet.tablet('p1');
  const small = (page: number) => member.get(`/api/papers/m-sent~t-i2~1/thumbnails/${page}`);
  for (const page of [0, 4, 5000]) expect((await small(page)).status).toBe(404);
  expect(opened).not.toHaveBeenCalled();
  await small(3);
  expect(opened).toHaveBeenCalledOnce();
  opened.mockRestore();
});
