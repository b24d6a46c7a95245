import type { Box } from '../stage/position.js';
import type { ShownPage } from '../stage/stage-viewer.js';
import type { Match } from './matches.js';
import { type PageText, partsOf } from './page-text.js';

/** What is marked on one page. */
export interface PageMatches {
  readonly text: PageText;
  readonly matches: readonly Match[];
  /** Which of them is the one looked at; null: none on this page. */
  readonly current: number | null;
}

/**
 * Marks matches on a drawn page, under its text layer, in fractions of the page, so that they stay right when it is zoomed.
 *
 * @returns where the one looked at stands, null if it is not on this page.
 */
export function markPage({ div, textLayer }: ShownPage, found: PageMatches | null): Box | null {
  div.querySelector('.paper-marks')?.remove();
  if (!found || found.matches.length === 0 || !textLayer) return null;
  const layer = document.createElement('div');
  layer.className = 'paper-marks';
  layer.setAttribute('aria-hidden', 'true');
  const nodes = textNodes(textLayer.div);
  const page = div.getBoundingClientRect();
  let at: Box | null = null;
  for (const [i, { start, end }] of found.matches.entries()) {
    for (const { piece, from, to } of partsOf(found.text, start, end)) {
      const node = nodes[piece];
      // The layer was made from another reading of the page than ours: better no mark than a wrong one.
      if (node?.data !== found.text.pieces[piece]?.text || !node) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      for (const rect of range.getClientRects()) {
        const box = {
          left: (rect.left - page.left) / page.width,
          top: (rect.top - page.top) / page.height,
          width: rect.width / page.width,
          height: rect.height / page.height,
        };
        layer.append(markOf(box, i === found.current));
        if (i === found.current) at ??= box;
      }
    }
  }
  div.append(layer);
  return at;
}

function markOf({ left, top, width, height }: Box, isCurrent: boolean): HTMLElement {
  const mark = document.createElement('i');
  if (isCurrent) mark.className = 'current';
  const percent = (share: number) => `${(100 * share).toFixed(3)}%`;
  Object.assign(mark.style, {
    left: percent(left),
    top: percent(top),
    width: percent(width),
    height: percent(height),
  });
  return mark;
}

function textNodes(layer: HTMLElement): Text[] {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}
