import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './empty-state.module.css';

interface Props {
  readonly icon: LucideIcon;
  /** What is not there: "Hôm nay không có phiên họp". */
  readonly title: string;
  /** Why, and when something will be. */
  readonly body?: ReactNode;
  readonly action?: ReactNode;
  readonly level?: 1 | 2 | 3;
}

/** An empty place says why it is empty, and what to do next. */
export function EmptyState({ icon: Icon, title, body, action, level = 3 }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className={css.empty}>
      <span className={css.icon}>
        <Icon size={32} aria-hidden />
      </span>
      <Heading>{title}</Heading>
      {body && <p>{body}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}
