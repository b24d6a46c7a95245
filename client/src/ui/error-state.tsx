import { Button } from '@mantine/core';
import { CircleAlert, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/say.js';
import css from './empty-state.module.css';

interface Props {
  readonly title?: string;
  readonly body?: ReactNode;
  /** What the help desk can look up. */
  readonly code?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly action?: ReactNode;
  readonly level?: 1 | 2 | 3;
}

/** Something that should be here could not be had. Says what is safe, and offers to try again. */
export function ErrorState({ title, body, code, onRetry, action, level = 2 }: Props) {
  const say = useWords('ui');
  const Heading = `h${level}` as const;
  return (
    <div className={css.empty} role="alert">
      <span className={`${css.icon} ${css.bad}`}>
        <CircleAlert size={32} aria-hidden />
      </span>
      <Heading>{title ?? say('error.title')}</Heading>
      <p>{body ?? say('error.body')}</p>
      {code && <p>{say('error.code', { code })}</p>}
      <div className={css.action}>
        {onRetry && (
          <Button leftSection={<RefreshCw size={20} aria-hidden />} onClick={onRetry}>
            {say('retry')}
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}
