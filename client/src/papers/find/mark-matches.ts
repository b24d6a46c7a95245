import type { OpenedPaper } from '../stage/open-pdf.js';
import type { ShownPage } from '../stage/stage-viewer.js';
import type { Match } from './matches.js';
import { partsOf } from './page-text.js';

const NAME = 'paper-find';

/**
 * Marks what was found on the pages whose text layer is there. The marks are highlights over ranges: nothing is put into
 * pdf.js's own elements, so that selecting and copying stay whole.
 */
export async function markMatches(
  paper: OpenedPaper,
  pages: ReadonlyMap<number, ShownPage>,
  matches: readonly (readonly Match[])[],
  ended: AbortSignal,
): Promise<void> {
  if (!('highlights' in CSS)) return;
  const ranges: Range[] = [];
  for (const [pageIndex, { textLayer }] of pages) {
    const found = matches[pageIndex] ?? [];
    if (found.length === 0 || !textLayer?.div.isConnected) continue;
    const text = await paper.textOf(pageIndex);
    if (ended.aborted) return;
    const nodes = textNodes(textLayer.div);
    for (const { start, end } of found)
      for (const { piece, from, to } of partsOf(text, start, end)) {
        const node = nodes[piece];
        if (!node || node.length < to) continue;
        const range = new Range();
        range.setStart(node, from);
        range.setEnd(node, to);
        ranges.push(range);
      }
  }
  if (ranges.length === 0) CSS.highlights.delete(NAME);
  else CSS.highlights.set(NAME, new Highlight(...ranges));
}

function textNodes(layer: HTMLElement): Text[] {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.nodeValue) nodes.push(node as Text);
  return nodes;
}
