import { Button } from '@mantine/core';
import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/say.js';
import css from './loading.module.css';
import { useElapsed } from './use-now.js';

interface Props {
  /** A skeleton of the layout to come, of {@link Bone}s; rows by default. */
  readonly children?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
}

/** Nothing for 300 ms (a flash would be worse), then the skeleton; after 8 s it admits to be slow and offers to retry. */
export function LoadingSkeleton({ children, onRetry }: Props) {
  const say = useWords('ui');
  const visible = useElapsed(300);
  const slow = useElapsed(8_000);
  if (!visible) return <div aria-busy="true" />;
  return (
    <div aria-busy="true">
      <p className="unseen" role="status">
        {say('loading')}
      </p>
      {slow && (
        <div className={css.slow} role="status">
          <Clock size={22} aria-hidden />
          <p>
            <b>{say('slow')}.</b> {say('slowHint')}
          </p>
          {onRetry && (
            <Button size="sm" onClick={onRetry}>
              {say('retry')}
            </Button>
          )}
        </div>
      )}
      {children ?? <SkeletonRows />}
    </div>
  );
}

interface BoneProps {
  readonly width?: string;
  /** In px. */
  readonly height?: number;
  readonly round?: boolean;
}
export function Bone({ width = '100%', height = 18, round = false }: BoneProps) {
  return <span className={`${css.bone} ${round ? css.round : ''}`} style={{ width, height }} aria-hidden />;
}

export function SkeletonRows({ rows = 5 }: { readonly rows?: number }) {
  return (
    <div className={css.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have nothing else to tell them apart.
        <div key={row} className={css.row}>
          <Bone height={30} round />
          <div className={css.two}>
            <Bone width="86%" />
            <Bone width="48%" height={14} />
          </div>
        </div>
      ))}
    </div>
  );
}
