import { Button } from '@mantine/core';
import { Inbox, RefreshCw, WifiOff } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import css from './connection.module.css';

interface Props {
  /** Since when, ISO 8601. */
  readonly since: string;
  readonly waiting: number;
  readonly onRetry: () => void;
  readonly timeZone?: string;
}

/** Since when, what still works, what waits, what cannot. */
export function OfflineBanner({ since, waiting, onRetry, timeZone }: Props) {
  const say = useWords('app');
  const ui = useWords('ui');
  const format = useFormat(timeZone);
  return (
    <div className={css.banner} role="status">
      <WifiOff size={28} aria-hidden />
      <p>
        <b>{say('conn.off', { time: format.time(since) })}</b>
        <span>{say('conn.off.limits')}</span>
      </p>
      <div className={css.ways}>
        {waiting > 0 && (
          <span className={css.waiting}>
            <Inbox size={18} aria-hidden />
            {say('outbox.waiting', { n: waiting })}
          </span>
        )}
        <Button size="sm" onClick={onRetry}>
          {ui('retry')}
        </Button>
      </div>
    </div>
  );
}

/** The server is there and cannot store: what was done is on this device and goes out again by itself. */
export function UnsavedBanner({ waiting }: { readonly waiting: number }) {
  const say = useWords('app');
  return (
    <div className={css.banner} role="status">
      <RefreshCw size={28} aria-hidden />
      <p>
        <b>{say('conn.unsaved')}</b>
        <span>{say('outbox.waiting', { n: waiting })}</span>
      </p>
    </div>
  );
}

/** After a reconnect, while what was made offline goes out. */
export function SendingBanner({ done, total }: { readonly done: number; readonly total: number }) {
  const say = useWords('app');
  return (
    <div className={`${css.banner} ${css.info}`} role="status">
      <RefreshCw size={28} aria-hidden />
      <p>
        <b>{say('conn.back', { n: done, m: total })}</b>
      </p>
    </div>
  );
}
