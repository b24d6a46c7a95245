import type { ReactNode } from 'react';
import css from './page-title.module.css';

interface Props {
  readonly children: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

/** The heading inside the page, for titles too long for the header; the Page then has `heading={false}`. */
export function PageTitle({ children, lead, actions }: Props) {
  return (
    <div className={css.title}>
      <div className={css.words}>
        <h1>{children}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {actions}
    </div>
  );
}
