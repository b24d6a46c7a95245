import { words } from './fold.js';
import { isoDay, symbolKey } from './names.js';

export interface QueryWord {
  readonly folded: string;
  readonly exact: string;
}
export interface SymbolQuery {
  readonly kind: 'symbol';
  readonly key: string;
  /** The year of the document, where the query names one. */
  readonly year: string | null;
}
export interface DayQuery {
  readonly kind: 'date';
  readonly iso: string;
}
export interface WordQuery {
  /** `phrase`: side by side, in this order. `words`: anywhere, each named once. */
  readonly kind: 'phrase' | 'words';
  /** At least one. */
  readonly words: readonly QueryWord[];
  /** The query has diacritics: what holds the words exactly so comes first. */
  readonly marked: boolean;
  /** `38nqubnd` means a document if one has that number; who can see the index decides. */
  readonly perhaps: SymbolQuery | null;
}
/** Nothing to look for: no letter, no digit. */
export interface NoQuery {
  readonly kind: 'none';
}
export type Query = SymbolQuery | DayQuery | WordQuery | NoQuery;

/** What is longer is cut: a query is typed, and each word of it costs the index a look-up. */
const LONGEST_QUERY = 1_000;
const MOST_WORDS = 64;

const SYMBOL = /^\d{1,9}(?:\/\d{4})?\/\p{L}{1,24}(?:-[\p{L}\d]{1,24})+$/u;
const RUN_TOGETHER = /^\d{1,9}(?:[\s/]?\d{4})?[\s/-]?\p{L}{1,24}(?:[\s/-][\p{L}\d]{1,24}){0,3}$/u;
const YEAR = /\s(?:n[ăa]m\s{1,3})?(\d{4})$/iu;
const DAY = /^(?:ng[àa]y\s{1,3})?(\d{1,2})\/(\d{1,2})\/(\d{4})$/iu;
const QUOTED = /^["“”].*["“”]$/su;

/** Reads what somebody typed. Every input has an answer; what is no number, day or quotation is words. */
export function parseQuery(text: string): Query {
  const typed = text.slice(0, LONGEST_QUERY).normalize('NFC').trim();
  const year = YEAR.exec(typed);
  const number = year === null ? typed : typed.slice(0, year.index).trim();
  const symbol: SymbolQuery = { kind: 'symbol', key: symbolKey(number), year: year?.[1] ?? null };
  if (SYMBOL.test(number)) return symbol;
  const day = DAY.exec(typed);
  if (day !== null) return { kind: 'date', iso: isoDay(day[1]!, day[2]!, day[3]!) };
  return wordsOf(typed, RUN_TOGETHER.test(number) ? symbol : null);
}

function wordsOf(typed: string, perhaps: SymbolQuery | null): Query {
  const kind = QUOTED.test(typed) ? 'phrase' : 'words';
  const all = Array.from(words(typed), ({ folded, exact }) => ({ folded, exact }));
  const asked = (kind === 'phrase' ? all : [...new Map(all.map((word) => [word.exact, word])).values()]).slice(
    0,
    MOST_WORDS,
  );
  if (asked.length === 0) return { kind: 'none' };
  return { kind, words: asked, marked: asked.some(({ folded, exact }) => folded !== exact), perhaps };
}
