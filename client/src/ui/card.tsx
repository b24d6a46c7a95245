import { type ReactNode, useId } from 'react';
import css from './card.module.css';

interface Props {
  readonly title?: ReactNode;
  /** Heading level of the title: 2 under the page's heading, 3 inside a section. */
  readonly level?: 2 | 3;
  /** Beside the title: a badge, a quiet button. */
  readonly actions?: ReactNode;
  /** False for lists and tables that go to the edge. */
  readonly padded?: boolean;
  readonly children: ReactNode;
}

/** A surface with a title: one subject. */
export function Card({ title, level = 2, actions, padded = true, children }: Props) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section className={css.card} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={css.head}>
          <Heading id={id}>{title}</Heading>
          {actions}
        </div>
      )}
      <div className={padded ? css.padded : undefined}>{children}</div>
    </section>
  );
}

/** Rows of at least 56 px with rules between, for a Card with `padded={false}`. */
export function Rows({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul className={css.rows} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** At the end: a tag, a button, a chevron. */
  readonly end?: ReactNode;
}
/** One row: icon, what it is, a detail, and what can be done with it. */
export function Row({ icon, title, detail, end }: RowProps) {
  return (
    <li>
      {icon}
      <div className={css.text}>
        <b>{title}</b>
        {detail && <small>{detail}</small>}
      </div>
      {end}
    </li>
  );
}
