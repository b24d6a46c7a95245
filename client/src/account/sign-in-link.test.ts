import { expect, test } from 'vitest';
import { nextOf, pathOf, tokenOf } from './sign-in-link.js';

const token = 'A'.repeat(43);

test.each<[pasted: string, path: string | null, why: string]>([
  [`https://hop.songvan.vn/sign-in/link#${token}`, `/sign-in/link#${token}`, 'a link of the secretary'],
  [`  http://10.0.0.5:3000/sign-in/qr#${token}\n`, `/sign-in/qr#${token}`, 'a code, by another address of the server'],
  [`https://hop.songvan.vn/sign-in/link#${token}A`, null, 'a token too long'],
  ['https://hop.songvan.vn/sign-in/link', null, 'no token'],
  [`https://hop.songvan.vn/papers/1#${token}`, null, 'another page'],
  ['xin chào', null, 'no address at all'],
])('pasted %s leads to %s: %s', (pasted, path) => {
  expect(pathOf(pasted, 'https://hop.songvan.vn')).toBe(path);
});

test('what stands after # is taken only if it is a token', () => {
  expect(tokenOf(`#${token}`)).toBe(token);
  expect(tokenOf('#main')).toBeNull();
});

test.each([
  ['?next=%2Fmeetings%2Fm1%3Ftab%3D2', '/meetings/m1?tab=2'],
  ['', '/'],
  ['?next=https%3A%2F%2Fevil.example%2F', '/'],
  ['?next=%2F%2Fevil.example', '/'],
  ['?next=%2F%5Cevil.example', '/'],
  ['?next=javascript%3Aalert(1)', '/'],
  ['?next=%2Fsign-in', '/'],
])('after signing in %s leads to %s, never to another site', (search, path) => {
  expect(nextOf(search)).toBe(path);
});
