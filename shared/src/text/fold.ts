/** A word of a text, where it stands in the text as it was given (NFC or NFD), in UTF-16 units, `end` exclusive. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** Without case and diacritics, đ as d: what must be equal for a hit. */
  readonly folded: string;
  /** Without case, with diacritics, hoà and hòa alike: what must be equal for an exact hit. */
  readonly exact: string;
}
type Forms = Pick<Word, 'folded' | 'exact'>;

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Longer than any word, short enough for a term of the index; what is longer is known by its beginning. */
const LONGEST_WORD = 64;

function beginning(word: string): string {
  if (word.length <= LONGEST_WORD) return word;
  let [cut, left] = ['', LONGEST_WORD];
  for (const char of word) {
    if (left === 0) break;
    cut += char;
    left -= 1;
  }
  return cut;
}

function formsOf(word: string): Forms {
  // Lower case only after NFD: İ lowered as one letter would leave a dot behind. đ has no decomposition.
  const folded = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  const apart = word.normalize('NFC').toLowerCase().normalize('NFD');
  // The tone mark goes to the end of the syllable, so that both placements (hoà, hòa) are one word.
  const exact = (apart.replace(TONES, '') + (apart.match(TONES) ?? []).join('')).normalize('NFC');
  return { folded: beginning(folded), exact: beginning(exact) };
}

// A language has few words and a paper repeats them: remembering their forms makes reading a long text 10 times as fast.
const known = new Map<string, Forms>();

function forms(word: string): Forms {
  const before = known.get(word);
  if (before !== undefined) return before;
  const made = formsOf(word);
  if (word.length > LONGEST_WORD) return made;
  if (known.size >= 50_000) known.clear();
  known.set(word, made);
  return made;
}

/** The words of a text, in order: runs of letters, marks and digits. Marks alone are no word. */
export function* words(text: string): Generator<Word> {
  for (const found of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const { folded, exact } = forms(found[0]);
    if (folded !== '') yield { start: found.index, end: found.index + found[0].length, folded, exact };
  }
}

/** Words without case, diacritics and punctuation, joined by one space; đ is d. */
export function fold(text: string): string {
  return Array.from(words(text), (word) => word.folded).join(' ');
}

/** Words with diacritics but without case and punctuation, joined by one space; hoà is hòa. */
export function exact(text: string): string {
  return Array.from(words(text), (word) => word.exact).join(' ');
}
