import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { council, province } from '../testing/profile.js';
import { readProfiles } from './read-profiles.js';

const documents = parseAllDocuments(
  readFileSync(new URL('../../../server/profiles/profiles.yaml', import.meta.url), 'utf8'),
).map((one) => one.toJS() as Record<string, unknown> & { id: string });
const shipped = readProfiles(documents);
const profile = (id: string) => shipped.find((one) => one.id === id)?.profile;
/** The shipped profile with some fields replaced; undefined takes one away. */
const changed = (id: string, fields: object) => () =>
  readProfiles(documents.map((one) => (one.id === id ? { ...one, ...fields } : one)));

test('all five profiles are read, each with its days', () => {
  expect(shipped.map(({ id, validFrom, validTo }) => [id, validFrom, validTo])).toEqual([
    ['vn.ubnd.province@2015', '2016-01-01', '2025-06-15'],
    ['vn.ubnd.province@2025', '2025-06-16', null],
    ['vn.ubnd.commune@2025', '2025-06-16', null],
    ['vn.government@2026', '2026-05-29', null],
    ['vn.hdnd@2025', '2025-06-16', null],
  ]);
});

test('the profiles that the other tests meet under are those shipped', () => {
  expect(profile('vn.ubnd.province@2025')).toEqual(province);
  expect(profile('vn.hdnd@2025')).toEqual(council);
});

test('what is unverified says so, what is cited names its article', () => {
  expect(profile('vn.ubnd.province@2015')?.quorum.cite).toEqual({
    text: 'Điều 114.3 Luật 77/2015/QH13',
    unverified: false,
  });
  expect(profile('vn.ubnd.province@2025')?.quorum.cite).toEqual({ text: null, unverified: true });
  expect(profile('vn.government@2026')?.decision.cite.text).toBe('Điều 3.3 Quy chế kèm NĐ 191/2026/NĐ-CP');
});

test('a profile that extends another has its rules and their sources', () => {
  const { id: _commune, ...commune } = profile('vn.ubnd.commune@2025') ?? province;
  const { id: _province, ...parent } = province;
  expect(commune).toEqual(parent);
});

test('a Council knows no tie, and a profile without days of notice has none', () => {
  expect(profile('vn.hdnd@2025')).toMatchObject({ tie: { rule: 'none' }, notice: { invitationWorkingDays: null } });
});

const half = { num: 1, den: 2, base: 'members', compare: '>' };
test.each([
  ['a field without a source', { extraRule: { value: 1 } }, 'vn.hdnd@2025: extraRule is neither cited nor marked'],
  ['a bare value without a source', { presentationMinutes: 10 }, 'vn.hdnd@2025: presentationMinutes is neither'],
  ['a value taken off its citation', { citations: [] }, 'vn.hdnd@2025: decision.num is neither cited nor marked'],
  ['a mark that is not true', { quorum: { ...half, unverified: 'yes' } }, 'vn.hdnd@2025: quorum.num is neither'],
  [
    'one member of a field without a source',
    { extraSession: { by: 1 }, citations: [{ rule: 'decision', text: 'Điều 1' }] },
    'is neither',
  ],
  ['no quorum at all', { quorum: undefined }, 'vn.hdnd@2025: quorum'],
  ['a base that nobody counts', { quorum: { ...half, base: 'all', unverified: true } }, 'vn.hdnd@2025: quorum.base'],
  [
    'a majority of one matter without a source',
    { decisionOverrides: { dissolve: half } },
    'vn.hdnd@2025: decisionOverrides.dissolve.num is neither',
  ],
  [
    'a majority of one matter that is no share',
    { decisionOverrides: { dissolve: { value: 'all', unverified: true } } },
    'vn.hdnd@2025: matters.0.decision.num',
  ],
  ['a share of nothing', { quorum: { ...half, den: 0, unverified: true } }, 'vn.hdnd@2025: quorum.den'],
  ['an unknown parent', { extends: 'vn.nowhere@1' }, 'vn.hdnd@2025: extends vn.nowhere@1, which is not there'],
])('%s is refused, and named', (_why, fields, message) => {
  expect(changed('vn.hdnd@2025', fields)).toThrow(message);
});

test('a child answers for its own field: the citation of the parent is of the value of the parent', () => {
  expect(changed('vn.ubnd.commune@2025', { decision: { ...half, num: 2, den: 3 } })).toThrow(
    'vn.ubnd.commune@2025: decision.num is neither cited nor marked',
  );
});

test('profiles that extend each other, or themselves, or are given twice, are refused', () => {
  expect(changed('vn.ubnd.province@2025', { extends: 'vn.ubnd.commune@2025' })).toThrow('extends itself');
  expect(changed('vn.hdnd@2025', { extends: 'vn.hdnd@2025' })).toThrow('vn.hdnd@2025: extends itself');
  expect(() => readProfiles([...documents, documents[0]])).toThrow('vn.ubnd.province@2015: given twice');
  expect(() => readProfiles([{ quorum: half }])).toThrow('a profile without id');
});
