import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { speak } from '../i18n/say.js';
import type { Language } from '../i18n/words.js';

export type Scheme = 'light' | 'dark' | 'auto';
export interface Preferences {
  readonly language: Language;
  readonly scheme: Scheme;
  /** Tools stand on the other side, so that the writing hand does not cover them. */
  readonly leftHanded: boolean;
}

/** What this device is set to. It holds nothing about a person, so it stays when one signs out. */
export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ language: 'vi', scheme: 'auto', leftHanded: false }), { name: 'ecab.preferences' }),
);

const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)');
export const shownScheme = (scheme: Scheme): 'light' | 'dark' =>
  scheme === 'auto' ? (systemDark().matches ? 'dark' : 'light') : scheme;

/** Puts the preferences on the document, now and whenever they or the system's scheme change. Called once, before the first drawing. */
export function applyPreferences(): void {
  const apply = ({ language, scheme, leftHanded }: Preferences) => {
    speak(language);
    document.documentElement.dataset.mantineColorScheme = shownScheme(scheme);
    document.documentElement.dataset.hand = leftHanded ? 'left' : 'right';
  };
  apply(usePreferences.getState());
  usePreferences.subscribe(apply);
  // Drawn anew by a state of equal content: who asks `shownScheme` asks again.
  systemDark().addEventListener('change', () => usePreferences.setState({}));
}
