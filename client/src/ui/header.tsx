import { ArrowLeft } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import css from './header.module.css';

/** What every header shows beside its own actions: how things stand with the server. The frame fills it. */
export const HeaderStatus = createContext<ReactNode>(null);

export interface HeaderProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  /** The header's title is the heading of the page, unless the page has a {@link PageTitle} of its own. */
  readonly heading?: boolean;
  /** Where the arrow goes, and what it is called. */
  readonly back?: { readonly to: string; readonly label?: string };
  /** After the connection chip: badges, at most one or two buttons. */
  readonly actions?: ReactNode;
}

/** 64 px (60 on a phone): where I am, and what of the whole house I must know here. */
export function Header({ title, subtitle, heading = true, back, actions }: HeaderProps) {
  const say = useWords('ui');
  const status = useContext(HeaderStatus);
  return (
    <header className={`${css.header} ${back ? css.withBack : ''}`}>
      {back && (
        <Link className={css.back} to={back.to} aria-label={back.label ?? say('back')}>
          <ArrowLeft size={22} aria-hidden />
        </Link>
      )}
      <div className={css.title}>
        {heading ? <h1>{title}</h1> : <p>{title}</p>}
        {subtitle && <span>{subtitle}</span>}
      </div>
      <div className={css.actions}>
        {status}
        {actions}
      </div>
    </header>
  );
}
