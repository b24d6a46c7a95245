import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { after, announce, cast, close, machine, members, none, opening, put, sent } from '@ecab/shared/testing/meeting';
import { council } from '@ecab/shared/testing/profile';
import type { PollEntity, Result } from '@ecab/shared/voting/slice';
import type { Choice } from '@ecab/shared/voting/tally';
import { afterEach, expect, test } from 'vitest';
import { sayOf, speak } from '../i18n/say.js';
import { choiceLabel, citeText, reasons, sentence } from './reasons.js';

afterEach(() => speak('vi'));
const say = sayOf('voting');
/** The announced poll of a body of n, of which the first `approve` cast that, and so on. */
function announced(n: number, ballots: readonly (readonly [Choice, number])[]): PollEntity & { result: Result } {
  const cast_ = ballots.flatMap(([choice, count]) => Array.from({ length: count }, () => choice));
  // The head (p0) casts last, so that it is among those who did not where there are fewer ballots than people.
  const order = [...members(n).slice(1), 'p0'];
  const done = after(
    none,
    ...opening(n),
    put(),
    ...cast_.map((choice, place) => cast(order[place] ?? '', choice)),
    close(),
    announce(),
  );
  const poll = (machine.board(done.state, 'all') as MeetingBoard)['poll:v1'];
  if (!poll?.result) throw new Error('not announced');
  return { ...poll, result: poll.result };
}
const carried = announced(27, [
  ['approve', 21],
  ['reject', 1],
  ['not_voting', 1],
]);

test('the sentence says of how many, in words, with two decimals', () => {
  expect(sentence(carried.result, say, 'vi')).toBe(
    '21 trên 27 thành viên tán thành, bằng 77,78\u00a0% tổng số thành viên.',
  );
  speak('en');
  expect(sentence(carried.result, say, 'en')).toBe('21 of 27 members in favour, 77.78\u00a0% of all members.');
});

test('why: quorum, the comparison in whole numbers, the citation, and that no article of the working rules is entered', () => {
  const said = reasons(carried, carried.result, 18, say).map(({ title, text }) => `${title} ${text}`);
  expect(said).toEqual([
    'Đủ thành phần tiến hành. Khi mở có mặt 27/27, cần ít nhất 18.',
    'Quá nửa tổng số thành viên. 21 × 2 = 42, lớn hơn 27. Người vắng vẫn tính trong 27.',
    'Căn cứ: Điều 40.3 Luật 72/2025/QH15.',
    'Hình thức biểu quyết: chưa nhập điều khoản Quy chế.',
  ]);
});

test('a matter with a majority of its own is told by that one', () => {
  const removal = council.matters.find(({ id }) => id === 'remove_deputy')?.decision ?? carried.rules.decision;
  const poll = { ...carried, rules: { ...carried.rules, decision: removal } };
  const said = reasons(poll, carried.result, null, say).map(({ title, text }) => `${title} ${text}`);
  expect(said.slice(1, 3)).toEqual([
    'Ít nhất 2/3 tổng số thành viên. 21 × 3 = 63, không nhỏ hơn 27 × 2 = 54. Người vắng vẫn tính trong 27.',
    'Căn cứ: Điều 35.2, 38.5 Luật 72/2025/QH15.',
  ]);
});

test('a rule that nobody has checked says so wherever it decides', () => {
  expect(citeText({ text: null, unverified: true }, say)).toBe('mặc định, chưa đối chiếu văn bản');
  expect(citeText({ text: 'Điều 5', unverified: true }, say)).toBe('Điều 5, mặc định, chưa đối chiếu văn bản');
  expect(citeText({ text: 'Điều 5', unverified: false }, say)).toBe('Điều 5');
});

test('a tie is explained: by the side of the head, or left open while the head has said nothing', () => {
  const byHead = announced(4, [
    ['reject', 2],
    ['approve', 2],
  ]);
  expect(byHead.result.outcome).toBe('passed_by_tie');
  expect(reasons(byHead, byHead.result, null, say).find(({ of }) => of === 'tie')).toMatchObject({
    met: true,
    title: 'Ngang nhau 2 - 2: theo phía người đứng đầu.',
    text: '(Điều 40.3 Luật 72/2025/QH15)',
  });
  const open = announced(5, [
    ['approve', 2],
    ['reject', 2],
  ]);
  expect(open.result.outcome).toBe('tied_unresolved');
  expect(reasons(open, open.result, null, say).find(({ of }) => of === 'tie')?.title).toContain('chủ tọa tuyên bố');
});

test('the count record of a vote on paper is told with the result', () => {
  const record = { entitled: 5, issued: 5, collected: 5, valid: 4, invalid: 1 };
  const counted = { pollId: 'v1', approve: 3, reject: 1, not_voting: 0, record };
  const done = after(
    none,
    ...opening(5),
    sent('p0', 'item:call', { itemId: 'i4' }),
    put('i4', 'v1', { kind: 'paper' }),
    sent('s1', 'poll:record', counted),
    sent('p0', 'poll:confirm', counted),
    announce(),
  );
  const poll = (machine.board(done.state, 'all') as MeetingBoard)['poll:v1'];
  expect(poll?.record).toEqual(record);
  // On paper there is no form of voting on tablets to cite.
  const said = poll?.result ? reasons(poll, poll.result, null, say) : [];
  expect(said.map(({ of }) => of)).toEqual(['quorum', 'rule', 'cite']);
});

test('choices are called what the profile of the body calls them', () => {
  const own = { ...carried.rules, choices: { ...carried.rules.choices, list: [{ code: 'approve', label: 'đồng ý' }] } };
  expect(choiceLabel(own, 'approve', say, 'vi')).toBe('Đồng ý');
  expect(choiceLabel(own, 'reject', say, 'vi')).toBe('Không tán thành');
  speak('en');
  expect(choiceLabel(own, 'approve', say, 'en')).toBe('For');
});
