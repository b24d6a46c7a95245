import { type RefusalWords, refusalTable, refusalText } from '../i18n/refusals.js';
import { currentLanguage } from '../i18n/say.js';
import { en, vi } from './words.js';

// Every slice's words, found rather than listed, so that no refusal of a new slice is left without its text.
const slices = import.meta.glob<Partial<RefusalWords>>('../../../shared/src/*/words.ts', { eager: true });
const ofSlices = Object.values(slices).filter((words): words is RefusalWords => words.vi?.refusals !== undefined);

/** Why a door says no, whatever the rules are: the texts `door.*`. */
const doors = (texts: Readonly<Record<string, string>>) => ({
  refusals: Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) => (key.startsWith('door.') ? [[key.slice(5), text]] : [])),
  ),
});

export const refusals = refusalTable([...ofSlices, { vi: doors(vi), en: doors(en) }]);

/** Why the server said no, in the language of the screen. */
export const whyNot = (refusal: string): string => refusalText(refusals, refusal, currentLanguage());
