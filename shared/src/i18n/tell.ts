import type { AnySlice, Event } from '../ledger/machine.js';
import type { PersonId } from '../ledger/slice.js';

export type Language = 'vi' | 'en';
type Blanks = Record<string, string | number>;
type Tell = (event: Event, name: (id: PersonId) => string) => readonly [key: string, blanks: Blanks];

/** The sentence for an event, or null where nothing is said of it. `name` gives a person's name with title. */
export function tell(
  words: readonly AnySlice['words'][],
  language: Language,
  event: Event,
  name: (id: PersonId) => string,
): string | null {
  for (const one of words) {
    const told = (one.sentences as Readonly<Record<string, Tell>>)[event.type]?.(event, name);
    if (!told) continue;
    const texts = one[language].sentences as Record<string, string>;
    const { outcome, ...blanks } = told[1];
    // An outcome is named by its key and told in the reader's language; no other blank is, or people's words could be keys.
    return fill(
      texts[told[0]] ?? told[0],
      outcome === undefined ? blanks : { ...blanks, outcome: texts[outcome] ?? outcome },
    );
  }
  return null;
}

export const fill = (text: string, blanks: Blanks) =>
  text.replace(/\{(\w+)\}/g, (whole, blank: string) => String(blanks[blank] ?? whole));
