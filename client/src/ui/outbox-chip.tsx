import { Inbox, RefreshCw, WifiOff } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './connection.module.css';

interface Props {
  readonly offline: boolean;
  readonly waiting: number;
  readonly sending: { readonly done: number; readonly total: number } | null;
}

/** How much is not yet at the server. */
export function OutboxChip({ offline, waiting, sending }: Props) {
  const say = useWords('app');
  if (sending) {
    return (
      <span className={`${css.outbox} ${css.sending}`}>
        <RefreshCw size={18} aria-hidden />
        <span className={css.word}>{say('outbox.sendingOf', { n: sending.done, m: sending.total })}</span>
        <span className={css.short} aria-hidden>
          {sending.done}/{sending.total}
        </span>
      </span>
    );
  }
  const Icon = offline ? WifiOff : Inbox;
  return (
    <span className={css.outbox}>
      <Icon size={18} aria-hidden />
      <span className={css.word}>
        {offline ? say('outbox.chip', { n: waiting }) : say('outbox.waiting', { n: waiting })}
      </span>
      <span className={css.short} aria-hidden>
        {waiting}
      </span>
    </span>
  );
}
