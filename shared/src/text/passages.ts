import { words } from './fold.js';
import { daysIn, symbolsIn } from './names.js';
import type { Query, WordQuery } from './query.js';

/** In UTF-16 units, `end` exclusive. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}
export interface Passage {
  readonly pageIndex: number;
  /** Where `text` begins in the page. */
  readonly start: number;
  /** As it stands in the page. */
  readonly text: string;
  /** In `text`; ordered, apart from each other, never empty. */
  readonly marks: readonly Mark[];
}
interface Found extends Mark {
  readonly pageIndex: number;
  /** Which word of the query it is; 0 for a phrase, symbol or day. */
  readonly word: number;
  /** Number of the word in the whole text: neighbours differ by one. */
  readonly place: number;
}

/**
 * What a query hits in each page: whole words, whole symbols, whole days; a phrase as one mark, from the first to the
 * last of its words, or one mark on each of the pages it stands on.
 *
 * @param form `exact` for a hit of the exact tier: who asked for "chó" is not shown every "cho".
 */
function found(pages: readonly string[], query: Query, form: 'exact' | 'folded'): Found[] {
  if (query.kind === 'none') return [];
  if (query.kind === 'symbol' || query.kind === 'date') {
    const [namesIn, key] = query.kind === 'symbol' ? [symbolsIn, query.key] : [daysIn, query.iso];
    return pages.flatMap((page, pageIndex) =>
      namesIn(page)
        .filter((name) => name.key === key)
        .map(({ start, end }) => ({ pageIndex, start, end, word: 0, place: 0 })),
    );
  }
  const asked = new Map(query.words.map((word, i) => [word[form], i]));
  const all: (Found & { readonly is: string })[] = [];
  let place = 0;
  for (const [pageIndex, page] of pages.entries()) {
    for (const one of words(page)) {
      place += 1;
      const word = asked.get(one[form]);
      if (word !== undefined) all.push({ pageIndex, start: one.start, end: one.end, word, place, is: one[form] });
    }
  }
  return query.kind === 'phrase' ? phrases(all, query, form) : all;
}

function phrases(
  all: readonly (Found & { readonly is: string })[],
  query: WordQuery,
  form: 'exact' | 'folded',
): Found[] {
  const { length } = query.words;
  const marks: Found[] = [];
  let next = 0;
  for (let i = 0; i + length <= all.length; i += 1) {
    const first = all[i]!;
    // One that begins inside another ("ha ha" in "ha ha ha") is not marked again.
    if (i < next || all[i + length - 1]!.place !== first.place + length - 1) continue;
    const run = all.slice(i, i + length);
    if (!run.every((one, k) => one.is === query.words[k]![form])) continue;
    next = i + length;
    for (const pageIndex of new Set(run.map((one) => one.pageIndex))) {
      const here = run.filter((one) => one.pageIndex === pageIndex);
      marks.push({ ...here[0]!, end: here.at(-1)!.end, word: 0 });
    }
  }
  return marks;
}

/**
 * Passages of a unit's pages to show for a hit, best first: those with more of the query's words, side by side.
 *
 * @param pages the original texts.
 * @param options `max` passages, `radius` UTF-16 units of text kept before the first and after the last mark, up to the
 *   next blank; `exact`: mark only words with the query's own diacritics.
 */
export function passages(
  pages: readonly string[],
  query: Query,
  options: { readonly max: number; readonly radius: number; readonly exact?: boolean },
): Passage[] {
  const all = found(pages, query, options.exact === true ? 'exact' : 'folded');
  const windows = windowsOf(all, 2 * options.radius);
  windows.sort((a, b) => b.worth - a.worth || a.from - b.from);
  const taken: Window[] = [];
  for (const one of windows) {
    if (taken.length >= options.max) break;
    if (taken.every((other) => one.to <= other.from || one.from >= other.to)) taken.push(one);
  }
  return taken.map(({ from, to }) => cut(pages, all.slice(from, to), options.radius));
}

/** The marks of a line of text that is shown whole, such as a title. */
export function marksIn(text: string, query: Query, form: 'exact' | 'folded'): Mark[] {
  return found([text], query, form).map(({ start, end }) => ({ start, end }));
}

interface Window {
  /** Indices into the found marks, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly worth: number;
}

/** From each mark on, what stands on the same page within `width`. */
function windowsOf(all: readonly Found[], width: number): Window[] {
  const windows: Window[] = [];
  const inside = new Map<number, number>();
  let [to, beside] = [0, 0];
  const follows = (i: number) => all[i]!.place === all[i - 1]!.place + 1 && all[i]!.word === all[i - 1]!.word + 1;
  for (let from = 0; from < all.length; from += 1) {
    const first = all[from]!;
    for (; to < all.length && all[to]!.pageIndex === first.pageIndex && all[to]!.end - first.start <= width; to += 1) {
      inside.set(all[to]!.word, (inside.get(all[to]!.word) ?? 0) + 1);
      if (to > from && follows(to)) beside += 1;
    }
    if (to === from) {
      // One mark wider than the window: a long phrase.
      windows.push({ from, to: from + 1, worth: 3 });
      to += 1;
      continue;
    }
    windows.push({ from, to, worth: 3 * inside.size + 2 * Math.min(beside, 10) });
    const left = (inside.get(first.word) ?? 1) - 1;
    if (left === 0) inside.delete(first.word);
    else inside.set(first.word, left);
    if (from + 1 < to && follows(from + 1)) beside -= 1;
  }
  return windows;
}

function cut(pages: readonly string[], marks: readonly Found[], radius: number): Passage {
  const first = marks[0]!;
  const page = pages[first.pageIndex]!;
  const start = outward(page, Math.max(0, first.start - radius), -1);
  const end = outward(page, Math.min(page.length, marks.at(-1)!.end + radius), 1);
  return {
    pageIndex: first.pageIndex,
    start,
    text: page.slice(start, end),
    marks: marks.map((mark) => ({ start: mark.start - start, end: mark.end - start })),
  };
}

/** Moves a cut outward to the next blank, so that it parts no word, letter or surrogate pair; at most 40 units. */
function outward(page: string, at: number, step: 1 | -1): number {
  let to = at;
  const beforeCut = () => page[step === -1 ? to - 1 : to];
  while (to > 0 && to < page.length && Math.abs(to - at) < 40 && !/\s/.test(beforeCut()!)) to += step;
  while (to > 0 && to < page.length && /[\uDC00-\uDFFF\p{M}]/u.test(page[to]!)) to += step;
  return to;
}
