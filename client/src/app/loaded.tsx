import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/say.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorState } from '../ui/error-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Fault, Offline, RefusedRead } from './api.js';
import { whyNot } from './refusals.js';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What a query has: its data also when the latest read failed (they are older then), else skeleton, refusal or error. */
export function Loaded<T>({ query, skeleton, children }: Props<T>) {
  const app = useWords('app');
  const ui = useWords('ui');
  const retry = () => void query.refetch();
  if (query.data !== undefined) return children(query.data);
  const { error } = query;
  if (!error) return <LoadingSkeleton onRetry={retry}>{skeleton}</LoadingSkeleton>;
  if (error instanceof Offline) {
    return (
      <EmptyState
        icon={WifiOff}
        title={app('conn.down')}
        body={app('api.unreached')}
        action={<Button onClick={retry}>{ui('retry')}</Button>}
      />
    );
  }
  if (error instanceof RefusedRead) return <ErrorState body={whyNot(error.refusal)} onRetry={retry} />;
  return <ErrorState code={error instanceof Fault ? `${error.status}` : undefined} onRetry={retry} />;
}
