import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import express, { type ErrorRequestHandler, type Request } from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { paperOf } from '../adapters/pdf/made.fixture.js';
import { createPdfs } from '../adapters/pdf/pdfs.js';
import { fileBlobs, sweepIncoming } from '../adapters/sqlite/blobs.js';
import { Full } from '../storage/faults.js';
import type { Blobs } from '../storage/ports.js';
import type { Received } from './receive.js';
import { type Refusal, type UploadParts, uploadHandler } from './upload.js';

type Name = 'title' | 'paperId';
const pdfs = createPdfs();
let folder: string;
let blobs: Blobs;
let server: ReturnType<ReturnType<typeof express>['listen']> | null = null;
let stored: Received<Name>[];
let faults: unknown[];

beforeAll(() => pdfs.check(async () => paperOf()));
afterAll(() => pdfs.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  await sweepIncoming(folder);
  blobs = fileBlobs(folder);
  stored = [];
  faults = [];
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

async function start(given: Partial<UploadParts<Name>> = {}): Promise<string> {
  const app = express();
  const store = async (_: Request, upload: Received<Name>) => {
    stored.push(upload);
    return { ok: true, at: { stream: 'meeting/m', seq: 7 } } as const;
  };
  app.post(
    '/papers',
    uploadHandler<Name>({ blobs, pdfs, fields: ['title', 'paperId'], mayUpload: async () => null, store, ...given }),
  );
  const failed: ErrorRequestHandler = (fault, _request, response, _next) => {
    faults.push(fault);
    response.status(503).json({ ok: false, refusal: 'unavailable' });
  };
  app.use(failed);
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/papers`;
}

type Part = readonly [name: string, value: string | Uint8Array, filename?: string];
async function send(url: string, ...parts: readonly Part[]) {
  const body = new FormData();
  for (const [name, value, filename] of parts) {
    if (filename === undefined) body.append(name, String(value));
    else body.append(name, new Blob([value as Uint8Array<ArrayBuffer>]), filename);
  }
  return answerOf(await fetch(url, { method: 'POST', body }));
}
const answerOf = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });
const refused = (status: number, refusal: string) => ({ status, body: { ok: false, refusal } });
const taken = { status: 200, body: { ok: true, at: { stream: 'meeting/m', seq: 7 } } };
const demo = (name: string) => readFile(new URL(`../../demo/papers/${name}`, import.meta.url));
/** Files in the blob folder, whole or not. */
const kept = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());

/** Speaks HTTP by hand, for what no client would send; `write` gets the socket once the head is sent. */
async function byHand(url: string, head: string, write: (socket: ReturnType<typeof connect>) => void): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`POST /papers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${head}\r\n\r\n`);
  write(socket);
  return (await buffer(socket).catch(() => Buffer.alloc(0))).toString();
}
const multipart = 'Content-Type: multipart/form-data; boundary=b';
const filePart = (bytes: Uint8Array | string, disposition = 'form-data; name="file"; filename="a.pdf"') =>
  Buffer.concat([
    Buffer.from(`--b\r\nContent-Disposition: ${disposition}\r\n\r\n`),
    Buffer.from(bytes as string),
    Buffer.from('\r\n'),
  ]);
const formOf = (...parts: Uint8Array[]) => Buffer.concat([...parts, Buffer.from('--b--\r\n')]);
const sendForm = (url: string, form: Uint8Array) =>
  byHand(url, `${multipart}\r\nContent-Length: ${form.length}`, (socket) => void socket.write(form));

test('P22 a paper is kept byte for byte and handed on with its title, name and text', async () => {
  const url = await start();
  const bytes = await demo('p12-to-trinh-xu-ly-rac.pdf');
  expect(await send(url, ['title', 'Tờ trình <b>'], ['file', bytes, 'Tờ trình số 1.pdf'])).toEqual(taken);
  const [upload] = stored;
  expect(upload).toMatchObject({
    size: bytes.length,
    sha256: '2589a9f187c1ffdebdf37bdd8d75ab8871f9bb45ba2a3a42ffc32dd52cce16cc',
    filename: 'Tờ trình số 1.pdf',
    fields: { title: 'Tờ trình <b>' },
    check: { ok: true, pages: 3, hasText: true },
  });
  expect((await buffer((await blobs.get(upload!.sha256))!)).equals(bytes)).toBe(true);
});

test('fields may follow the file', async () => {
  const url = await start();
  expect(await send(url, ['file', paperOf(), 'a.pdf'], ['paperId', 'p04'])).toEqual(taken);
  expect(stored[0]?.fields).toEqual({ paperId: 'p04' });
});

test.each([
  ['P01 no bytes', '', 'a.pdf', 422, 'empty'],
  ['P02 only a header', '%PDF', 'a.pdf', 422, 'damaged'],
  ['P03 a web page named .pdf', '<html>', 'a.pdf', 415, 'not-pdf'],
  ['P10 a script', paperOf({ catalog: '/OpenAction << /S /JavaScript /JS (1) >>' }), 'a.pdf', 422, 'script'],
])('%s is refused and leaves nothing, and the next one is taken', async (_, bytes, name, status, refusal) => {
  const url = await start();
  expect(await send(url, ['file', Buffer.from(bytes as string), name])).toEqual(refused(status, refusal));
  expect(stored).toEqual([]);
  expect(await kept()).toEqual([]);
  expect(await send(url, ['file', paperOf(), 'a.pdf'])).toEqual(taken);
});

test('an Office file is refused by what it is, whatever its name', async () => {
  const url = await start();
  const answer = refused(415, 'office-not-converted');
  expect(await send(url, ['file', await demo('p21-docx-doi-ten.pdf'), 'a.pdf'])).toEqual(answer);
  expect(await send(url, ['file', await demo('p09-bieu-dau-tu-cong-2027.xlsx'), 'a.xlsx'])).toEqual(answer);
});

test('P04 a PDF named .txt is taken for what it is', async () => {
  const url = await start();
  expect(await send(url, ['file', paperOf(), 'a.txt'])).toEqual(taken);
});

test('P09 a locked PDF is taken without pages or text', async () => {
  const url = await start();
  expect(await send(url, ['file', await demo('p15-phuong-an-nhan-su.pdf'), 'a.pdf'])).toEqual(taken);
  expect(stored[0]?.check).toEqual({ ok: true, needsPassword: true });
});

test('P17 a file of exactly the limit is taken; one byte more is refused and leaves nothing', async () => {
  const bytes = paperOf();
  const url = await start({ limits: { maxBytes: bytes.length } });
  expect(await send(url, ['file', bytes, 'a.pdf'])).toEqual(taken);
  const before = await kept();
  expect(await send(url, ['file', Buffer.concat([bytes, Buffer.from('\n')]), 'a.pdf'])).toEqual(
    refused(413, 'too-large'),
  );
  expect(await kept()).toEqual(before);
});

test('P17 a length beyond the limit is refused before the file is sent', async () => {
  const url = await start({ limits: { maxBytes: 1_000 } });
  const said = await byHand(url, `${multipart}\r\nContent-Length: 99999999`, () => undefined);
  expect(said).toMatch(/^HTTP\/1\.1 413 /);
  expect(await kept()).toEqual([]);
});

test('P17 without a length it is cut off at the limit and leaves nothing', async () => {
  const url = await start({ limits: { maxBytes: 100_000 } });
  const chunk = Buffer.alloc(50_000, 'x');
  const said = await byHand(url, `${multipart}\r\nTransfer-Encoding: chunked`, (socket) => {
    for (const part of [filePart('').subarray(0, -2), chunk, chunk, chunk, Buffer.from('\r\n--b--\r\n')]) {
      socket.write(`${part.length.toString(16)}\r\n`);
      socket.write(part);
      socket.write('\r\n');
    }
    socket.write('0\r\n\r\n');
  });
  expect(said).toMatch(/^HTTP\/1\.1 413 /);
  expect(said).toContain('{"ok":false,"refusal":"too-large"}');
  expect(await kept()).toEqual([]);
});

test('P18 an upload cut at 99 % leaves nothing, and the next one is taken', async () => {
  let cut: (reason: unknown) => void = () => undefined;
  const closed = new Promise((resolve) => {
    cut = resolve;
  });
  const put: Blobs['put'] = (...given) => blobs.put(...given).finally(() => cut(null));
  const url = await start({ blobs: { ...blobs, put } });
  const form = formOf(filePart(await demo('p12-to-trinh-xu-ly-rac.pdf')));
  const part = form.subarray(0, Math.floor(form.length * 0.99));
  await byHand(url, `${multipart}\r\nContent-Length: ${form.length}`, (socket) => void socket.end(part));
  await closed;
  expect(await kept()).toEqual([]);
  expect(stored).toEqual([]);
  expect(faults).toEqual([]);
  expect(await send(url, ['file', paperOf(), 'a.pdf'])).toEqual(taken);
});

test('P18 an upload that stops coming is refused and leaves nothing', async () => {
  const url = await start({ limits: { idleMs: 50 } });
  const said = await byHand(
    url,
    `${multipart}\r\nContent-Length: 9999`,
    (socket) => void socket.write(filePart('%PDF-')),
  );
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
  expect(await kept()).toEqual([]);
});

test('P18 an upload of one byte now and then is refused when its whole time is over', async () => {
  const url = await start({ limits: { totalMs: 200, idleMs: 60_000 } });
  const said = await byHand(url, `${multipart}\r\nContent-Length: 9999`, (socket) => {
    socket.write(filePart('%PDF-'));
    const drip = setInterval(() => socket.write('x'), 5);
    socket.once('data', () => clearInterval(drip)).once('close', () => clearInterval(drip));
  });
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
  expect(await kept()).toEqual([]);
});

const paper = filePart(paperOf());
const field = (name: string, value = 'x') =>
  Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
test.each<[string, Uint8Array, number, string]>([
  ['no part at all', formOf(), 400, 'no-file'],
  ['no file', formOf(field('title')), 400, 'no-file'],
  ['two files', formOf(paper, paper), 400, 'several-files'],
  [
    'a file in another part',
    formOf(filePart(paperOf(), 'form-data; name="other"; filename="a.pdf"')),
    400,
    'malformed-form',
  ],
  ['an empty field name', formOf(paper, field('')), 400, 'malformed-form'],
  ['a field nobody asked for', formOf(paper, field('__proto__')), 400, 'malformed-form'],
  ['a field twice', formOf(field('title'), field('title'), paper), 400, 'malformed-form'],
  ['a field that is too long', formOf(field('title', 'x'.repeat(5_000)), paper), 400, 'malformed-form'],
  ['10,000 parts', formOf(paper, ...Array.from({ length: 10_000 }, () => field('title'))), 400, 'malformed-form'],
  ['a form that does not end', Buffer.concat([paper, field('title')]), 400, 'malformed-form'],
  ['a part without a head', Buffer.from('--b\r\nno head\r\n\r\nx\r\n--b--\r\n'), 400, 'malformed-form'],
])('P20 a form with %s is refused and leaves nothing', async (_, form, status, refusal) => {
  const url = await start();
  const said = await sendForm(url, form);
  expect(said.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  expect(said).toContain(`{"ok":false,"refusal":"${refusal}"}`);
  expect(await kept()).toEqual([]);
  expect(await send(url, ['file', paperOf(), 'a.pdf'])).toEqual(taken);
});

test.each([
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/mixed; boundary=b',
  'application/pdf',
  'text/plain',
])('P20 a body of type %s is refused', async (type) => {
  const url = await start();
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body: 'x' });
  expect(await answerOf(response)).toEqual(refused(415, 'not-a-form'));
});

test('P23 the same file twice at once is taken twice and kept once, and no answer tells of the other', async () => {
  const url = await start();
  const bytes = await demo('p12-to-trinh-xu-ly-rac.pdf');
  const answers = await Promise.all([send(url, ['file', bytes, 'a.pdf']), send(url, ['file', bytes, 'b.pdf'])]);
  expect(answers).toEqual([taken, taken]);
  expect(stored.map(({ filename }) => filename).sort()).toEqual(['a.pdf', 'b.pdf']);
  expect(await kept()).toHaveLength(1);
});

test('P24 of 300 uploads at once each is taken or told to come again', async () => {
  const url = await start({ atOnce: 40 });
  const answers = await Promise.all(Array.from({ length: 300 }, () => send(url, ['file', paperOf(), 'a.pdf'])));
  const good = answers.filter(({ status }) => status === 200);
  expect(good.length).toBeGreaterThanOrEqual(40);
  expect(stored).toHaveLength(good.length);
  expect(answers.filter(({ status }) => status !== 200)).toEqual(
    Array.from({ length: 300 - good.length }, () => refused(503, 'busy')),
  );
  expect(await send(url, ['file', paperOf(), 'a.pdf'])).toEqual(taken);
});

test.each([
  ['R08 a path', '../../etc/passwd.pdf', 'passwd.pdf'],
  ['R08 a path of Windows', 'C:\\\\a\\\\b.pdf', 'b.pdf'],
  ['R13 quotes', 'a\\"b.pdf', 'a"b.pdf'],
  ['R13 quotes as browsers write them', 'a%22b%0D%0Ac.pdf', 'a"b c.pdf'],
  ['letters in two parts', 'Tờ trình'.normalize('NFD'), 'Tờ trình'],
  ['a name that reads backwards', 'a\u202efdp.exe', 'a fdp.exe'],
  ['markup', '<img src=x onerror=alert(1)>.pdf', '<img src=x onerror=alert(1)>.pdf'],
  ['a very long name', `${'ậ'.repeat(300)}.pdf`, `${'ậ'.repeat(196)}.pdf`],
])('%s in the file name is text and nothing else', async (_, sent, shown) => {
  const url = await start();
  const said = await sendForm(url, formOf(filePart(paperOf(), `form-data; name="file"; filename="${sent}"`)));
  expect(said).toMatch(/^HTTP\/1\.1 200 /);
  expect(stored[0]?.filename).toBe(shown);
});

test('R13 a line break in the file name breaks the form, not the answer', async () => {
  const url = await start();
  const said = await sendForm(
    url,
    formOf(filePart(paperOf(), 'form-data; name="file"; filename="a\r\nSet-Cookie: x=1; b.pdf"')),
  );
  expect(said).toMatch(/^HTTP\/1\.1 400 /);
  expect(said).not.toContain('x=1');
  expect(await kept()).toEqual([]);
});

test('who may not upload is told so before a byte is read', async () => {
  const url = await start({ mayUpload: async () => ({ ok: false, refusal: 'forbidden', status: 403 }) });
  const said = await byHand(url, `${multipart}\r\nContent-Length: 9999`, () => undefined);
  expect(said).toMatch(/^HTTP\/1\.1 403 /);
  expect(said).toContain('{"ok":false,"refusal":"forbidden"}');
});

test('what the command refuses is answered so', async () => {
  const store = async (): Promise<Refusal> => ({ ok: false, refusal: 'same-version' });
  const url = await start({ store });
  expect(await send(url, ['file', paperOf(), 'a.pdf'])).toEqual(refused(409, 'same-version'));
});

test('a full disk is a fault of the store, told once, and the connection is still served', async () => {
  let full = true;
  const put: Blobs['put'] = async (source, look) => {
    for await (const _ of source as AsyncIterable<Uint8Array>) if (full) throw new Full('no room');
    return blobs.put(paperOf(), look);
  };
  const url = await start({ blobs: { ...blobs, put } });
  const bytes = await demo('p05-phu-luc-bang-gia-dat.pdf');
  expect(await send(url, ['file', bytes, 'a.pdf'])).toEqual(refused(503, 'unavailable'));
  expect(faults).toEqual([new Full('no room')]);
  full = false;
  expect(await send(url, ['file', bytes, 'a.pdf'])).toEqual(taken);
});
