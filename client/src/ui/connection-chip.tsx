import { LoaderCircle, TriangleAlert, WifiOff } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './connection.module.css';
import { OutboxChip } from './outbox-chip.js';

export interface ConnectionView {
  readonly state: 'connected' | 'connecting' | 'offline';
  /** Things made on this device that the server has not acknowledged. */
  readonly waiting: number;
  /** While they go out after a reconnect: `done` of `total`. */
  readonly sending: { readonly done: number; readonly total: number } | null;
  /** What the server did not accept, and lies here for the person to decide. */
  readonly drafts: number;
}

/** In every header: connected, reconnecting, offline with what waits, sending. */
export function ConnectionChip({ state, waiting, sending, drafts }: ConnectionView) {
  const say = useWords('app');
  if (sending || (state === 'offline' && waiting > 0)) {
    return <OutboxChip offline={state === 'offline'} waiting={waiting} sending={sending} />;
  }
  if (state === 'connected' && drafts > 0)
    return (
      <span className={css.outbox}>
        <TriangleAlert size={18} aria-hidden />
        <span className={css.word}>{say('outbox.refused', { n: drafts })}</span>
        <span className={css.short} aria-hidden>
          {drafts}
        </span>
      </span>
    );
  return (
    <span className={css.chip}>
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
