import { expect, test } from 'vitest';
import { province } from '../testing/profile.js';
import { checkDraft, type Draft, mayPublish } from './check.js';
import type { ItemForm } from './slice.js';

const item = (itemId: string, more: Partial<ItemForm> = {}): ItemForm => ({
  itemId,
  title: `Nội dung ${itemId}`,
  kind: 'decision',
  presenterId: 'p1',
  unit: 'Sở Tài chính',
  minutes: 30,
  parent: null,
  vote: 'open',
  audience: 'everyone',
  note: '',
  ...more,
});
const draft = (more: Partial<Draft> = {}): Draft => ({
  items: [item('i1')],
  papers: { i1: 1 },
  kind: 'regularSession',
  startsAt: '2026-11-26T01:00:00.000Z',
  offsetMinutes: 420,
  profile: province,
  calendar: { holidays: [], swapDays: [] },
  members: 27,
  guests: 3,
  now: '2026-11-19T03:00:00.000Z',
  ...more,
});
const codes = (one: Draft, grade: string) =>
  checkDraft(one)
    .filter((f) => f.grade === grade)
    .map((f) => f.code);

test('a complete draft sent five working days before may be published as it is', () => {
  expect(codes(draft(), 'fix')).toEqual([]);
  expect(codes(draft(), 'reason')).toEqual([]);
  expect(codes(draft(), 'fine')).toEqual(['invitation-in-time', 'papers-in-time', 'minutes', 'people']);
});

test.each([
  ['no items', { items: [], papers: {} }, ['no-items']],
  ['a blank title', { items: [item('i1', { title: ' ' })] }, ['no-title']],
  ['an item to vote on without a paper', { papers: {} }, ['no-paper']],
  ['a block without items', { items: [item('i1'), item('b', { kind: 'consentBlock' })] }, ['empty-block']],
  ['nobody to vote', { members: 1 }, ['no-members']],
] as const)('%s bars publication', (_, more, expected) => {
  const one = draft(more as Partial<Draft>);
  expect(codes(one, 'fix')).toEqual(expected);
  expect(mayPublish(checkDraft(one))).toBe(false);
});

test('an item for information needs no paper', () => {
  expect(codes(draft({ items: [item('i1', { vote: 'none' })], papers: {} }), 'fix')).toEqual([]);
});

test('two working days before, the profile wants a reason and says how many it requires', () => {
  const late = draft({ now: '2026-11-24T03:00:00.000Z' });
  expect(codes(late, 'reason')).toEqual(['invitation-late', 'papers-late']);
  expect(checkDraft(late).find(({ code }) => code === 'papers-late')?.blanks).toEqual({ days: 2, wanted: 3 });
  expect(mayPublish(checkDraft(late))).toBe(true);
});

test.each([
  ['two working days', '2026-11-24T03:00:00.000Z', []],
  ['one working day', '2026-11-25T03:00:00.000Z', []],
  ['on the day', '2026-11-26T00:00:00.000Z', ['papers-late']],
] as const)('papers of an extraordinary meeting have a notice of their own: %s before', (_, now, late) => {
  const one = draft({ kind: 'extraordinary', now });
  expect(codes(one, 'reason').filter((code) => code === 'papers-late')).toEqual(late);
});

test('where the profile has no notice for extraordinary meetings, theirs is that of any other', () => {
  const profile = { ...province, notice: { ...province.notice, materialsExtraDays: null } };
  const one = draft({ kind: 'extraordinary', profile, now: '2026-11-24T03:00:00.000Z' });
  expect(codes(one, 'reason')).toContain('papers-late');
});
