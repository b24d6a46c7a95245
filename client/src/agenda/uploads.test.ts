import { expect, test } from 'vitest';
import { mayRetry, titleOf, type Upload } from './uploads.js';

test.each([
  ['Tờ trình 182-TTr.pdf', 'Tờ trình 182-TTr'],
  ['bao.cao.thang.11.PDF', 'bao.cao.thang.11'],
  ['.pdf', '.pdf'],
  ['không đuôi', 'không đuôi'],
  [`${'ế'.repeat(400)}.pdf`, 'ế'.repeat(250)],
])('a paper is called as its file: %s', (filename, title) => {
  expect(titleOf(filename)).toBe(title);
});

test('what depends on the moment may be sent again, what is wrong with the file may not', () => {
  const upload = (state: Upload['state'], refusal: string | null): Upload => ({
    id: 'u',
    meetingId: 'm',
    itemId: 'i',
    name: 'f',
    sent: 0,
    state,
    refusal,
  });
  expect(mayRetry(upload('lost', null))).toBe(true);
  expect(mayRetry(upload('refused', 'busy'))).toBe(true);
  expect(mayRetry(upload('refused', 'script'))).toBe(false);
});
