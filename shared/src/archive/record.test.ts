import { describe, expect, test } from 'vitest';
import { after, ask, hash, none, sent } from '../testing/meeting.js';
import { stages } from '../testing/stages.js';
import { each, outcomes } from '../testing/table.js';

const all = stages();
const at = (stage: string) => all.get(stage) ?? none;
const approve = (by: string, digit: string) => sent(by, 'minutes:approve', { digest: hash(digit) });
const running =
  'none draft convened sent checkin in_session discussing poll_open poll_closed announced doors_closed counted guest_in paused draft_cancelled cancelled';

describe('minutes: what a command makes of them', () => {
  test.each<[string, string, Record<string, string>]>([
    [
      'minutes:draft',
      'wrong-state',
      { closed: 'draft', ...each('minutes_draft minutes_released minutes_approved minutes_issued', 'already-drafted') },
    ],
    [
      'minutes:release',
      'no-draft',
      {
        minutes_draft: 'released',
        ...each('minutes_released minutes_approved minutes_issued archived', 'already-released'),
      },
    ],
    [
      'minutes:approve',
      'no-draft',
      {
        minutes_draft: 'draft',
        minutes_released: 'released',
        ...each('minutes_approved minutes_issued archived', 'already-approved'),
      },
    ],
    [
      'minutes:issue',
      'not-approved',
      { minutes_approved: 'numbering', ...each('minutes_issued archived', 'already-issued') },
    ],
    ['minutes:number', 'already-issued', {}],
    ['minutes:store', 'already-issued', {}],
  ])('%s', (name, usual, expected) => {
    expect(outcomes(name, usual, ({ minutes }) => minutes.state)).toEqual(expected);
  });
  test('no minutes while the meeting runs', () => {
    for (const stage of running.split(' ')) expect(at(stage).state.minutes.state).toBe('none');
  });
  test('chair and secretary approve one and the same text', () => {
    const half = after(at('minutes_released'), approve('s1', 'a'));
    expect(half.state.minutes.state).toBe('released');
    expect(ask(half, approve('s2', 'a'))).toBe('already-approved');
    expect(after(half, approve('p0', 'b')).state.minutes.state).toBe('released');
    expect(after(half, approve('p0', 'a')).state.minutes.state).toBe('approved');
  });
  test('another text makes an approval void', () => {
    const changed = after(at('minutes_released'), approve('s1', 'a'), approve('s1', 'b'));
    expect(after(changed, approve('p0', 'a')).state.minutes.state).toBe('released');
    expect(after(changed, approve('p0', 'b')).state.minutes.state).toBe('approved');
  });
  test('members do not approve', () => {
    expect(ask(at('minutes_released'), approve('p1', 'a'))).toBe('not-allowed');
  });
  test('the number comes before the file, and each once', () => {
    const number = () => sent('system', 'minutes:number', { symbol: '09/BB-UBND' });
    const store = sent('system', 'minutes:store', { sha256: hash('1'), sizeBytes: 10 });
    const asked = after(at('minutes_approved'), sent('k1', 'minutes:issue'));
    expect(ask(asked, store)).toBe('already-issued');
    const numbered = after(asked, number());
    expect(ask(numbered, number())).toBe('already-issued');
    expect(after(numbered, store).state.minutes).toMatchObject({ state: 'issued', symbol: '09/BB-UBND' });
  });
});

describe('the archive', () => {
  test('an item that nothing was decided of keeps the meeting out of it', () => {
    const { state, ...rest } = at('minutes_issued');
    const { i1 } = state.agenda.items;
    if (!i1) throw new Error('no item');
    for (const [pending, answer] of [
      ['ready', 'items-pending'],
      ['discussing', 'items-pending'],
      ['counting', 'items-pending'],
      ['tied', 'items-pending'],
      ['noted', 'ok'],
      ['deferred', 'ok'],
      ['withdrawn', 'ok'],
    ] as const) {
      const agenda = { ...state.agenda, items: { ...state.agenda.items, i1: { ...i1, state: pending } } };
      expect(ask({ ...rest, state: { ...state, agenda } }, sent('k1', 'meeting:archive'))).toBe(answer);
    }
  });
  test('the package is stored once; the same again does no harm and is no event', () => {
    const store = (digit: string) => sent('system', 'archive:store', { sha256: hash(digit), sizeBytes: 1 });
    expect(ask(at('archived'), store('2'))).toBe('already-archived');
    expect(ask(at('archived'), store('3'))).toBe('ok');
    expect(ask(at('minutes_issued'), store('2'))).toBe('wrong-state');
  });
});
