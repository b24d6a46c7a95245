import { exact, fold, words } from './fold.js';
import type { Query, WordQuery } from './query.js';
import type { SearchText } from './terms.js';

/** The words of a unit as one text, ` a b c `, made once and kept beside it: to look for a word is to look for ` a `. */
export function foldedText(unit: SearchText): string {
  return ` ${[unit.title, ...unit.pages]
    .map(fold)
    .filter((text) => text !== '')
    .join(' ')} `;
}

/**
 * Whether a unit that the index named for these terms is a hit.
 *
 * @param folded its {@link foldedText}.
 * @param tier `exact`: the index was asked for exact terms, so words alone need no further proof; a phrase does.
 */
export function verify(unit: SearchText, folded: string, query: Query, tier: 'exact' | 'all'): boolean {
  if (query.kind === 'symbol' || query.kind === 'date') return true;
  if (query.kind === 'none') return false;
  if (query.kind === 'words') return query.words.every((word) => folded.includes(` ${word.folded} `));
  if (!folded.includes(phrase(query.words.map((word) => word.folded)))) return false;
  if (tier === 'all') return true;
  const text = ` ${[unit.title, ...unit.pages]
    .map(exact)
    .filter((page) => page !== '')
    .join(' ')} `;
  return text.includes(phrase(query.words.map((word) => word.exact)));
}

const phrase = (all: readonly string[]) => ` ${all.join(' ')} `;
const TIMES = 5;

function times(text: string, word: string): number {
  let count = 0;
  // The blank that ends one word may begin the next.
  for (let at = text.indexOf(word); at >= 0 && count < TIMES; at = text.indexOf(word, at + word.length - 1)) count += 1;
  return count;
}

/**
 * How well a unit answers a query, from 0 to 70, from the unit alone: no count over other units, so that every engine
 * and every day give the same. Title and neighbourhood count three times as much as how often the words stand there.
 */
export function rank(unit: SearchText, folded: string, query: Query, tier: 'exact' | 'all'): number {
  if (query.kind !== 'words' && query.kind !== 'phrase') return 0;
  const asked = query.words;
  const form = tier === 'exact' ? 'exact' : 'folded';
  const title = new Set(Array.from(words(unit.title), (word) => word[form]));
  const inTitle = asked.filter((word) => title.has(word[form])).length;
  const often = asked.reduce((sum, word) => sum + times(folded, ` ${word.folded} `), 0);
  return (
    3 * tenths(inTitle, asked.length) +
    3 * tenths(neighbours(query, folded), asked.length - 1) +
    tenths(often, TIMES * asked.length)
  );
}

/** How many words of the query stand beside the one that follows them in the query. */
function neighbours(query: WordQuery, folded: string): number {
  if (query.kind === 'phrase') return query.words.length - 1;
  return query.words.slice(1).filter((word, i) => folded.includes(phrase([query.words[i]!.folded, word.folded])))
    .length;
}

const tenths = (part: number, whole: number) => (whole === 0 ? 10 : Math.floor((10 * part) / whole));
