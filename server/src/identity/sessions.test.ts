import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type Doors, desktop, ipad, startDoors } from './identity.fixture.js';
import type { EndReason } from './sessions.js';

const right = { signIn: 'oanh.dtk', password: 'Mùa thu Sông Vân' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let doors: Doors;
let ended: [string, EndReason][];
beforeEach(async () => {
  doors = await startDoors();
  ended = [];
  doors.identity.desk.onEnded((id, reason) => void ended.push([id, reason]));
});
afterEach(() => doors.stop());

async function signedIn(headers = desktop, more: object = {}): Promise<{ browser: Browser; id: string }> {
  const browser = doors.browser(headers);
  const { body } = await browser.post('/api/identity/sign-in', { ...right, ...more });
  return { browser, id: body.me.sessionId };
}
const me = async (browser: Browser) => (await browser.get('/api/identity/me')).body.me;

test('who is signed in is told by the cookie alone, and nobody is an answer too', async () => {
  expect(await me(doors.browser())).toBeNull();
  const { browser, id } = await signedIn(ipad);
  expect(await me(browser)).toMatchObject({
    kind: 'person',
    person: { id: 'p-oanh', name: 'Đặng Thị Kim Oanh' },
    sessionId: id,
    passwordNeeds: 'current',
  });
});

test.each(['sessions'])('without a session GET %s is refused', async (path) => {
  expect((await doors.browser().get(`/api/identity/${path}`)).body.refusal).toBe('not-signed-in');
});
test.each([
  ['qr', {}],
  ['qr/status', { id: 'a'.repeat(64) }],
  ['qr/confirm', { id: 'a'.repeat(64), check: '1234', accept: true }],
  ['password', { current: 'gì cũng được', next: 'gì cũng được' }],
  [`sessions/${'a'.repeat(64)}/revoke`, {}],
])('S01: without a session POST %s is refused', async (path, body) => {
  const reply = await doors.browser().post(`/api/identity/${path}`, body);
  expect([reply.status, reply.body.refusal]).toEqual([401, 'not-signed-in']);
});

describe('S01 and L06: tokens', () => {
  test.each([
    ['none', ''],
    ['a made-up one', 'A'.repeat(43)],
    ['a JWT with alg none', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwLW9hbmgifQ.'],
    ['a JWT whose kid is a path', 'eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.eyJzdWIiOiJwLW9hbmgifQ.x'],
    ['a path', '../credential/p-oanh'],
    ['a megabyte', 'A'.repeat(8_000)],
  ])('%s signs nobody in', async (_, token) => {
    expect(await doors.identity.desk.resolve(`ecab=${token}`)).toBeNull();
  });

  test('the id of a session, which lists show, opens nothing', async () => {
    const { id } = await signedIn();
    expect(await doors.identity.desk.resolve(`ecab=${id}`)).toBeNull();
    expect(await doors.identity.desk.resolve(`ecab=${Buffer.from(id, 'hex').toString('base64url')}`)).toBeNull();
  });

  test('L07: no token stands in the store, the audit, an answer or an address', async () => {
    const { browser } = await signedIn();
    const tokens = [...browser.jar.values()];
    expect(tokens.map((token) => token.length)).toEqual([43, 43]);
    const sessions = await browser.get('/api/identity/sessions');
    const stored = await Promise.all(
      (await doors.vault.list('', null, 1_000)).map(async ({ key, value }) => [key, value]),
    );
    expect(stored.length).toBeGreaterThan(4);
    const everywhere = JSON.stringify([stored, doors.facts, sessions.body, (await me(browser)) as unknown]);
    for (const token of tokens) expect(everywhere).not.toContain(token);
    expect(everywhere).not.toContain(right.password);
  });

  test('answers are never cached', async () => {
    const { browser } = await signedIn();
    for (const path of ['me', 'sessions'])
      expect((await browser.get(`/api/identity/${path}`)).headers['cache-control']).toBe('no-store');
  });
});

test('L04: a token known before sign-in is worth nothing after it', async () => {
  const attacker = await signedIn(desktop);
  const planted = attacker.browser.jar.get('ecab') ?? '';
  const victim = doors.browser(ipad);
  victim.jar.set('ecab', planted);
  await victim.post('/api/identity/sign-in', { signIn: 'khai.nm', password: 'Chủ tọa phiên 11' });
  expect(victim.jar.get('ecab')).not.toBe(planted);
  expect((await me(victim)).person.id).toBe('p-khai');
  expect(await doors.identity.desk.resolve(`ecab=${planted}`)).toBeNull();
  expect(ended).toEqual([[attacker.id, 'signed-out']]);

  const made = doors.browser(ipad);
  made.jar.set('ecab', 'B'.repeat(43));
  await made.post('/api/identity/sign-in', right);
  expect(made.jar.get('ecab')).not.toBe('B'.repeat(43));
});

describe('L05: what ends a session tells it before it answers', () => {
  test('sign-out', async () => {
    const { browser, id } = await signedIn();
    const reply = await browser.post('/api/identity/sign-out');
    expect(ended).toEqual([[id, 'signed-out']]);
    expect(reply.cookies).toEqual(['ecab=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0']);
    expect(await doors.identity.desk.alive(id)).toBeNull();
  });

  test('a revocation from another device', async () => {
    const lost = await signedIn(ipad);
    const { browser } = await signedIn(desktop);
    expect((await browser.post(`/api/identity/sessions/${lost.id}/revoke`)).body).toEqual({ ok: true });
    expect(ended).toEqual([[lost.id, 'revoked']]);
    expect(await me(lost.browser)).toBeNull();
    expect((await browser.get('/api/identity/sessions')).body.sessions).toHaveLength(1);
  });

  test('a change of password ends all others and keeps the own', async () => {
    const [one, two, mine] = [await signedIn(ipad), await signedIn(ipad), await signedIn(desktop)];
    const form = { current: right.password, next: 'Mùa đông Sông Vân' };
    expect((await mine.browser.post('/api/identity/password', form)).body).toEqual({ ok: true });
    expect(new Set(ended)).toEqual(new Set([one, two].map(({ id }) => [id, 'revoked'])));
    expect((await me(mine.browser)).sessionId).toBe(mine.id);
    expect((await doors.browser().post('/api/identity/sign-in', right)).status).toBe(401);
    const anew = { ...right, password: 'Mùa đông Sông Vân' };
    expect((await doors.browser().post('/api/identity/sign-in', anew)).status).toBe(200);
  });

  test('a password set by an administrator ends all of them', async () => {
    const { id } = await signedIn();
    await doors.identity.passwords.set('p-oanh', 'oanh.dtk', 'Mùa đông Sông Vân');
    expect(ended).toEqual([[id, 'revoked']]);
  });

  test('a sign-in under way while the password changes does not outlive it', async () => {
    const { hasher, identity } = doors;
    const verify = hasher.verify.bind(hasher);
    hasher.verify = async (stored, password) => {
      hasher.verify = verify;
      await identity.passwords.set('p-oanh', 'oanh.dtk', 'Mùa đông Sông Vân');
      return verify(stored, password);
    };
    const browser = doors.browser();
    expect((await browser.post('/api/identity/sign-in', right)).body.refusal).toBe('wrong-password');
    expect(await identity.desk.list({ kind: 'person', personId: 'p-oanh' })).toEqual([]);
  });

  test('all sessions of a person, on order of the server, and of the person alone', async () => {
    await signedIn(ipad);
    await signedIn(desktop);
    const other = doors.browser();
    await other.post('/api/identity/sign-in', { signIn: 'khai.nm', password: 'Chủ tọa phiên 11' });
    expect(await doors.identity.desk.revokeAll({ kind: 'person', personId: 'p-oanh' }, 'p-khai')).toBe(2);
    expect(ended).toHaveLength(2);
    expect(await me(other)).not.toBeNull();
  });

  test('who has left the body is nobody at the next question', async () => {
    const { browser, id } = await signedIn();
    doors.people.delete('p-oanh');
    expect(await me(browser)).toBeNull();
    expect(await doors.identity.desk.alive(id)).toBeNull();
  });

  test('a session ended by another server is dead here too', async () => {
    const { id } = await signedIn();
    await doors.build().desk.revoke(id, null);
    expect(await doors.identity.desk.alive(id)).toBeNull();
  });
});

describe('sessions are listed', () => {
  test('to their own person, newest first, as devices', async () => {
    await signedIn(ipad);
    doors.pass(MINUTE);
    const { browser, id } = await signedIn(desktop, { remember: false });
    expect((await browser.get('/api/identity/sessions')).body.sessions).toEqual([
      expect.objectContaining({ id, device: 'Chrome · Windows', via: 'password', current: true }),
      expect.objectContaining({ device: 'Safari · iPad', current: false, createdAt: '2026-11-26T00:30:00.000Z' }),
    ]);
  });

  test("another's session cannot be revoked, and is answered like none at all", async () => {
    const oanh = await signedIn();
    const khai = doors.browser();
    await khai.post('/api/identity/sign-in', { signIn: 'khai.nm', password: 'Chủ tọa phiên 11' });
    for (const id of [oanh.id, 'a'.repeat(64), '..%2Fcredential']) {
      const reply = await khai.post(`/api/identity/sessions/${id}/revoke`);
      expect([reply.status, reply.body]).toEqual([404, { ok: false, refusal: 'no-such-session' }]);
    }
    expect(await me(oanh.browser)).not.toBeNull();
  });
});

describe('L12: a session that is left', () => {
  test('on a machine not to be remembered ends after eight hours without use, and is told', async () => {
    const { browser, id } = await signedIn(desktop, { remember: false });
    doors.pass(7 * HOUR);
    expect(await me(browser)).not.toBeNull();
    doors.pass(7 * HOUR);
    expect(await me(browser)).not.toBeNull();
    doors.pass(8 * HOUR);
    expect(await me(browser)).toBeNull();
    expect(ended).toEqual([[id, 'expired']]);
  });

  test('ends after fourteen days however much it is used, a remembered one after thirty', async () => {
    const passing = await signedIn(desktop, { remember: false });
    const remembered = await signedIn(ipad);
    const days = { passing: 0, remembered: 0 };
    for (let hours = 0; hours < 31 * 24; hours += 6) {
      if (await me(passing.browser)) days.passing = hours / 24;
      if (await me(remembered.browser)) days.remembered = hours / 24;
      doors.pass(6 * HOUR);
    }
    expect(days).toEqual({ passing: 13.75, remembered: 29.75 });
  });
});

describe('a password is changed', () => {
  test('only with the current one, and guessing at it is counted', async () => {
    const { browser } = await signedIn();
    const form = { current: 'không phải thế', next: 'Mùa đông Sông Vân' };
    const left: unknown[] = [];
    for (let n = 0; n < 6; n += 1) {
      const { body } = await browser.post('/api/identity/password', form);
      left.push(body.triesLeft ?? body.refusal);
    }
    expect(left).toEqual([4, 3, 2, 1, 0, 'too-many-tries']);
    const without = { next: 'Mùa đông Sông Vân' };
    expect((await browser.post('/api/identity/password', without)).status).toBe(429);
    expect((await doors.browser().post('/api/identity/sign-in', right)).status).toBe(200);
  });

  test('to one that keeps the rule', async () => {
    const { browser } = await signedIn();
    const form = { current: right.password, next: 'ngắn' };
    expect((await browser.post('/api/identity/password', form)).body.refusal).toBe('password-too-short');
  });
});

test('the audit tells sign-in, revocation, change and sign-out with session and person', async () => {
  const lost = await signedIn(ipad);
  const { browser, id } = await signedIn();
  await browser.post(`/api/identity/sessions/${lost.id}/revoke`);
  await browser.post('/api/identity/password', { current: right.password, next: 'Mùa đông Sông Vân' });
  await browser.post('/api/identity/sign-out');
  expect(doors.facts.map(({ what, personId, detail }) => [what, personId, detail.session])).toEqual([
    ['signed-in', 'p-oanh', lost.id],
    ['signed-in', 'p-oanh', id],
    ['session-revoked', 'p-oanh', lost.id],
    ['password-changed', 'p-oanh', id],
    ['signed-out', 'p-oanh', id],
  ]);
});

test('a store that is down is told as such, without a word of how', async () => {
  const { browser } = await signedIn();
  await doors.store.close();
  const reply = await browser.post('/api/identity/sign-in', right);
  expect([reply.status, reply.body]).toEqual([503, { ok: false, refusal: 'unavailable' }]);
});
