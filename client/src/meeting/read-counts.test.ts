import type { PaperEntity } from '@ecab/shared/papers/slice';
import { expect, test } from 'vitest';
import { readCount, readState } from './read-counts.js';

const paper = (id: string, pages: number | null, versions = 1): PaperEntity => ({
  itemId: 'i1',
  title: id,
  order: 0,
  versions: Array.from({ length: versions }, (_, at) => ({
    versionId: `m~${id}~${at + 1}`,
    pages,
    sizeBytes: 1,
    needsPassword: pages === null,
    filename: id,
    hasText: true,
    addedAt: '2026-11-20T00:00:00.000Z',
  })),
});

test('a paper is read when every page of the version in force is; what was read of the one before does not count', () => {
  const two = paper('p', 3, 2);
  expect(readState(two, new Map([['m~p~1', 3]]))).toBe('unread');
  expect(readState(two, new Map([['m~p~2', 2]]))).toBe('part');
  expect(readState(two, new Map([['m~p~2', 3]]))).toBe('read');
});

test('a paper behind a password is begun and never counted as read: nobody knows its pages', () => {
  expect(readState(paper('p', null), new Map([['m~p~1', 40]]))).toBe('part');
});

test('papers of an item are counted, and a new version that is unread is said', () => {
  const papers = [paper('a', 1), paper('b', 2, 2), paper('c', 1)].map((one) => ({ paperId: one.title, paper: one }));
  expect(readCount(papers, new Map([['m~a~1', 1]]))).toEqual({ n: 1, m: 3, isNew: true });
  expect(readCount([], new Map())).toEqual({ n: 0, m: 0, isNew: false });
});
