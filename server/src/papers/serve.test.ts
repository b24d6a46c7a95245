import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import express, { type ErrorRequestHandler, type Request } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryBlobs } from '../storage/memory/blobs.js';
import type { Blobs } from '../storage/ports.js';
import { inlineAs } from './filename.js';
import { type ServedVersion, serveHandler } from './serve.js';

const bytes = await readFile(new URL('../../demo/papers/p01-bao-cao-kinh-te-xa-hoi.pdf', import.meta.url));
const size = bytes.length;
let server: ReturnType<ReturnType<typeof express>['listen']>;
let url: string;
let blobs: Blobs;
let etag: string;
let versions: Map<string, ServedVersion>;
let allowed: (request: Request, version: ServedVersion) => boolean;
let faults: unknown[];

beforeEach(async () => {
  blobs = memoryBlobs();
  const { sha256 } = await blobs.put(bytes);
  etag = `"${sha256}"`;
  versions = new Map([['m~p01~1', { sha256, filename: 'Báo cáo đợt 1.pdf' }]]);
  allowed = () => true;
  faults = [];
  const app = express();
  app.get(
    '/papers/:versionId/file',
    serveHandler({
      blobs,
      version: async (request) => versions.get(String(request.params.versionId)) ?? null,
      allowed: async (request, version) => allowed(request, version),
    }),
  );
  const failed: ErrorRequestHandler = (fault, _request, _response, next) => {
    faults.push(fault);
    next(fault);
  };
  app.use(failed);
  app.set('env', 'test');
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/papers/m~p01~1/file`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});
const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(url, { method, headers });
const body = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('P22 the whole paper is served byte for byte, as a PDF, for this person only', async () => {
  const response = await get();
  expect(response.status).toBe(200);
  expect((await body(response)).equals(bytes)).toBe(true);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-length': String(size),
    'content-type': 'application/pdf',
    etag,
    'x-content-type-options': 'nosniff',
  });
});

test.each([
  ['a range', 'bytes=100-199', 100, 199],
  ['one byte', 'bytes=0-0', 0, 0],
  ['from an offset to the end', `bytes=${size - 10}-`, size - 10, size - 1],
  ['the last bytes', 'bytes=-10', size - 10, size - 1],
  ['more than there is at the end', `bytes=${size - 10}-${size + 999}`, size - 10, size - 1],
  ['more last bytes than there are', `bytes=-${size + 5}`, 0, size - 1],
])('%s is answered with that part', async (_, range, start, end) => {
  const response = await get({ Range: range });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${size}`);
  expect(response.headers.get('content-length')).toBe(String(end - start + 1));
  expect((await body(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
});

test.each([`bytes=${size}-`, 'bytes=-0', `bytes=${size + 5}-${size + 9}`])(
  'the range %s is outside the paper',
  async (range) => {
    const response = await get({ Range: range });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${size}`);
    expect(await body(response)).toHaveLength(0);
  },
);

test.each([
  'bytes=9-1',
  'bytes=-',
  'bytes=a-b',
  'items=0-1',
  'bytes=0-1,5-6',
  'bytes=0x1-2',
  `bytes=${'9'.repeat(99)}-`,
])('the range %s is not understood, so the whole is sent', async (range) => {
  const response = await get({ Range: range });
  expect(response.status).toBe(200);
  expect(await body(response)).toHaveLength(size);
});

test('a range of another version than the one begun with is answered with the whole', async () => {
  expect((await get({ Range: 'bytes=0-9', 'If-Range': etag })).status).toBe(206);
  expect((await get({ Range: 'bytes=0-9', 'If-Range': '"other"' })).status).toBe(200);
  expect((await get({ Range: 'bytes=0-9', 'If-Range': 'Wed, 21 Oct 2026 07:28:00 GMT' })).status).toBe(200);
});

test.each(['*', 'same', 'W/ and others'])('what the tablet has already is not sent again: %s', async (kind) => {
  const header = { '*': '*', same: etag, 'W/ and others': `"x", W/${etag}` }[kind];
  const response = await get({ 'If-None-Match': header ?? '' });
  expect(response.status).toBe(304);
  expect(response.headers.get('etag')).toBe(etag);
  expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200);
});

test('HEAD tells of the paper without sending it', async () => {
  const response = await get({}, 'HEAD');
  expect([response.status, response.headers.get('content-length')]).toEqual([200, String(size)]);
  expect(await body(response)).toHaveLength(0);
});

test('who may read is asked anew for every range', async () => {
  let asked = 0;
  allowed = () => ++asked === 1;
  expect((await get({ Range: 'bytes=0-9' })).status).toBe(206);
  const second = await get({ Range: 'bytes=10-19' });
  expect([second.status, second.headers.get('cache-control')]).toEqual([404, 'no-store']);
  expect(await second.json()).toEqual({ ok: false, refusal: 'not-found' });
});

test("R18 who knows another person's ETag learns nothing by it", async () => {
  allowed = () => false;
  const known = await get({ 'If-None-Match': etag });
  expect(known.headers.get('etag')).not.toBe(etag);
  expect(known.status).toBe(404);
  url = url.replace('m~p01~1', 'm~p99~1');
  const none = await get({ 'If-None-Match': etag });
  expect([none.status, await none.text()]).toEqual([404, await known.text()]);
});

test('a hash is no address', async () => {
  url = url.replace('m~p01~1', etag.slice(1, -1));
  expect((await get()).status).toBe(404);
});

test('who leaves in the middle is no fault, and the next one is served', async () => {
  const { sha256 } = await blobs.put(Buffer.alloc(32 << 20));
  versions.set('m~p01~1', { sha256, filename: 'a.pdf' });
  const gone = once(server, 'request').then(([, response]) => once(response, 'close'));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`GET ${new URL(url).pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await once(socket, 'data');
  socket.destroy();
  await gone;
  expect((await get({ Range: 'bytes=0-9' })).status).toBe(206);
  expect(faults).toEqual([]);
});

test.each([
  [
    'Vietnamese letters',
    'Báo cáo đợt 1.pdf',
    `filename="Bao cao dot 1.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%C4%91%E1%BB%A3t%201.pdf`,
  ],
  ['R13 quotes', `a"b'c(d).pdf`, `filename="a_b_c(d).pdf"; filename*=UTF-8''a%22b%27c%28d%29.pdf`],
  [
    'R13 line breaks',
    'a\r\nSet-Cookie: x=1.pdf',
    `filename="a Set-Cookie_ x_1.pdf"; filename*=UTF-8''a%20Set-Cookie%3A%20x%3D1.pdf`,
  ],
  ['R13 a backslash and a semicolon', 'c:\\a;b.pdf', `filename="a_b.pdf"; filename*=UTF-8''a%3Bb.pdf`],
  ['half a letter', 'a\ud800.pdf', `filename="a_.pdf"; filename*=UTF-8''a%EF%BF%BD.pdf`],
  ['P04 another ending', 'a.txt', `filename="a.txt.pdf"; filename*=UTF-8''a.txt.pdf`],
  ['nothing', '', `filename="paper.pdf"; filename*=UTF-8''paper.pdf`],
])('%s in the file name are one header of one line', async (_, filename, header) => {
  expect(inlineAs(filename, '.pdf')).toBe(`inline; ${header}`);
  versions.set('m~p01~1', { sha256: etag.slice(1, -1), filename });
  const response = await get({}, 'HEAD');
  expect(response.headers.get('content-disposition')).toBe(`inline; ${header}`);
  expect(response.headers.get('set-cookie')).toBeNull();
});
