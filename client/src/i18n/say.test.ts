import { afterEach, expect, test } from 'vitest';
import { sayOf, speak } from './say.js';

afterEach(() => speak('vi'));

test('blanks are filled, and names are not escaped as HTML would be', () => {
  expect(sayOf('room')('follow.on', { name: 'Lê & <Trần>' })).toBe('Đang theo Lê & <Trần>');
});

test('the language changes every text at once', () => {
  const say = sayOf('voting');
  expect(say('ballot.approve')).toBe('Tán thành');
  speak('en');
  expect(say('ballot.approve')).toBe('For');
});

test('English has a form for one where it needs one; Vietnamese has one form for all', () => {
  const say = sayOf('account');
  expect([say('signin.wrong', { n: 1 }), say('signin.wrong', { n: 4 })]).toEqual([
    'Mật khẩu chưa đúng. Còn 1 lần thử.',
    'Mật khẩu chưa đúng. Còn 4 lần thử.',
  ]);
  speak('en');
  expect([say('signin.wrong', { n: 1 }), say('signin.wrong', { n: 4 })]).toEqual([
    'Wrong password. 1 try left.',
    'Wrong password. 4 tries left.',
  ]);
  expect(sayOf('papers')('paper.part', { n: 1, m: 9 })).toBe('1 of 9 pages read');
});
