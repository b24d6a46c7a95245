import { type Word, words } from '@ecab/shared/text/fold';
import { marksIn } from '@ecab/shared/text/passages';
import { parseQuery } from '@ecab/shared/text/query';

/** In UTF-16 units of the page's text, `end` exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
}
/** `typed`: the last word is still being typed, so its beginning is enough. `whole`: as the archive's search counts. */
export type Manner = 'typed' | 'whole';
type Rule = (typed: Word, found: Word, isBeginning: boolean) => boolean;

const fits = (typed: string, found: string, isBeginning: boolean) =>
  isBeginning ? found.startsWith(typed) : found === typed;
/** A word typed with diacritics means that word; one without means all that it may stand for, "dang" also "Đặng". */
const meant: Rule = (typed, found, isBeginning) =>
  typed.exact === typed.folded
    ? fits(typed.folded, found.folded, isBeginning)
    : fits(typed.exact, found.exact, isBeginning);
const folded: Rule = (typed, found, isBeginning) => fits(typed.folded, found.folded, isBeginning);

/**
 * Finds what was typed in the pages of a paper: its words side by side, across lines; if they nowhere are, without regard
 * to the typed diacritics; if they are not then either, and the archive's search sent them here, each word for itself, for
 * the words of its hits may stand apart.
 *
 * @returns the matches of each page, in order.
 */
export function matchesIn(pages: readonly string[], query: string, manner: Manner = 'typed'): Match[][] {
  const typed = [...words(query)];
  if (typed.length === 0) return pages.map(() => []);
  const read = pages.map((page) => [...words(page)]);
  for (const rule of [meant, folded]) {
    const found = read.map((page) => sideBySide(page, typed, rule, manner === 'typed'));
    if (found.some((page) => page.length > 0)) return found;
  }
  if (manner === 'typed') return pages.map(() => []);
  const parsed = parseQuery(query);
  return pages.map((page) => marksIn(page, parsed, 'folded'));
}

function sideBySide(page: readonly Word[], typed: readonly Word[], rule: Rule, lastIsBeginning: boolean): Match[] {
  const matches: Match[] = [];
  for (let at = 0; at + typed.length <= page.length; at += 1) {
    if (!typed.every((word, i) => rule(word, page[at + i]!, lastIsBeginning && i === typed.length - 1))) continue;
    matches.push({ start: page[at]!.start, end: page[at + typed.length - 1]!.end });
    at += typed.length - 1;
  }
  return matches;
}

/** Has the page any letter or digit? A scan has none, and then nothing can be found on it. */
export const hasWords = (page: string) => !words(page).next().done;
