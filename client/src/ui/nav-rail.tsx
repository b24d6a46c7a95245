import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import css from './nav-rail.module.css';
import { Seal } from './seal.js';

export interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** What waits there: a {@link NavCount}. */
  readonly count?: ReactNode;
  /** At the foot of the rail, where one looks for oneself. */
  readonly last?: boolean | undefined;
}
interface Props {
  readonly label: string;
  /** Name of the body, shown beside the seal on a desktop. */
  readonly body?: string | undefined;
  readonly items: readonly NavItem[];
}

/** Rail of 96 px with icon over label; 220 px with labels beside on a desktop; tab bar below in portrait. */
export function NavRail({ label, body, items }: Props) {
  return (
    <nav className={css.rail} aria-label={label}>
      <div className={css.brand}>
        <Seal />
        {body && <span className={css.body}>{body}</span>}
      </div>
      <ul className={css.items}>
        {items.map(({ to, label, icon: Icon, count, last }) => (
          <li key={to} className={last ? css.last : undefined}>
            <NavLink className={css.link ?? ''} to={to} end={to === '/'}>
              <Icon aria-hidden />
              {label}
              {count}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A number at the item of the rail, and the words a screen reader says for it: "2 việc quá hạn". Nothing at 0. */
export function NavCount({ n, spoken }: { readonly n: number; readonly spoken: string }) {
  if (n === 0) return null;
  return (
    <span className={css.count}>
      <span aria-hidden>{n > 99 ? '99+' : n}</span>
      <span className="unseen">{spoken}</span>
    </span>
  );
}
