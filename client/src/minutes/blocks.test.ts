import type { RichNode } from '@ecab/shared/sync/content';
import { expect, test } from 'vitest';
import { blocksOf, runsOf } from './blocks.js';

const paragraph = (text: string): RichNode => ({ type: 'paragraph', content: text ? [{ type: 'text', text }] : [] });
const doc = (...lines: string[]): RichNode => ({ type: 'doc', content: lines.map(paragraph) });

test('what the minutes have is told from what they lack, which goes behind the block that it followed', () => {
  const blocks = blocksOf(doc('Một', 'Hai', '', 'Ba mới', 'Bốn'), doc('Mở đầu', 'Một', 'Ba', 'Bốn'));
  expect(blocks.map(({ text, isHere, place }) => [text, isHere, place])).toEqual([
    ['Một', true, 2],
    ['Hai', false, 2],
    ['Ba mới', false, 2],
    ['Bốn', true, 4],
  ]);
});

test('before anything is known of the minutes everything is missing, from the top', () => {
  expect(blocksOf(doc('Một'), null)).toMatchObject([{ isHere: false, place: 0 }]);
});

test('what the minutes have, away from what they lack, is one run', () => {
  const words = ['a', 'b', 'c', 'mới', 'd', 'e', 'f', 'g'];
  const runs = runsOf(blocksOf(doc(...words), doc(...words.filter((one) => one !== 'mới'))));
  expect(runs.map((run) => run.map(({ text }) => text))).toEqual([['a', 'b'], ['c'], ['mới'], ['d'], ['e', 'f', 'g']]);
});

test('a list is one block, whose lines are its items', () => {
  const list: RichNode = {
    type: 'bulletList',
    content: ['a', 'b'].map((text) => ({ type: 'listItem', content: [paragraph(text)] })),
  };
  expect(blocksOf({ type: 'doc', content: [list] }, doc())[0]?.text).toBe('a\nb');
});
