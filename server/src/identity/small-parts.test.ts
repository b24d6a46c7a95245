import { expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import { addressGroup } from './address-group.js';
import { cookiesFor } from './cookies.js';
import { Credentials, normalName, normalPassword } from './credentials.js';
import { deviceLabel } from './device-label.js';
import { argon2Hasher } from './hasher.js';
import { countingHasher, desktop, ipad } from './identity.fixture.js';

test.each([
  ['192.168.1.20', '192.168.1.20', 'IPv4 as it is'],
  ['::ffff:192.168.1.20', '192.168.1.20', 'IPv4 in IPv6 is the same IPv4'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64', 'a subscriber draws from a whole /64'],
  ['2001:DB8:0:1::5', '2001:db8:0:1::/64', 'however it is written'],
  ['2001:db8::5', '2001:db8:0:0::/64', 'zeros left out count'],
  ['::1', '0:0:0:0::/64', 'the loopback'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'a zone is no part of it'],
])('%s is counted as %s: %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test.each([
  ['  Oanh.DTK ', 'oanh.dtk'],
  ['Đặng.Oanh'.normalize('NFD'), 'đặng.oanh'],
])('the sign-in name %j is %j', (typed, name) => {
  expect(normalName(typed)).toBe(name);
});

test.each([
  ['7 characters', 'ấấấấấấấ'.normalize('NFD'), 'password-too-short'],
  ['1,025 characters', 'ệ'.repeat(1_025), 'password-too-long'],
  ['a megabyte', 'x'.repeat(1_000_000), 'password-too-long'],
  ['a lone surrogate', 'mật khẩu \ud800', 'password-malformed'],
])('a password of %s is refused', (_, typed, refusal) => {
  expect(normalPassword(typed)).toEqual({ refusal });
});

test('a password has 8 to 1,024 characters after NFC, whatever bytes they came in', () => {
  expect(normalPassword('ấ'.repeat(8).normalize('NFD'))).toEqual({ password: 'ấ'.repeat(8) });
  expect(normalPassword('ệ'.repeat(1_024).normalize('NFD'))).toEqual({ password: 'ệ'.repeat(1_024) });
  expect(normalPassword('🪷'.repeat(8))).toEqual({ password: '🪷'.repeat(8) });
});

test('the hash is argon2id with 19 MiB, two passes, one lane, and its own salt', async () => {
  const { hash, verify } = argon2Hasher();
  const [one, other] = await Promise.all([hash('Mùa thu Sông Vân'), hash('Mùa thu Sông Vân')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(other).not.toBe(one);
  expect(await verify(one, 'Mùa thu Sông Vân')).toBe(true);
});

test('L10: passwords that are equal in their first 72 bytes are different passwords', async () => {
  const { hash, verify } = argon2Hasher();
  const stored = await hash(`${'a'.repeat(72)}1`);
  expect(await verify(stored, `${'a'.repeat(72)}2`)).toBe(false);
  const nul = await hash('mật khẩu\0một');
  expect(await verify(nul, 'mật khẩu\0hai')).toBe(false);
});

test('more hashes than may run at once wait their turn, and one that fails gives its turn on', async () => {
  const { verify, hash } = argon2Hasher(1);
  const stored = await hash('Mùa thu Sông Vân');
  const asked = ['no PHC string', stored, 'nor this', stored].map((one) => verify(one, 'Mùa thu Sông Vân'));
  const ends = (await Promise.allSettled(asked)).map(({ status }) => status);
  expect(ends).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
});

test.each([
  [ipad['user-agent'], 'Safari · iPad'],
  [desktop['user-agent'], 'Chrome · Windows'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0', 'Edge · Windows'],
  ['<img src=x onerror=alert(1)>', '?'],
  [undefined, '?'],
])('the device %j is told as %j', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label);
});

test('L07: under HTTPS the cookie is __Host-, Secure, HttpOnly and Lax, and no plain one is read', () => {
  const cookies = cookiesFor('https://hop.songvan.example');
  expect(cookies.setSession('t', 60_000)).toBe('__Host-ecab=t; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60');
  expect(cookies.session('ecab=planted; theme=dark')).toBeNull();
  expect(cookies.session('theme=dark; __Host-ecab=mine')).toBe('mine');
});

test('over plain HTTP the cookie is ecab, without Secure, and ends with the browser unless it is remembered', () => {
  const cookies = cookiesFor('http://192.168.1.5:3000');
  expect(cookies.setSession('t', null)).toBe('ecab=t; Path=/; HttpOnly; SameSite=Lax');
});

test('a name belongs to one person until that person takes another name', async () => {
  const now = () => '2026-11-26T00:00:00.000Z';
  const credentials = new Credentials(memoryStore({ now }).vault, now, countingHasher());
  expect(await credentials.set('p-oanh', 'oanh', 'Mùa thu Sông Vân')).toBeNull();
  expect(await credentials.set('p-khai', ' OANH ', 'Mùa thu Sông Vân')).toBe('name-taken');
  expect(await credentials.set('p-oanh', 'oanh.dtk', 'Mùa thu Sông Vân')).toBeNull();
  expect(await credentials.ofName('oanh')).toBeNull();
  expect(await credentials.set('p-khai', 'oanh', 'Mùa thu Sông Vân')).toBeNull();
  expect(await credentials.ofName('oanh')).toMatchObject({ personId: 'p-khai' });
});

test('of two people who want one name at once, one gets it', async () => {
  const now = () => '2026-11-26T00:00:00.000Z';
  const credentials = new Credentials(memoryStore({ now }).vault, now, countingHasher());
  const refusals = await Promise.all(['p-a', 'p-b'].map((id) => credentials.set(id, 'thu.ky', 'Mùa thu Sông Vân')));
  expect([...refusals].sort()).toEqual(['name-taken', null]);
});

test('a name whose claim was cut off by a crash is free again after a minute', async () => {
  let at = '2026-11-26T00:00:00.000Z';
  const { vault } = memoryStore({ now: () => at });
  const credentials = new Credentials(vault, () => at, countingHasher());
  await credentials.set('p-gone', 'thu.ky', 'Mùa thu Sông Vân');
  const cut = await vault.get('credential/p-gone');
  await vault.remove('credential/p-gone', cut?.version ?? 0);
  expect(await credentials.set('p-oanh', 'thu.ky', 'Mùa thu Sông Vân')).toBe('name-taken');
  at = '2026-11-26T00:01:00.000Z';
  expect(await credentials.set('p-oanh', 'thu.ky', 'Mùa thu Sông Vân')).toBeNull();
});
