import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Doors, desktop, ipad, type Reply, startDoors } from './identity.fixture.js';

const right = { signIn: 'oanh.dtk', password: 'Mùa thu Sông Vân' };
const wrong = { ...right, password: 'không phải thế' };
const signIn = '/api/identity/sign-in';
let doors: Doors;
beforeEach(async () => {
  doors = await startDoors();
});
afterEach(() => doors.stop());

async function times<T>(count: number, one: (n: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let n = 0; n < count; n += 1) all.push(await one(n));
  return all;
}
const refusals = (replies: readonly Reply[]) => replies.map(({ body }) => body.refusal ?? 'none');

describe('L01: unknown and known names', () => {
  test('are answered with the same words, the same tries left, and the same work', async () => {
    const answers = async (name: string) => {
      const before = doors.hasher.verifications;
      const replies = await times(7, () => doors.browser().post(signIn, { ...wrong, signIn: name }));
      const told = replies.map(({ status, body }) => ({ status, body }));
      return { told, verifications: doors.hasher.verifications - before };
    };
    const known = await answers('oanh.dtk');
    expect(known.verifications).toBe(5);
    expect(known.told[0]).toEqual({ status: 401, body: { ok: false, refusal: 'wrong-password', triesLeft: 4 } });
    expect(known.told[6]).toEqual({
      status: 429,
      body: { ok: false, refusal: 'too-many-tries', retryAt: '2026-11-26T00:45:00.000Z' },
    });
    expect(await answers('khong.co.ai')).toEqual(known);
  });

  test('cost one verification even when the password could never be one', async () => {
    for (const name of ['oanh.dtk', 'khong.co.ai']) {
      const before = doors.hasher.verifications;
      const reply = await doors.browser().post(signIn, { signIn: name, password: 'ngắn' });
      expect([reply.body.refusal, doors.hasher.verifications - before]).toEqual(['wrong-password', 1]);
    }
  });

  test('a person who is no longer of the body is told the same as an unknown one', async () => {
    doors.people.delete('p-oanh');
    expect((await doors.browser().post(signIn, right)).body).toMatchObject({ refusal: 'wrong-password', triesLeft: 4 });
  });
});

describe('L02: guessing', () => {
  test('a thousand guesses at one name, all at once, are five looks at the password', async () => {
    const guess = (n: number) => doors.browser().post(signIn, { ...right, password: `đoán lần thứ ${n}` });
    const replies = await Promise.all(Array.from({ length: 1_000 }, (_, n) => guess(n)));
    expect(doors.hasher.verifications).toBe(5);
    expect(refusals(replies).filter((one) => one === 'too-many-tries')).toHaveLength(995);
    expect((await doors.browser().post(signIn, right)).body.refusal).toBe('too-many-tries');
  });

  test('one guess at each of a thousand names from one address is fifty looks', async () => {
    await times(1_000, (n) => doors.browser().post(signIn, { ...wrong, signIn: `nguoi.${n}` }));
    expect(doors.hasher.verifications).toBe(50);
  });

  test('a restart forgives nothing, a quarter of an hour does', async () => {
    await times(5, () => doors.browser().post(signIn, wrong));
    const from = { address: '10.0.0.9', userAgent: undefined, cookie: undefined };
    const again = () => doors.build().passwords.signIn({ ...right, remember: false }, from);
    expect(await again()).toMatchObject({ refusal: 'too-many-tries' });
    doors.pass(15 * 60_000);
    expect(await again()).toMatchObject({ ok: true });
  });

  test('the right password makes the wrong ones before it forgotten', async () => {
    await times(4, () => doors.browser().post(signIn, wrong));
    expect((await doors.browser().post(signIn, right)).status).toBe(200);
    expect((await doors.browser().post(signIn, wrong)).body.triesLeft).toBe(4);
  });

  test('a hall behind one address signs in, however many tablets it has', async () => {
    const replies = await times(120, () => doors.browser(ipad).post(signIn, right));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('the audit tells of each refusal and once of the lock, and never what was typed', async () => {
    await times(9, () => doors.browser().post(signIn, { signIn: 'mật khẩu gõ vào ô tên', password: 'bí mật lắm' }));
    expect(doors.facts.map(({ what }) => what)).toEqual([...Array(5).fill('sign-in-refused'), 'locked-out']);
    expect(JSON.stringify(doors.facts)).not.toMatch(/mật/);
  });
});

describe('L03: a lock-out bars no chair', () => {
  test('a tablet that the chair has used before signs in while the name is locked', async () => {
    const tablet = doors.browser(ipad);
    await tablet.post(signIn, right);
    await tablet.post('/api/identity/sign-out');
    await times(60, () => doors.browser().post(signIn, wrong));
    expect((await doors.browser().post(signIn, right)).body.refusal).toBe('too-many-tries');
    expect((await tablet.post(signIn, right)).status).toBe(200);
  });

  test('nor does guessing at a thousand names from behind the same address', async () => {
    const tablet = doors.browser(ipad);
    await tablet.post(signIn, right);
    await times(60, (n) => doors.browser().post(signIn, { ...wrong, signIn: `nguoi.${n}` }));
    expect((await tablet.post(signIn, right)).status).toBe(200);
  });

  test('the known tablet has five tries of its own, and its lock is not the lock of the name', async () => {
    const tablet = doors.browser(ipad);
    await tablet.post(signIn, right);
    const left = (await times(6, () => tablet.post(signIn, wrong))).map(({ body }) => body.triesLeft ?? body.refusal);
    expect(left).toEqual([4, 3, 2, 1, 0, 'too-many-tries']);
    expect((await doors.browser().post(signIn, right)).status).toBe(200);
  });

  test('a device is known to its own people only, and no longer once its session is revoked', async () => {
    const tablet = doors.browser(ipad);
    const { body } = await tablet.post(signIn, right);
    await times(5, () => doors.browser().post(signIn, { signIn: 'khai.nm', password: 'không phải thế' }));
    expect((await tablet.post(signIn, { signIn: 'khai.nm', password: 'Chủ tọa phiên 11' })).status).toBe(429);
    await doors.identity.desk.revoke(body.me.sessionId, null);
    await times(5, () => doors.browser().post(signIn, wrong));
    expect((await tablet.post(signIn, right)).status).toBe(429);
  });

  test('a machine that was not to be remembered is not known afterwards', async () => {
    const borrowed = doors.browser();
    await borrowed.post(signIn, { ...right, remember: false });
    await borrowed.post('/api/identity/sign-out');
    await times(5, () => doors.browser().post(signIn, wrong));
    expect((await borrowed.post(signIn, right)).status).toBe(429);
  });

  test('it is the same machine all the same: what was written on it is sent after signing in again', async () => {
    const borrowed = doors.browser();
    const devices = new Set<string>();
    for (let n = 0; n < 2; n += 1) {
      await borrowed.post(signIn, { ...right, remember: false });
      devices.add((await borrowed.get('/api/identity/me')).body.me.deviceId);
    }
    expect(devices.size).toBe(1);
    expect([...devices][0]).toMatch(/./);
  });

  test('knocking at a locked name does not lock the address of the whole hall', async () => {
    await times(100, () => doors.browser().post(signIn, wrong));
    const other = { signIn: 'khai.nm', password: 'Chủ tọa phiên 11' };
    expect((await doors.browser().post(signIn, other)).status).toBe(200);
  });
});

describe('L10: passwords', () => {
  test('one of a megabyte is refused before it is read, and the next request is served', async () => {
    const reply = await doors.browser().post(signIn, { ...right, password: 'x'.repeat(1_048_576) });
    expect([reply.status, reply.body.refusal]).toEqual([413, 'too-large']);
    const long = await doors.browser().post(signIn, { ...right, password: 'x'.repeat(8_193) });
    expect([long.status, long.body.refusal]).toEqual([400, 'malformed']);
    expect(doors.hasher.verifications).toBe(0);
    expect((await doors.browser().post(signIn, right)).status).toBe(200);
  });

  test('name and password are the same in composed and decomposed letters', async () => {
    await doors.identity.passwords.set('p-oanh', 'Đặng.Oanh'.normalize('NFD'), right.password.normalize('NFD'));
    const typed = { signIn: ' đẶng.oanh ', password: right.password.normalize('NFC') };
    expect((await doors.browser().post(signIn, typed)).status).toBe(200);
    const decomposed = { signIn: 'đặng.oanh'.normalize('NFD'), password: right.password.normalize('NFD') };
    expect((await doors.browser().post(signIn, decomposed)).status).toBe(200);
  });

  test('capitals and spaces of a password are its own', async () => {
    for (const password of [right.password.toLowerCase(), `${right.password} `])
      expect((await doors.browser().post(signIn, { ...right, password })).status).toBe(401);
  });
});

describe('R17: the address', () => {
  const forged = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n % 250}` });
  const guess = (n: number) => doors.browser().post(signIn, { ...wrong, signIn: `nguoi.${n}` }, forged(n));

  test('in a forged X-Forwarded-For counts for nothing', async () => {
    await times(60, guess);
    expect(doors.hasher.verifications).toBe(50);
  });

  test('behind one trusted proxy is what that proxy wrote, not what the client put before it', async () => {
    await doors.stop();
    doors = await startDoors({ trustProxy: 1 });
    const via = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}, 198.51.100.7` });
    await times(60, (n) => doors.browser().post(signIn, { ...wrong, signIn: `nguoi.${n}` }, via(n)));
    expect(doors.hasher.verifications).toBe(50);
    const elsewhere = { 'x-forwarded-for': '198.51.100.8' };
    expect((await doors.browser(desktop).post(signIn, right, elsewhere)).status).toBe(200);
  });
});

describe('R09: another site', () => {
  test.each([
    ['a form of another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a sub-domain', { 'sec-fetch-site': 'same-site' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
  ])('%s cannot order anything', async (_, headers) => {
    const browser = doors.browser();
    await browser.post(signIn, right);
    for (const path of [signIn, '/api/identity/sign-out', '/api/identity/qr', '/api/identity/link']) {
      const reply = await browser.post(path, right, headers);
      expect([reply.status, reply.body.refusal]).toEqual([403, 'cross-site']);
    }
    expect((await browser.get('/api/identity/me')).body.me.person.id).toBe('p-oanh');
  });

  test('a request that names no origin at all cannot either', async () => {
    const reply = await doors.browser({ origin: '' }).post(signIn, right);
    expect(reply.body.refusal).toBe('cross-site');
  });

  test('our own page may, whether the browser says so or gives its origin', async () => {
    expect((await doors.browser().post(signIn, right, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await doors.browser().post(signIn, right)).status).toBe(200);
  });

  test('behind a proxy that speaks HTTPS our origin is the public one', async () => {
    await doors.stop();
    doors = await startDoors({ publicUrl: 'https://hop.songvan.example/' });
    const reply = await doors.browser().post(signIn, right, { origin: 'https://hop.songvan.example' });
    expect(reply.status).toBe(200);
    expect(reply.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Host-ecab', '__Host-ecab-device']);
  });

  test.each([
    ['JSON dressed as text', 'text/plain', JSON.stringify(right)],
    ['a form', 'application/x-www-form-urlencoded', 'signIn=oanh.dtk&password=M'],
    ['no JSON', 'application/json', '{"signIn":'],
    ['JSON in UTF-7', 'application/json; charset=utf-7', JSON.stringify(right)],
    ['a list', 'application/json', '[]'],
    ['a field too many', 'application/json', JSON.stringify({ ...right, personId: 'p-khai' })],
    ['an operator for a name', 'application/json', JSON.stringify({ ...right, signIn: { $gt: '' } })],
    ['__proto__', 'application/json', '{"__proto__":{"signIn":"oanh.dtk"},"password":"Mùa thu Sông Vân"}'],
  ])('%s is no sign-in', async (_, type, body) => {
    const reply = await doors.browser().send('POST', signIn, body, { 'content-type': type });
    expect([reply.status, reply.body]).toEqual([400, { ok: false, refusal: 'malformed' }]);
  });

  test('nothing is changed by GET', async () => {
    const browser = doors.browser();
    await browser.post(signIn, right);
    for (const path of ['sign-out', 'sign-in', 'link', 'qr', 'password', 'qr/claim'])
      expect((await browser.get(`/api/identity/${path}`)).status).toBe(404);
    expect((await browser.get('/api/identity/me')).body.me).not.toBeNull();
  });
});
