import type { Language } from './words.js';

/** As a slice's `words` states them. */
export interface RefusalWords {
  readonly vi: { readonly refusals: object };
  readonly en: { readonly refusals: object };
}
/** Refusal to words, in both languages. */
export type RefusalTable = { readonly [L in Language]: Readonly<Record<string, string>> };

/** One table of all the slices' and the doors' refusals. A code of two slices must mean the same, so the first one stands. */
export function refusalTable(sources: Iterable<RefusalWords>): RefusalTable {
  const table = { vi: {} as Record<string, string>, en: {} as Record<string, string> };
  for (const source of sources) {
    table.vi = { ...source.vi.refusals, ...table.vi };
    table.en = { ...source.en.refusals, ...table.en };
  }
  return table;
}

/**
 * Why the server said no. A code that this release does not know (the server is newer) is shown with the code, so that
 * the person can name it to the help desk; it is never hidden.
 */
export function refusalText(table: RefusalTable, refusal: string, language: Language): string {
  const texts = table[language];
  if (Object.hasOwn(texts, refusal)) return texts[refusal] ?? refusal;
  const unknown = { vi: 'Máy chủ không nhận việc này', en: 'The server did not accept this' }[language];
  return `${unknown} (${refusal})`;
}
