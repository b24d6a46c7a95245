import type { Mark, RichNode } from '../sync/content.js';
import type { Happened } from './happened.js';

export type Inline = readonly RichNode[];
type Plain = 'bold' | 'italic' | 'underline';
export type Source = Pick<Happened, 'stream' | 'seq' | 'index'>;
/** In UTF-16 units, as the policy of the minutes bounds it; a longer sentence becomes several passages. */
const MAX_PASSAGE = 4_096;

/** On one line, in NFC: what people wrote may hold line breaks and either form of Vietnamese. */
export const oneLine = (words: string) =>
  words
    .normalize('NFC')
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim();
export const linesOf = (words: string): string[] =>
  words
    .split(/[\n\r\u2028\u2029]+/)
    .map(oneLine)
    .filter(Boolean);
function piecesOf(words: string): string[] {
  const pieces = [''];
  // By characters: half of a surrogate pair is no text.
  for (const character of words) {
    if ((pieces.at(-1)?.length ?? 0) + character.length > MAX_PASSAGE) pieces.push('');
    pieces[pieces.length - 1] += character;
  }
  return pieces;
}

const text = (words: string, marks: readonly Mark[]): Inline =>
  words === '' ? [] : [{ type: 'text', text: words, ...(marks.length > 0 && { marks }) }];
/** Words that tell no event. */
export const plain = (words: string, ...marks: readonly Plain[]): Inline =>
  text(
    words.normalize('NFC'),
    marks.map((type) => ({ type })),
  );
/** A passage that tells this event; `label`: what of its beginning is bold. */
export function fact({ stream, seq, index }: Source, sentence: string, label = ''): Inline {
  return piecesOf(oneLine(sentence)).flatMap((words) => {
    const tie: Mark = { type: 'fact', attrs: { stream, seq, index, text: words } };
    const bold = words.startsWith(label) ? label.length : 0;
    return [...text(words.slice(0, bold), [{ type: 'bold' }, tie]), ...text(words.slice(bold), [tie])];
  });
}

const block = (type: string, content: readonly RichNode[], attrs?: RichNode['attrs']): RichNode => ({
  type,
  ...(attrs && { attrs }),
  ...(content.length > 0 && { content }),
});
export const paragraph = (...inline: readonly Inline[]) => block('paragraph', inline.flat());
export const centred = (...inline: readonly Inline[]) => block('paragraph', inline.flat(), { textAlign: 'center' });
/** Level 1 begins an annex, 2 a part, 3 an item of the agenda, 4 an item of a block. */
export const heading = (level: 1 | 2 | 3 | 4, ...inline: readonly Inline[]) =>
  block('heading', inline.flat(), { level });
/** No items, no list. */
export const list = (type: 'bulletList' | 'orderedList', items: readonly Inline[]): RichNode[] =>
  items.length === 0
    ? []
    : [
        block(
          type,
          items.map((item) => block('listItem', [paragraph(item)])),
        ),
      ];
/** `widths`: of the columns, in CSS pixels as editors keep them. */
export function table(widths: readonly number[], head: readonly Inline[], rows: readonly (readonly Inline[])[]) {
  const row = (type: string, cells: readonly Inline[]) =>
    block(
      'tableRow',
      cells.map((cell, column) => block(type, [paragraph(cell)], { colwidth: [widths[column] ?? 100] })),
    );
  return block('table', [row('tableHeader', head), ...rows.map((cells) => row('tableCell', cells))]);
}
export const docOf = (content: readonly RichNode[]): RichNode => block('doc', content);
