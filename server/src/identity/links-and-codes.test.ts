import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Browser, type Doors, desktop, ipad, startDoors } from './identity.fixture.js';
import { sha256 } from './tokens.js';

const oanh = { kind: 'person', personId: 'p-oanh' } as const;
const MINUTE = 60_000;
let doors: Doors;
beforeEach(async () => {
  doors = await startDoors();
});
afterEach(() => doors.stop());
const inAnHour = () => new Date(Date.parse(doors.now()) + 60 * MINUTE).toISOString();
const me = async (browser: Browser) => (await browser.get('/api/identity/me')).body.me;

describe('L08: a link', () => {
  const open = (browser: Browser, token: string) => browser.post('/api/identity/link', { token });

  test('signs in once, and the second who comes with it is told no more than that it is over', async () => {
    const { token, url } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const first = doors.browser(ipad);
    expect((await open(first, token)).body).toMatchObject({ ok: true, state: 'signed-in', me: { kind: 'person' } });
    expect((await me(first)).person.id).toBe('p-oanh');
    const second = await open(doors.browser(), token);
    expect([second.status, second.body]).toEqual([410, { ok: false, refusal: 'link-expired' }]);
    expect(new URL(url).hash).toBe(`#${token}`);
  });

  test('L07: has its token behind #, which no browser sends and no log holds', async () => {
    const { token, url } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const { pathname, search } = new URL(url);
    expect([pathname, search]).toEqual(['/sign-in/link', '']);
    expect(JSON.stringify([doors.facts, await doors.vault.list('', null, 1_000)])).not.toContain(token);
    expect((await doors.browser().get(`/api/identity/link?token=${token}`)).status).toBe(404);
    expect((await open(doors.browser(), token)).status).toBe(200);
  });

  test('opened by twenty at once lets one in', async () => {
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const replies = await Promise.all(Array.from({ length: 20 }, () => open(doors.browser(), token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('whose answer was lost lets the same tablet in again for two minutes, and nobody else', async () => {
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const use = (claim: string) => doors.browser(ipad).post('/api/identity/link', { token, claim });
    const [mine, other] = ['a'.repeat(32), 'b'.repeat(32)];
    expect((await use(mine)).status).toBe(200);
    expect((await use(mine)).status).toBe(200);
    expect((await use(other)).body.refusal).toBe('link-expired');
    expect((await open(doors.browser(), token)).body.refusal).toBe('link-expired');
    doors.pass(2 * MINUTE);
    expect((await use(mine)).body.refusal).toBe('link-expired');
  });

  test('taken by twenty tablets at once lets one in', async () => {
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const claims = Array.from({ length: 20 }, (_, n) => String(n).padStart(32, '0'));
    const replies = await Promise.all(
      claims.map((claim) => doors.browser().post('/api/identity/link', { token, claim })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('expires', async () => {
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    doors.pass(60 * MINUTE);
    expect((await open(doors.browser(), token)).body.refusal).toBe('link-expired');
  });

  test('guessed, or for somebody who has left, is the same as one that is over', async () => {
    expect((await open(doors.browser(), 'A'.repeat(43))).body.refusal).toBe('link-expired');
    doors.people.delete('p-oanh');
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    expect((await open(doors.browser(), token)).body.refusal).toBe('link-expired');
  });

  test('guessed a thousand times is one line of the audit a minute, few in all, and bars nobody of that address', async () => {
    await doors.stop();
    doors = await startDoors({ trustProxy: 1 });
    const rows = async () => (await doors.vault.list('', null, 1_000)).length;
    const before = await rows();
    const guess = async (n: number, address: string) =>
      open(doors.browser({ 'x-forwarded-for': address }), String(n).padStart(43, 'A'));
    const refused = () => doors.facts.filter(({ what }) => what === 'sign-in-refused').length;
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => guess(n, `2001:db8::${n.toString(16)}`)));
    expect(refused()).toBe(1);
    doors.pass(MINUTE);
    await Promise.all(Array.from({ length: 100 }, (_, n) => guess(n, `2001:db8:0:${n}::1`)));
    expect(refused()).toBe(21);
    expect(await rows()).toBe(before);
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    expect((await open(doors.browser({ 'x-forwarded-for': '2001:db8::1' }), token)).status).toBe(200);
  });

  test('for one person is for no other: what else is sent with it is refused', async () => {
    const { token } = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const reply = await doors.browser().post('/api/identity/link', { token, personId: 'p-khai' });
    expect(reply.body.refusal).toBe('malformed');
  });

  test('of an invitation lets a new person choose name and password, without a current one', async () => {
    doors.people.set('p-moi', { name: 'Lý Gia Huy', signIn: 'huy.lg' });
    doors.people.set('p-khieu', { name: 'Lương Văn Khiêu', signIn: 'khieu.luong' });
    const to = { kind: 'person', personId: 'p-moi' } as const;
    const { token } = await doors.identity.links.create({ to, expiresAt: inAnHour(), setsPassword: true });
    const browser = doors.browser();
    expect((await open(browser, token)).body.me.passwordNeeds).toBe('sign-in-name');
    const next = 'Mùa xuân Sông Vân';
    expect((await browser.post('/api/identity/password', { next })).body.refusal).toBe('name-missing');
    // One has it, and one will have it by the roster.
    for (const signIn of ['Oanh.DTK', ' Khieu.Luong'])
      expect((await browser.post('/api/identity/password', { next, signIn })).body.refusal).toBe('name-taken');
    expect((await browser.post('/api/identity/password', { next, signIn: 'huy.lg' })).body).toEqual({ ok: true });
    expect((await me(browser)).passwordNeeds).toBe('current');
    const signIn = { signIn: 'huy.lg', password: next };
    expect((await doors.browser().post('/api/identity/sign-in', signIn)).status).toBe(200);
  });

  test('of a reset lets the password be set once without the old one; a link for signing in does not', async () => {
    const reset = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour(), setsPassword: true });
    const plain = await doors.identity.links.create({ to: oanh, expiresAt: inAnHour() });
    const next = 'Mùa xuân Sông Vân';
    const [one, other] = [doors.browser(), doors.browser()];
    await open(one, reset.token);
    await open(other, plain.token);
    expect((await other.post('/api/identity/password', { next })).body.refusal).toBe('wrong-password');
    expect((await one.post('/api/identity/password', { next })).body).toEqual({ ok: true });
    expect((await one.post('/api/identity/password', { next })).body.refusal).toBe('wrong-password');
  });

  describe('by which a password may be set', () => {
    const next = 'Mùa xuân Sông Vân';
    const invited = () => doors.identity.links.create({ to: oanh, expiresAt: inAnHour(), setsPassword: true });

    test('is over once one was set since it was made, by an invitation or with the old one', async () => {
      const [first, second, third] = [await invited(), await invited(), await invited()];
      const mine = doors.browser();
      await open(mine, second.token);
      expect((await mine.post('/api/identity/password', { next })).body).toEqual({ ok: true });
      expect((await open(doors.browser(), first.token)).body.refusal).toBe('link-expired');
      const fourth = await invited();
      await mine.post('/api/identity/password', { current: next, next: 'Mùa hạ Sông Vân' });
      for (const { token } of [third, fourth])
        expect((await open(doors.browser(), token)).body.refusal).toBe('link-expired');
      expect(await me(mine)).not.toBeNull();
      expect((await open(doors.browser(), (await invited()).token)).status).toBe(200);
    });

    test('does not come back for the same tablet after its password was set', async () => {
      const { token } = await invited();
      const use = (browser: Browser) => browser.post('/api/identity/link', { token, claim: 'a'.repeat(32) });
      const mine = doors.browser(ipad);
      await use(mine);
      expect((await mine.post('/api/identity/password', { next })).body).toEqual({ ok: true });
      expect((await use(doors.browser(ipad))).body.refusal).toBe('link-expired');
    });

    test('used while a password is being set by another leaves no session', async () => {
      const { token } = await invited();
      const stored = doors.vault.put.bind(doors.vault);
      const put = vi.spyOn(doors.vault, 'put');
      put.mockImplementation(async (...asked) => {
        if (asked[0].startsWith('sessions-of/')) {
          put.mockRestore();
          await doors.identity.passwords.set('p-oanh', 'oanh.dtk', next);
        }
        return stored(...asked);
      });
      expect((await open(doors.browser(), token)).body.refusal).toBe('link-expired');
      expect(await doors.identity.desk.list(oanh)).toEqual([]);
    });

    test('made by an earlier release is for who has no password yet', async () => {
      doors.people.set('p-moi', { name: 'Lý Gia Huy' });
      const cameBy = async (personId: string) => {
        const token = personId.padEnd(43, 'A');
        const link = { who: { kind: 'person', personId }, setsPassword: true };
        await doors.vault.put(`link/${sha256(token)}`, link, 'absent', inAnHour());
        return (await open(doors.browser(), token)).status;
      };
      expect([await cameBy('p-moi'), await cameBy('p-oanh')]).toEqual([200, 410]);
    });
  });
});

describe('the display of a room', () => {
  test('is signed in by a link, lasts without use, and may do nothing of a person', async () => {
    const to = { kind: 'display', roomId: 'phong-1' } as const;
    const { token } = await doors.identity.links.create({ to, expiresAt: inAnHour() });
    const wall = doors.browser();
    const reply = await wall.post('/api/identity/link', { token });
    expect(reply.body.me).toMatchObject({ kind: 'display', roomId: 'phong-1', passwordNeeds: null });
    expect(reply.cookies).toEqual([expect.stringMatching(/^ecab=.*Max-Age=31536000$/)]);
    doors.pass(60 * 24 * 60 * MINUTE);
    expect(await me(wall)).toMatchObject({ kind: 'display' });
    const forbidden = [
      await wall.post('/api/identity/qr'),
      await wall.post('/api/identity/password', { next: 'Mùa xuân Sông Vân', signIn: 'man.hinh' }),
    ];
    expect(forbidden.map(({ body }) => body.refusal)).toEqual(['forbidden', 'forbidden']);
    expect(await doors.identity.desk.revokeAll(to, 'p-khai')).toBe(1);
    expect(await me(wall)).toBeNull();
  });

  test('is one screen: the link by which another is signed in ends it, and no display of another room', async () => {
    const screen = async (roomId: string) => {
      const to = { kind: 'display', roomId } as const;
      const { token } = await doors.identity.links.create({ to, expiresAt: inAnHour() });
      const wall = doors.browser();
      expect((await wall.post('/api/identity/link', { token, claim: 'a'.repeat(32) })).status).toBe(200);
      return wall;
    };
    const [first, elsewhere, next] = [await screen('phong-1'), await screen('phong-2'), await screen('phong-1')];
    expect(await me(first)).toBeNull();
    expect(await me(elsewhere)).toMatchObject({ roomId: 'phong-2' });
    expect(await me(next)).toMatchObject({ roomId: 'phong-1' });
  });
});

describe('a QR code', () => {
  async function shown() {
    const browser = doors.browser(desktop);
    await browser.post('/api/identity/sign-in', { signIn: 'oanh.dtk', password: 'Mùa thu Sông Vân' });
    const { body } = await browser.post('/api/identity/qr');
    return { browser, body, code: new URL(body.url).hash.slice(1) };
  }
  const claim = (tablet: Browser, form: object) => tablet.post('/api/identity/qr/claim', form);

  test('signs in the tablet that asked, once the desktop has said yes to it', async () => {
    const { browser, body, code } = await shown();
    expect(body.svg).toMatch(/^<svg[^>]*viewBox/);
    const status = async () => (await browser.post('/api/identity/qr/status', { id: body.id })).body;
    expect(await status()).toEqual({ ok: true, state: 'open', expiresAt: '2026-11-26T00:32:00.000Z' });
    const tablet = doors.browser(ipad);
    const asked = (await claim(tablet, { code })).body;
    expect(asked).toMatchObject({ ok: true, state: 'waiting', check: expect.stringMatching(/^\d{4}$/) });
    expect(await status()).toMatchObject({ state: 'asked', device: 'Safari · iPad', check: asked.check });
    const poll = () => claim(tablet, { code, claim: asked.claim });
    expect((await poll()).body.state).toBe('waiting');
    expect(await me(tablet)).toBeNull();
    const yes = { id: body.id, check: asked.check, accept: true };
    expect((await browser.post('/api/identity/qr/confirm', yes)).body).toEqual({ ok: true });
    expect((await poll()).body).toMatchObject({ state: 'signed-in', me: { person: { id: 'p-oanh' } } });
    expect(await me(tablet)).toMatchObject({ person: { id: 'p-oanh' } });
    expect(await status()).toEqual({ ok: true, state: 'done' });
    expect((await poll()).body.refusal).toBe('qr-expired');
    expect((await browser.get('/api/identity/sessions')).body.sessions).toHaveLength(2);
  });

  test('collected twice at once gives one session', async () => {
    const { browser, body, code } = await shown();
    const asked = (await claim(doors.browser(ipad), { code })).body;
    await browser.post('/api/identity/qr/confirm', { id: body.id, check: asked.check, accept: true });
    const polls = Array.from({ length: 10 }, () => claim(doors.browser(ipad), { code, claim: asked.claim }));
    expect((await Promise.all(polls)).filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('asks for the first device alone; a second that scans it, or guesses the claim, gets nothing', async () => {
    const { browser, body, code } = await shown();
    const asked = (await claim(doors.browser(ipad), { code })).body;
    const thief = doors.browser(desktop);
    expect((await claim(thief, { code })).body.refusal).toBe('qr-taken');
    await browser.post('/api/identity/qr/confirm', { id: body.id, check: asked.check, accept: true });
    expect((await claim(thief, { code, claim: 'A'.repeat(43) })).body.refusal).toBe('qr-taken');
    expect(await me(thief)).toBeNull();
  });

  test('is confirmed only by the desktop that shows it, and only for the device whose number it saw', async () => {
    const { browser, body, code } = await shown();
    const early = { id: body.id, check: '0000', accept: true };
    expect((await browser.post('/api/identity/qr/confirm', early)).body.refusal).toBe('forbidden');
    const { check } = (await claim(doors.browser(ipad), { code })).body;
    const other = check === '0000' ? '0001' : '0000';
    const reply = await browser.post('/api/identity/qr/confirm', { id: body.id, check: other, accept: true });
    expect(reply.body.refusal).toBe('forbidden');
    const khai = doors.browser();
    await khai.post('/api/identity/sign-in', { signIn: 'khai.nm', password: 'Chủ tọa phiên 11' });
    const foreign = await khai.post('/api/identity/qr/confirm', { id: body.id, check, accept: true });
    expect(foreign.body.refusal).toBe('qr-expired');
    expect((await khai.post('/api/identity/qr/status', { id: body.id })).body.refusal).toBe('qr-expired');
  });

  test('refused by the desktop is over', async () => {
    const { browser, body, code } = await shown();
    const tablet = doors.browser(ipad);
    const asked = (await claim(tablet, { code })).body;
    await browser.post('/api/identity/qr/confirm', { id: body.id, check: asked.check, accept: false });
    expect((await claim(tablet, { code, claim: asked.claim })).body.refusal).toBe('qr-expired');
    expect(doors.facts.at(-1)?.what).toBe('qr-denied');
  });

  test('expires after two minutes, asked for or not', async () => {
    const { browser, body, code } = await shown();
    const tablet = doors.browser(ipad);
    const asked = (await claim(tablet, { code })).body;
    await browser.post('/api/identity/qr/confirm', { id: body.id, check: asked.check, accept: true });
    doors.pass(2 * MINUTE);
    expect((await claim(tablet, { code, claim: asked.claim })).body.refusal).toBe('qr-expired');
    expect((await claim(doors.browser(ipad), { code })).body.refusal).toBe('qr-expired');
    expect((await browser.post('/api/identity/qr/status', { id: body.id })).body.refusal).toBe('qr-expired');
  });

  test('guessed leaves nothing behind in store or audit', async () => {
    const rows = async () => (await doors.vault.list('', null, 1_000)).length;
    const before = await rows();
    for (const form of [{ code: 'A'.repeat(43) }, { code: 'A'.repeat(43), claim: 'B'.repeat(43) }])
      expect((await claim(doors.browser(), form)).body.refusal).toBe('qr-expired');
    expect([await rows(), doors.facts]).toEqual([before, []]);
  });

  test('of a desktop that has signed out since signs nobody in', async () => {
    const { browser, body, code } = await shown();
    const tablet = doors.browser(ipad);
    const asked = (await claim(tablet, { code })).body;
    await browser.post('/api/identity/qr/confirm', { id: body.id, check: asked.check, accept: true });
    await browser.post('/api/identity/sign-out');
    expect((await claim(tablet, { code, claim: asked.claim })).body.refusal).toBe('qr-expired');
    expect(await doors.identity.desk.list(oanh)).toEqual([]);
  });
});
