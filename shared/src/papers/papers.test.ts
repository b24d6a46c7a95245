import { describe, expect, test } from 'vitest';
import {
  after,
  announce,
  ask,
  close,
  draft,
  hash,
  machine,
  none,
  opening,
  paper,
  put,
  sent,
  session,
  versionId,
} from '../testing/meeting.js';
import { stages } from '../testing/stages.js';
import { each, outcomes } from '../testing/table.js';
import { inForce, papersOf, parseVersionId, versionIdOf, versionIn } from './slice.js';

const all = stages();
const at = (stage: string) => all.get(stage) ?? none;
const drafted = after(none, ...draft(5));
const move = (paperId: string, itemId: string, order: number) => sent('s1', 'paper:move', { paperId, itemId, order });

describe('versions', () => {
  const twice = after(drafted, paper('t-i2', 'i2', 'b', 's2'));
  test('another file is a new version of the paper, the one before stays openable', () => {
    const { papers } = twice.state;
    const versions = papers.papers['t-i2']?.versions ?? [];
    expect(versions.map((one) => [one.versionId, one.sha256, one.addedBy])).toEqual([
      [versionId('t-i2', 1), hash('a'), 's1'],
      [versionId('t-i2', 2), hash('b'), 's2'],
    ]);
    expect(inForce(papers.papers['t-i2'] as never)).toBe(versions[1]);
    expect(versionIn(papers, versionId('t-i2', 1))?.version).toBe(versions[0]);
    expect(versionIn(papers, versionId('t-i2', 3))).toBeNull();
    expect(versionIn(papers, versionIdOf('other', 't-i2', 1))).toBeNull();
  });
  test('the same file again is none; the same as an earlier one, after another, is', () => {
    expect(ask(twice, paper('t-i2', 'i2', 'b'))).toBe('same-version');
    expect(ask(twice, paper('t-i2', 'i2', 'a'))).toBe('ok');
  });
  test('a version belongs to the item of its paper', () => {
    expect(ask(drafted, paper('t-i2', 'i5', 'b'))).toBe('unknown-paper');
    expect(ask(at('sent'), paper('t-new', 'i99'))).toBe('unknown-item');
  });
  test.each(['m1~p1', 'm1~p1~0', 'm1~p1~01', 'm1~p1~1~2', '~p1~1', 'm1~~1', 'm1~p1~x', ''])(
    '%j names no version',
    (text) => {
      expect(parseVersionId(text)).toBeNull();
    },
  );
  test('the hash is told to nobody, nor who uploaded it', () => {
    for (const audience of ['all', 'chair'] as const) {
      const told = JSON.stringify(machine.board(at('archived').state, audience)['paper:t-i2']);
      expect(told).toContain(versionId('t-i2', 2));
      for (const secret of ['sha256', hash('a'), hash('b'), 'addedBy']) expect(told).not.toContain(secret);
    }
  });
});

test('what members were sent is part of the record: it gets versions, but is not removed', () => {
  const removed = outcomes('paper:remove', 'wrong-state', ({ papers }) => (papers.papers['t-i2'] ? 'there' : 'gone'));
  expect(removed).toEqual({ none: 'unknown-paper', draft: 'gone', convened: 'gone' });
  expect(ask(at('sent'), paper('t-i2', 'i2', 'c'))).toBe('ok');
});

describe('what was put to the vote', () => {
  // Never sent, so that nothing else keeps the paper.
  const sitting = after(none, ...opening(5).filter(({ name }) => name !== 'papers:send'), paper('t-more', 'i2', 'b'));
  const remove = (paperId: string) => sent('s1', 'paper:remove', { paperId });
  test.each([
    ['open', [put()]],
    ['closed', [put(), close()]],
    ['announced', [put(), close(), announce()]],
    ['aborted', [put(), sent('p0', 'poll:abort', { pollId: 'v1', reason: 'Đặt lại' })]],
  ])('stays with its item once a poll on it is %s, and gets new versions', (_, steps) => {
    const done = after(sitting, ...steps);
    for (const paperId of ['t-i2', 't-more']) {
      expect(ask(done, remove(paperId))).toBe('paper-voted-on');
      expect(ask(done, move(paperId, 'i5', 0))).toBe('paper-voted-on');
    }
    const newer = after(done, paper('t-i2', 'i2', 'c'));
    expect(ask(newer, remove('t-i2'))).toBe('paper-voted-on');
    expect(ask(done, move('t-more', 'i2', 0))).toBe('ok');
  });
  test('keeps no paper of another item, nor one added after the question', () => {
    const done = after(sitting, put(), paper('t-late', 'i2', 'd'));
    expect([ask(done, remove('t-i5')), ask(done, remove('t-late'))]).toEqual(['ok', 'ok']);
  });
});

test('papers are changed until the archive', () => {
  for (const name of ['paper:retitle', 'paper:add']) {
    const ended = outcomes(name, 'ok', () => 'ok');
    expect([name, Object.keys(ended)]).toEqual([name, ['none', 'archived', 'draft_cancelled', 'cancelled']]);
  }
  expect(outcomes('paper:move', 'ok', () => 'ok')).toEqual({
    ...each('poll_open poll_closed announced doors_closed counted guest_in paused closed', 'paper-voted-on'),
    ...each('minutes_draft minutes_released minutes_approved minutes_issued', 'paper-voted-on'),
    ...each('none archived draft_cancelled cancelled', 'wrong-state'),
  });
});

test('papers of an item stand in their order, those of one place by id', () => {
  const more = after(
    drafted,
    paper('b', 'i2'),
    paper('a', 'i2'),
    move('b', 'i2', 1),
    move('a', 'i2', 1),
    move('t-i1', 'i2', 0),
  );
  expect(papersOf(more.state.papers, 'i2').map(([paperId]) => paperId)).toEqual(['t-i1', 't-i2', 'a', 'b']);
  expect(papersOf(more.state.papers, 'i1')).toEqual([]);
  expect(ask(more, move('x', 'i2', 0))).toBe('unknown-paper');
});

test('members see papers when they are sent, chair and secretaries before', () => {
  const seen = (stage: string, audience: 'all' | 'chair') =>
    Object.keys(machine.board(at(stage).state, audience)).filter((key) => key.startsWith('paper:')).length;
  expect([seen('convened', 'all'), seen('sent', 'all')]).toEqual([0, 7]);
  expect([seen('draft', 'chair'), seen('convened', 'chair')]).toEqual([7, 7]);
  expect(session(4).state.meeting.papersSentAt).not.toBeNull();
});
