import type { Query } from '../../storage/ports.js';

/**
 * A term of a view as one token of FTS5, which is asked for nothing but "which rows have it". Its tokenizer lower-cases
 * ASCII and cuts at punctuation, so all but `a-z`, `0-9` and what lies beyond ASCII is written as `_` and two hex
 * digits: different terms stay different, and the token of a prefix is a prefix of the token.
 */
export function token(view: string, term: string): string {
  // A view's name holds no space, so no pair of view and term looks like another.
  return `${view} ${term}`.replace(/[^a-z0-9\u0080-\u{10FFFF}]/gu, (sign) => {
    return `_${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

export function tokens(view: string, terms: readonly string[]): string {
  return [...new Set(terms)].map((term) => token(view, term)).join(' ');
}

/** The query in FTS5's language; null if it asks for nothing, so that every row of the view matches. */
export function expression(view: string, { allTerms, anyTerms, prefix }: Query): string | null {
  const quoted = (term: string): string => `"${token(view, term)}"`;
  const parts = allTerms.map(quoted);
  if (anyTerms) parts.push(`(${anyTerms.map(quoted).join(' OR ')})`);
  if (prefix !== undefined) parts.push(`${quoted(prefix)} *`);
  return parts.length > 0 ? parts.join(' AND ') : null;
}
