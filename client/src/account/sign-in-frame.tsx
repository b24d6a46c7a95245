import { Languages, Phone, Server } from 'lucide-react';
import { type ReactNode, useEffect, useId } from 'react';
import { useBody } from '../app/body.js';
import { usePreferences } from '../app/preferences.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { LiveRegion } from '../ui/live-region.js';
import { MAIN_ID } from '../ui/page.js';
import { Seal } from '../ui/seal.js';
import css from './sign-in.module.css';

/** The two halves of every sign-in screen: whose system this is, and the one thing to do. */
export function SignInFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const say = useWords('account');
  const app = useWords('app');
  const body = useBody();
  const id = useId();
  useEffect(() => {
    document.title = `${title} · ${app('product')}`;
  }, [title, app]);
  return (
    <div className={css.page}>
      <header className={css.who}>
        <Seal big />
        {body && <p>{body.name}</p>}
        <div className={css.product}>{app('product')}</div>
        <ul className={css.facts}>
          <li className={css.aside}>
            <Server size={22} aria-hidden />
            {say('signin.local')}
          </li>
          <li className={css.aside}>
            <Phone size={22} aria-hidden />
            {say('signin.help')}
          </li>
          <li>
            <Languages size={22} aria-hidden />
            <LanguageChoice />
          </li>
        </ul>
      </header>
      <main id={MAIN_ID} className={css.panel} aria-labelledby={id}>
        <h1 id={id}>{title}</h1>
        {children}
      </main>
      <LiveRegion />
    </div>
  );
}

function LanguageChoice() {
  const language = useLanguage();
  return (
    <span>
      {(['vi', 'en'] as const).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          className={css.language}
          aria-pressed={language === one}
          onClick={() => usePreferences.setState({ language: one })}
        >
          {{ vi: 'Tiếng Việt', en: 'English' }[one]}
        </button>
      ))}
    </span>
  );
}
