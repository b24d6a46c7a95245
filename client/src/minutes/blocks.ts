import type { RichNode } from '@ecab/shared/sync/content';

/** A paragraph, heading, list or table of a copy, beside what the minutes have of it. */
export interface Block {
  readonly node: RichNode;
  readonly text: string;
  /** The minutes have a block with exactly these words. */
  readonly isHere: boolean;
  /** Where it would stand among the blocks of the minutes: behind the one that it followed. */
  readonly place: number;
  /** Which block of the copy it is. */
  readonly index: number;
}
const lineBreak = new Set(['paragraph', 'heading', 'listItem', 'tableRow']);

/** The words of a block, a line for each of its own. */
export function textOf({ text, type, content = [] }: RichNode): string {
  if (text !== undefined) return text;
  if (type === 'hardBreak') return '\n';
  const inner = content.map(textOf).join(type === 'tableRow' ? '\t' : '');
  return lineBreak.has(type) && !inner.endsWith('\n') ? `${inner}\n` : inner;
}
const wordsOf = (node: RichNode) => textOf(node).trim();

/** The blocks of a copy that say something, in their order. @param now the minutes as they stand. */
export function blocksOf(copy: RichNode, now: RichNode | null): readonly Block[] {
  const here = (now?.content ?? []).map(wordsOf);
  let place = 0;
  let last = -1;
  return (copy.content ?? []).flatMap((node, index) => {
    const text = wordsOf(node);
    if (text === '') return [];
    const found = here.indexOf(text, last + 1);
    const at = found === -1 ? here.indexOf(text) : found;
    if (at !== -1) {
      last = at;
      place = at + 1;
    }
    return [{ node, text, isHere: at !== -1, place, index }];
  });
}

/**
 * What the minutes lack stands block by block, with the one before it and the one behind it; what lies between is one run,
 * to be opened: of a copy of thirty blocks one or two are missing.
 */
export function runsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const isNear = (n: number) => [n - 1, n, n + 1].some((one) => blocks[one]?.isHere === false);
  const runs: Block[][] = [];
  let open: Block[] | null = null;
  for (const [n, block] of blocks.entries()) {
    if (open && !isNear(n)) {
      open.push(block);
      continue;
    }
    const run = [block];
    runs.push(run);
    open = isNear(n) ? null : run;
  }
  return runs;
}
