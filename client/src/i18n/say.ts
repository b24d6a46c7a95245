import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Feature, words } from './all.js';
import type { BlanksOf, Language } from './words.js';

type TextsOf<F extends Feature> = (typeof words)[F]['vi'];
type Filled<Text> = [BlanksOf<Text>] extends [never]
  ? []
  : [blanks: { readonly [Blank in BlanksOf<Text>]: string | number }];

/** Says a text of one feature. Which blanks it needs is known from the text itself. */
export type Say<F extends Feature> = <Key extends keyof TextsOf<F> & string>(
  key: Key,
  ...blanks: Filled<TextsOf<F>[Key]>
) => string;

const resources = { vi: byFeature('vi'), en: byFeature('en') };
function byFeature(language: Language): Record<string, Record<string, string>> {
  return Object.fromEntries(Object.entries(words).map(([feature, texts]) => [feature, { ...texts[language] }]));
}

// Synchronous, since the texts are at hand: no screen is ever drawn with keys instead of words.
void i18next.use(initReactI18next).init({
  resources,
  lng: 'vi',
  fallbackLng: 'vi',
  initAsync: false,
  keySeparator: false,
  nsSeparator: ':',
  // React escapes what it renders; escaping here too would show `&amp;` in names.
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  returnEmptyString: false,
});

const translate = i18next.t as (key: string, options?: Record<string, unknown>) => string;
/** `{n}` also chooses the plural form. */
const counted = (blanks: Record<string, string | number> | undefined) =>
  typeof blanks?.n === 'number' ? { ...blanks, count: blanks.n } : blanks;

/** For words outside of React, in the language of the moment: an announcement, a toast. */
export function sayOf<F extends Feature>(feature: F): Say<F> {
  return (key, ...[blanks]) => translate(`${feature}:${key}`, counted(blanks));
}

/** The words of one feature; the component is drawn again when the language changes. */
export function useWords<F extends Feature>(feature: F): Say<F> {
  const { i18n } = useTranslation();
  const language = i18n.language;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function per language, so that memoised parts notice.
  return useMemo(() => sayOf(feature), [feature, language]);
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'vi');

export function useLanguage(): Language {
  useTranslation();
  return currentLanguage();
}

/** Changes every text at once, and tells browser and screen reader by `lang`. */
export function speak(language: Language): void {
  void i18next.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}
