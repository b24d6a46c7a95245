import { request as httpRequest } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { details } from '@ecab/shared/testing/meeting';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Tablet } from '../testing/app.fixture.js';
import { openStages } from '../testing/stages.fixture.js';

let cabinet: Awaited<ReturnType<typeof openStages>>;
let secretary: Tablet;
beforeAll(async () => {
  cabinet = await openStages();
  secretary = await cabinet.tablet('s1');
}, 60_000);
afterAll(() => cabinet.close());
// What every case ends with: the process lives, the next honest request is answered, nothing was a fault.
afterEach(async () => {
  expect((await secretary.get('/api/meetings')).status).toBe(200);
  expect(cabinet.faults).toEqual([]);
});

const port = () => Number(new URL(cabinet.url).port);
const json = { 'content-type': 'application/json' };
/** A request as it is, with nothing put right on the way. */
function raw(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>((done, fail) => {
    const sent = httpRequest({
      port: port(),
      host: '127.0.0.1',
      method,
      path,
      headers: { cookie: secretary.cookie, ...headers },
    });
    sent.on('response', async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      done({
        status: response.statusCode ?? 0,
        body: Buffer.concat(parts).toString('utf8'),
        headers: response.headers,
      });
    });
    sent.on('error', fail).end();
  });
}
const overTcp = (text: string) =>
  new Promise<string>((done, fail) => {
    const socket = connectTcp(port(), '127.0.0.1');
    let got = '';
    socket.on('data', (part) => {
      got += part.toString('latin1');
    });
    socket.on('close', () => done(got)).on('error', fail);
    socket.end(text);
  });
const create = {
  ...{ ...details, roomId: null, startsAt: '2026-12-15T01:00:00.000Z' },
  ...{ chairId: 'p0', profileId: 'vn.ubnd.province@2025' },
};

describe('fields that nobody asked for', () => {
  test.each<[string, object]>([
    ['R02 a dotted key', { ...create, 'a.b': 1 }],
    ['R02 an operator for a text', { ...create, title: { $gt: '' } }],
    ['R02 an operator beside it', { ...create, $where: '1' }],
    ['R03 a state', { ...create, state: 'archived' }],
    ['R03 the id of another meeting', { ...create, meetingId: 'm-sent' }],
    ['R03 somebody who acts', { ...create, actor: 'p0', authorId: 'p0', _id: 1, __v: 9 }],
    ['R04 a prototype', JSON.parse(JSON.stringify(create).replace('{', '{"__proto__":{"role":"admin"},')) as object],
    ['R04 a constructor', { ...create, constructor: { prototype: { role: 'admin' } } }],
  ])('%s: the command is refused and nothing is made', async (name, request) => {
    const stream = `meeting/rest-${name.slice(0, 3)}`;
    expect(await secretary.command(stream, 'meeting:create', request)).toMatchObject({
      ok: false,
      refusal: 'invalid-request',
    });
    expect(await cabinet.store.streams.head(stream)).toBe(0);
    expect(({} as { role?: string }).role).toBeUndefined();
  });
  test.each([
    ['R03 a person beside the link', '{"token":"x","remember":true,"personId":"p0"}'],
    ['R04 a prototype', '{"token":"x","remember":true,"__proto__":{"personId":"p0"}}'],
    ['R14 an object for a text', '{"token":{"$ne":null},"remember":true}'],
    ['R14 a number that is none', '{"token":"x","remember":NaN}'],
    ['R14 a number past all', '{"token":"x","remember":1e999}'],
    ['R14 depth of 100,000', `${'['.repeat(30_000)}`],
    ['R14 nothing', ''],
  ])('%s: sign-in refuses it', async (_, body) => {
    const answer = await secretary.send('/api/identity/link', body, json);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ ok: false, refusal: 'malformed' });
  });
  test('R14 twelve megabytes are refused unread, another charset and another type are not taken for JSON', async () => {
    const big = await secretary.send('/api/identity/link', `{"token":"${'x'.repeat(12 * 1024 * 1024)}"}`, json);
    expect([big.status, await big.json()]).toEqual([413, { ok: false, refusal: 'too-large' }]);
    const body = '{"token":"x","remember":true}';
    for (const type of ['application/json; charset=utf-7', 'text/plain', 'application/x-www-form-urlencoded'])
      expect([type, (await secretary.send('/api/identity/link', body, { 'content-type': type })).status]).toEqual([
        type,
        400,
      ]);
  });
  test('R14 of a key given twice the last counts, and it is checked like any other', async () => {
    const answer = await secretary.send('/api/identity/link', '{"token":"x","token":7,"remember":true}', json);
    expect(answer.status).toBe(400);
  });
  test('R03 a form with a field of another name is refused', async () => {
    const form = new FormData();
    form.set('itemId', 'i1');
    form.set('state', 'archived');
    form.set('file', new Blob(['%PDF-1.7']), 'a.pdf');
    const answer = await secretary.send('/api/meetings/m-sent/papers', form);
    expect([answer.status, await answer.json()]).toEqual([400, { ok: false, refusal: 'malformed-form' }]);
  });
});

describe('queries', () => {
  test.each([
    ['R15', '/api/search?q=a&limit=1e9'],
    ['R15', '/api/search?q=a&limit=-1'],
    ['R15', '/api/search?q=a&limit=1.5'],
    ['R15', '/api/search?q=a&year=99999'],
    ['R15', '/api/search?limit=10'],
    ['R15', `/api/search?q=a&after=${'x'.repeat(401)}`],
    ['R15', '/api/search?q=a&q=b'],
    ['R15', '/api/meetings?after=a&after=b'],
    ['R15', `/api/meetings?after=${'x'.repeat(401)}`],
    ['R15', '/api/meetings?after=2026-11-26'],
    ['R15', '/api/meetings?after=%00|x'],
    ['R15', '/api/meetings?after=2026-11-26|%00'],
    ['R15', '/api/tasks?after=a&after=b'],
    ['R15', `/api/tasks?after=${'x'.repeat(201)}|x`],
    ['R15', '/api/tasks?state=any'],
    ['R04', '/api/search?__proto__[q]=a&constructor[prototype][q]=a'],
    ['R12', `/api/search?q=${'a'.repeat(10_001)}`],
  ])('%s %s is refused', async (_, path) => {
    const { status, body } = await raw('GET', path);
    expect([status, JSON.parse(body)]).toEqual([400, { ok: false, refusal: 'invalid-request' }]);
  });
  test('R15 what is not asked for by name counts for nothing', async () => {
    expect((await raw('GET', '/api/meetings?page=-1&limit=1e9&__proto__[x]=1')).status).toBe(200);
  });
  test.each(['(a+)+$', '((((((((((a)*)*)*)*)*)*)*)*)*)*!', `${'a'.repeat(5000)}!`, '%'.repeat(3000), '"'.repeat(3000)])(
    'R12 %j is words like others',
    async (words) => {
      expect((await secretary.get(`/api/search?q=${encodeURIComponent(words)}`)).status).toBe(200);
    },
  );
});

describe('addresses', () => {
  test.each([
    '/api/papers/..%2f..%2f..%2fetc%2fpasswd/file',
    '/api/papers/%252e%252e%252fpackage.json/file',
    '/api/papers/m-sent~..%2f..~1/file',
    '/api/papers/m-sent~t-i2~1%00/file',
    '/api/papers/m-sent~t-i2~1/thumbnails/..%2f1',
    '/api/meetings/..%2fbody%2fubnd/ledger',
    '/api/meetings/m-sent/sealed/..%2f..%2fcabinet.sqlite',
    '/api/../../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%252e%252e/%252e%252e/package.json',
    '/..%5c..%5cpackage.json',
  ])('R08 %s leads out of nowhere', async (path) => {
    const { status, body } = await raw('GET', path);
    expect(body).not.toMatch(/root:|"workspaces"|SQLite/);
    if (path.startsWith('/api/papers') || path.startsWith('/api/meetings')) expect(status).toBeGreaterThanOrEqual(400);
  });
  test.each(['/api/%E0%A4%A', '/api/meetings/%ff/ledger', '/api/nothing', '/api/papers/x/file', '/assets/nothing.js'])(
    'R21 %s tells neither stack nor path',
    async (path) => {
      const { status, body } = await raw('GET', `${path}?secret=word`);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toMatch(/node_modules|\.ts|\.js:|at |secret|word|Error/);
    },
  );
});

describe('methods', () => {
  test('R09 what another site sends changes nothing: no origin, another one, or a form in plain text', async () => {
    const before = await cabinet.store.streams.head('meeting/m-sent');
    const url = `${cabinet.url}/api/meetings/m-sent/papers`;
    for (const headers of [
      { cookie: secretary.cookie },
      { cookie: secretary.cookie, origin: 'https://evil.example' },
      { cookie: secretary.cookie, origin: 'null' },
      { cookie: secretary.cookie, origin: cabinet.url, 'sec-fetch-site': 'cross-site' },
    ]) {
      const form = new FormData();
      form.set('itemId', 'i1');
      form.set('file', new Blob(['%PDF-1.7']), 'a.pdf');
      expect((await fetch(url, { method: 'POST', headers, body: form })).status).toBe(403);
    }
    expect(await cabinet.store.streams.head('meeting/m-sent')).toBe(before);
  });
  test('R16 another method by a header, or one that is not spoken here, does nothing', async () => {
    const override = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE', origin: cabinet.url };
    expect((await raw('GET', '/api/identity/sign-out', override)).status).toBe(404);
    expect((await secretary.get('/api/meetings')).status, 'still signed in').toBe(200);
    const trace = await raw('TRACE', '/api/meetings');
    expect(trace.status).toBeGreaterThanOrEqual(400);
    expect(trace.body).not.toContain(secretary.cookie);
    expect((await raw('HEAD', '/api/meetings')).body).toBe('');
    const options = await raw('OPTIONS', '/api/meetings', { origin: 'https://evil.example' });
    expect(Object.keys(options.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
  test('R18 what is private is kept by no cache', async () => {
    for (const path of [
      '/api/meetings',
      '/api/roster',
      '/api/tasks',
      '/api/search?q=a',
      '/api/papers/m-sent~t-i2~1/file',
      '/api/identity/me',
      '/api/meetings/m-minutes_draft/minutes.pdf',
      '/api/meetings/m-sent/ledger',
    ])
      expect([path, (await raw('GET', path)).headers['cache-control']]).toEqual([
        path,
        expect.stringContaining('no-store'),
      ]);
  });
  test('pages may speak to this server and to no other, by sockets too, whatever the host calls itself', async () => {
    const policy = async (headers: Record<string, string> = {}) =>
      String((await raw('GET', '/healthz', headers)).headers['content-security-policy']);
    expect(await policy()).toContain(`connect-src 'self' ws://127.0.0.1:${port()};`);
    expect(await policy({ host: "x; script-src * 'unsafe-eval'" })).toContain("connect-src 'self' 'self';");
    expect(await policy({ host: 'x, script-src *' })).not.toMatch(/\*|unsafe-eval(?<!wasm-unsafe-eval)/);
  });
  test('the numbers of the monitor are for this machine, not for those whom a proxy on it brings', async () => {
    expect((await raw('GET', '/metrics')).status).toBe(200);
    expect((await raw('GET', '/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
    expect((await raw('GET', '/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(403);
  });
  test('R22 a request with two lengths is none', async () => {
    const head = `POST /api/identity/link HTTP/1.1\r\nHost: x\r\nOrigin: ${cabinet.url}\r\nContent-Type: application/json\r\n`;
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    for (const lengths of [
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n',
      'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n',
      'Content-Length: 4\r\nContent-Length: 40\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
    ]) {
      const answer = await overTcp(`${head}${lengths}\r\n0\r\n\r\n${smuggled}`);
      expect([lengths, answer.match(/HTTP\/1\.1 \d+/g)]).toEqual([lengths, ['HTTP/1.1 400']]);
    }
  });
});
