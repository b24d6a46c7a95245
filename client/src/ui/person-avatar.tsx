import { initials } from '../i18n/names.js';
import css from './person.module.css';

/** Initials beside a name that is written out: nothing for a reader to repeat. */
export function PersonAvatar({ name }: { readonly name: string }) {
  return (
    <span className={css.avatar} aria-hidden>
      {initials(name)}
    </span>
  );
}
