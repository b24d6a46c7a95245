import { Button, PasswordInput } from '@mantine/core';
import { FileLock2, KeyRound, WifiOff } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useWords } from '../../i18n/say.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { Bone, LoadingSkeleton } from '../../ui/loading.js';
import { Meter } from '../../ui/meter.js';
import css from '../pdf-stage.module.css';
import type { PaperState } from './use-paper.js';

interface Props {
  readonly state: PaperState;
  readonly title: string;
  readonly onAgain: () => void;
}

/** Where the pages would be: still loading, locked, or why they cannot be shown. */
export function PaperNotOpen({ state, title, onAgain }: Props) {
  const say = useWords('papers');
  const ui = useWords('ui');
  switch (state.state) {
    case 'open':
    case 'loading':
      return (
        <PageSkeleton
          done={state.state === 'loading' ? state.done : 0}
          total={state.state === 'loading' ? state.total : null}
          onAgain={onAgain}
        />
      );
    case 'password':
      return (
        <div className={css.notice}>
          <Password key={String(state.wrong)} title={title} {...state} />
        </div>
      );
    case 'locked':
      return (
        <div className={css.notice}>
          <EmptyState
            icon={FileLock2}
            level={2}
            title={say('password.locked')}
            body={say('password.lockedBody')}
            action={<Button onClick={onAgain}>{say('password.enter')}</Button>}
          />
        </div>
      );
    case 'offline':
      return (
        <div className={css.notice}>
          <EmptyState
            icon={WifiOff}
            level={2}
            title={say('open.offline')}
            body={say('open.offlineBody')}
            action={<Button onClick={onAgain}>{ui('retry')}</Button>}
          />
        </div>
      );
    case 'refused':
      return (
        <div className={css.notice}>
          <ErrorState title={say('open.refused')} body={say('open.refusedBody')} />
        </div>
      );
    case 'fault':
      return (
        <div className={css.notice}>
          <ErrorState title={say('open.fault')} body={say('open.faultBody')} onRetry={onAgain} />
        </div>
      );
  }
}

function PageSkeleton({
  done,
  total,
  onAgain,
}: {
  readonly done: number;
  readonly total: number | null;
  readonly onAgain: () => void;
}) {
  const say = useWords('papers');
  const mega = (bytes: number) => (bytes / 1_000_000).toFixed(1);
  return (
    <div className={css.skeleton}>
      <LoadingSkeleton onRetry={onAgain}>
        {total !== null && done < total && (
          <div className={css.progress}>
            <p>{say('open.progress', { done: mega(done), total: mega(total) })}</p>
            <Meter value={done} max={total} />
          </div>
        )}
        <div className={css.sheet}>
          {['52%', '100%', '96%', '100%', '88%', '100%', '93%', '61%'].map((width, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a skeleton have nothing else to tell them apart.
            <Bone key={line} width={width} />
          ))}
        </div>
      </LoadingSkeleton>
    </div>
  );
}

type Asking = Extract<PaperState, { readonly state: 'password' }>;
function Password({ title, wrong, give, cancel }: Asking & { readonly title: string }) {
  const say = useWords('papers');
  const ui = useWords('ui');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === '') return;
    setSent(true);
    give(typed);
  };
  return (
    <EmptyState
      icon={KeyRound}
      level={2}
      title={say('password.title')}
      body={title}
      action={
        <form id={id} onSubmit={submit} className={css.password}>
          <PasswordInput
            label={say('password.label')}
            value={typed}
            autoComplete="off"
            data-autofocus
            autoFocus
            error={wrong && !sent && typed === '' ? say('password.wrong') : undefined}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setSent(false);
            }}
          />
          <Button type="submit" variant="filled" fullWidth loading={sent}>
            {say('password.open')}
          </Button>
          <Button fullWidth onClick={cancel}>
            {ui('cancel')}
          </Button>
        </form>
      }
    />
  );
}
