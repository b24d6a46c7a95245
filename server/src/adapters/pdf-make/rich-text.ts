import type { RichNode } from '@ecab/shared/sync/content';
import type { Content, ContentTable, ContentText, Style, TableCell } from 'pdfmake/interfaces.js';
import { onPaper } from './words-on-paper.js';

/** Points. */
export const CM = 28.35;
const AFTER = 6;

const childrenOf = ({ content = [] }: RichNode) => content;
export const wordsOf = (node: RichNode): string => node.text ?? childrenOf(node).map(wordsOf).join('');
interface Run {
  readonly words: string;
  readonly marks: ReadonlySet<string>;
}
/** A blank belongs to the word before it: alone or before a word it would be stretched twice in a justified line. */
function runsOf(node: RichNode): Run[] {
  const runs: Run[] = [];
  for (const child of childrenOf(node)) {
    let words = child.type === 'hardBreak' ? '\n' : onPaper(child.text ?? '');
    const blank = /^ +/.exec(words)?.[0] ?? '';
    const before = runs.at(-1);
    if (before && blank !== '') {
      runs[runs.length - 1] = { ...before, words: before.words + blank };
      words = words.slice(blank.length);
    }
    if (words !== '') runs.push({ words, marks: new Set((child.marks ?? []).map(({ type }) => type)) });
  }
  return runs;
}
const inlines = (node: RichNode): ContentText[] =>
  runsOf(node).flatMap(({ words, marks }) =>
    unbroken(words).map((text) => ({
      ...text,
      ...(marks.has('bold') && { bold: true }),
      ...(marks.has('italic') && { italics: true }),
      ...(marks.has('underline') && { decoration: 'underline' as const }),
    })),
  );
/** Numbers and symbols (`72/2025/QH15`, `14/27`) stand on one line, up to a length that surely fits. */
const unbroken = (words: string): ContentText[] =>
  words
    .split(/(?<=^|\s)(\S*\/\S*(?: |$))/u)
    .filter(Boolean)
    .map((text) => ({ text, ...(/^\S*\/\S* ?$/u.test(text) && text.length <= 40 && { noWrap: true }) }));

type Align = 'left' | 'center' | 'right' | 'justify';
const isAlign = (value: unknown): value is Align =>
  value === 'left' || value === 'center' || value === 'right' || value === 'justify';
function textBlock(node: RichNode, style: Style, before: readonly ContentText[] = []): ContentText {
  const given = node.attrs?.textAlign;
  const alignment = isAlign(given) ? given : (style.alignment ?? 'justify');
  const indented = alignment === 'justify' || alignment === 'left';
  const words = [...before, ...inlines(node)];
  return {
    // An empty paragraph keeps its line.
    text: words.length > 0 ? words : ' ',
    margin: [0, 0, 0, AFTER],
    ...style,
    alignment,
    leadingIndent: indented ? (style.leadingIndent ?? CM) : 0,
  };
}

const headings: Readonly<Record<number, Style>> = {
  1: { bold: true, fontSize: 14, alignment: 'center' },
  2: { bold: true, fontSize: 13, alignment: 'left', margin: [0, 6, 0, AFTER] },
  3: { bold: true, alignment: 'justify', margin: [0, 4, 0, AFTER] },
};
const smallHeading: Style = { bold: true, italics: true, alignment: 'justify' };

/** Blocks as they stand one below the other; a small table stays whole, with the heading above it. */
export function blocksOf(nodes: readonly RichNode[], style: Style = {}): Content[] {
  const content: Content[] = [];
  nodes.forEach((node, n) => {
    const made = node.type === 'table' ? tableOf(node) : null;
    if (!made) content.push(...blockOf(node, style));
    else if (made.lines > WHOLE_LINES) content.push(made.table);
    else {
      const above = nodes[n - 1]?.type === 'heading' ? content.splice(-1) : [];
      content.push({ unbreakable: true, stack: [...above, made.table] });
    }
  });
  return content;
}
/** What is no block of the minutes is looked through. */
function blockOf(node: RichNode, style: Style): Content[] {
  switch (node.type) {
    case 'paragraph':
      return [textBlock(node, style)];
    case 'heading':
      return [{ ...textBlock(node, headings[Number(node.attrs?.level)] ?? smallHeading), headlineLevel: 1 }];
    case 'bulletList':
      return childrenOf(node).flatMap((item) => listItem(item, '- ', style));
    case 'orderedList': {
      const start = Number(node.attrs?.start ?? 1);
      return childrenOf(node).flatMap((item, n) => listItem(item, `${start + n}. `, style));
    }
    default:
      return blocksOf(childrenOf(node), style);
  }
}
/** Vietnamese papers mark items by a dash or number at the paragraph's indent; what follows in an item stands deeper. */
function listItem(item: RichNode, mark: string, style: Style): Content[] {
  const [first, ...rest] = childrenOf(item);
  const deeper: Style = { ...style, leadingIndent: Number(style.leadingIndent ?? CM) + CM / 2 };
  if (!first) return [];
  const begins = first.type === 'paragraph' ? [textBlock(first, style, [{ text: mark }])] : blocksOf([first], deeper);
  return [...begins, ...blocksOf(rest, deeper)];
}

/** A table of fewer lines stays whole: surely less than a page, for what does not fit would be cut off at its foot. */
const WHOLE_LINES = 30;
/** In a line of the page's width, of letters as wide as they come in names. */
const LINE_LETTERS = 66;
const span = (value: unknown) => (typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), 64) : 1);
/** pdfmake wants every row as long as the first, with blanks where a cell reaches over; editors give neither. */
function tableOf(node: RichNode): { readonly table: ContentTable; readonly lines: number } | null {
  const rows = childrenOf(node).filter(({ type }) => type === 'tableRow');
  const grid: (TableCell | undefined)[][] = rows.map(() => []);
  const widths: number[] = [];
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of childrenOf(row)) {
      while (grid[y]?.[x] !== undefined) x += 1;
      const colSpan = span(cell.attrs?.colspan);
      const rowSpan = Math.min(span(cell.attrs?.rowspan), rows.length - y);
      const given = cell.attrs?.colwidth;
      for (let over = 0; over < colSpan; over += 1) {
        for (let down = 0; down < rowSpan; down += 1) grid[y + down]![x + over] ??= {};
        if (Array.isArray(given) && typeof given[over] === 'number') widths[x + over] ??= given[over];
      }
      const style: Style = { leadingIndent: 0, alignment: 'left', margin: [0, 0, 0, 2] };
      const stack = blocksOf(childrenOf(cell), cell.type === 'tableHeader' ? { ...style, alignment: 'center' } : style);
      grid[y]![x] = { stack, colSpan, rowSpan };
      x += colSpan;
    }
  });
  const columns = Math.max(0, ...grid.map((row) => row.length));
  if (columns === 0) return null;
  const body = grid.map((row) => Array.from({ length: columns }, (_, x): TableCell => row[x] ?? { text: '' }));
  const heads = rows.findIndex((row) => childrenOf(row).some(({ type }) => type !== 'tableHeader'));
  const given = Array.from({ length: columns }, (_, x) => widths[x] ?? 100);
  const sum = given.reduce((total, width) => total + width, 0);
  const table: ContentTable = {
    table: {
      body,
      widths: given.map((width) => `${(width / sum) * 100}%`),
      headerRows: Math.max(0, heads),
    },
    layout: 'ruled',
    margin: [0, 0, 0, 2 * AFTER],
  };
  const linesOf = (row: RichNode) =>
    childrenOf(row).map((cell, x) => {
      const letters = Math.max(3, Math.floor(((given[x] ?? 0) / sum) * LINE_LETTERS));
      return childrenOf(cell).length + Math.floor(wordsOf(cell).length / letters);
    });
  return { table, lines: rows.reduce((all, row) => all + Math.max(1, ...linesOf(row)), 0) };
}
