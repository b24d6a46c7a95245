import { LoaderCircle, WifiOff } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './connection.module.css';
import { OutboxChip } from './outbox-chip.js';

export interface ConnectionView {
  readonly state: 'connected' | 'connecting' | 'offline';
  /** Things made on this device that the server has not acknowledged. */
  readonly waiting: number;
  /** While they go out after a reconnect: `done` of `total`. */
  readonly sending: { readonly done: number; readonly total: number } | null;
}

/** In every header: connected, reconnecting, offline with what waits, sending. */
export function ConnectionChip({ state, waiting, sending }: ConnectionView) {
  const say = useWords('app');
  if (sending || (state === 'offline' && waiting > 0)) {
    return <OutboxChip offline={state === 'offline'} waiting={waiting} sending={sending} />;
  }
  return (
    <span className={css.chip} role="status">
      {state === 'connected' && (
        <>
          <span className={css.dot} aria-hidden />
          <span className={css.word}>{say('conn.ok')}</span>
        </>
      )}
      {state === 'connecting' && (
        <>
          <LoaderCircle size={18} aria-hidden />
          {say('conn.connecting')}
        </>
      )}
      {state === 'offline' && (
        <>
          <WifiOff size={18} aria-hidden />
          {say('conn.down')}
        </>
      )}
    </span>
  );
}
