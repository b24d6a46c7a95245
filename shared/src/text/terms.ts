import { words } from './fold.js';
import { daysIn, symbolKey, symbolsIn } from './names.js';
import type { Query } from './query.js';

/** What is searched of a unit. */
export interface SearchText {
  readonly title: string;
  /** Text, page by page; one element for what has no pages. */
  readonly pages: readonly string[];
  /** Its own number and symbol. */
  readonly symbol?: string | undefined;
  /** Its own day, ISO. A paper has none: it is only put before a meeting. */
  readonly day?: string | undefined;
  /** The year its number counts in. */
  readonly year?: number | undefined;
}

/** Prefixes of the terms made here; a right or a facet must not have one of them. */
export const textPrefixes = ['w', 'x', 's', 'd', 'own', 'on', 'in'] as const;

const DIGITS = /^\d+$/;
/** Bare words are terms of their own beside the folded ones: `x:ma` says that "ma" stands there, not only "mã" or "má". */
const exactTerm = (word: { folded: string; exact: string }) =>
  DIGITS.test(word.folded) ? `w:${word.folded}` : `x:${word.exact}`;

/**
 * The index terms of a unit: folded words `w:`, words with diacritics `x:`, symbols `s:` and days `d:` that stand in it,
 * and its own number `own:`, day `on:` and year `in:`.
 *
 * @returns at most `most`; where there are more, the longest words are missing (no Vietnamese syllable has more than
 *   seven letters; what is long and rare is mostly damage of the extraction) and `cut` says so.
 */
export function termsOf(unit: SearchText, most = 18_000): { readonly terms: string[]; readonly cut: boolean } {
  const named = new Set<string>();
  const worded = new Set<string>();
  for (const text of [unit.title, ...unit.pages]) {
    for (const { key } of symbolsIn(text)) named.add(`s:${key}`);
    for (const { key } of daysIn(text)) named.add(`d:${key}`);
    for (const word of words(text)) worded.add(`w:${word.folded}`).add(exactTerm(word));
  }
  if (unit.day !== undefined) {
    const day = unit.day.slice(0, 10);
    named.add(`d:${day}`).add(`on:${day}`);
  }
  if (unit.year !== undefined) named.add(`in:${unit.year}`);
  if (unit.symbol !== undefined) {
    const key = symbolKey(unit.symbol);
    named.add(`s:${key}`).add(`own:${key}`);
  }
  const terms = [...named, ...worded];
  if (terms.length <= most) return { terms, cut: false };
  return { terms: terms.sort((a, b) => a.length - b.length).slice(0, most), cut: true };
}

export interface Tiers {
  /** Terms of what comes first: the words exactly so, the document itself. Null where all hits are alike. */
  readonly exact: readonly string[] | null;
  /** Terms of every hit. */
  readonly all: readonly string[];
}

/** What to ask of the index. For symbols and days the terms are the answer; a phrase is still to be verified. */
export function termsFor(query: Exclude<Query, { kind: 'none' }>): Tiers {
  if (query.kind === 'symbol') {
    const year = query.year === null ? [] : [`in:${query.year}`];
    return { exact: [`own:${query.key}`, ...year], all: [`s:${query.key}`, ...year] };
  }
  if (query.kind === 'date') return { exact: [`on:${query.iso}`], all: [`d:${query.iso}`] };
  const distinct = (terms: readonly string[]) => [...new Set(terms)];
  return {
    exact: query.marked ? distinct(query.words.map(exactTerm)) : null,
    all: distinct(query.words.map((word) => `w:${word.folded}`)),
  };
}
