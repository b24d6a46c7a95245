import { useWords } from '../i18n/say.js';
import { MAIN_ID } from './page.js';
import css from './skip-link.module.css';

/** First stop of the Tab key: past the rail, to the page. */
export function SkipLink() {
  const say = useWords('ui');
  return (
    <a className={css.skip} href={`#${MAIN_ID}`}>
      {say('skip')}
    </a>
  );
}
