import type { ReactNode } from 'react';
import { useWords } from '../i18n/say.js';
import css from './quorum-strip.module.css';
import { StateTag } from './state-tag.js';

interface Props {
  /** Members present, in people. */
  readonly present: number;
  /** Of how many. */
  readonly base: number;
  /** How many the rule asks for. */
  readonly need: number;
  /** Members represented by a substitute who does not count: hatched. */
  readonly standIns?: number;
  /** "1 dự thay · 2 vắng có lý do". */
  readonly notes?: ReactNode;
  readonly actions?: ReactNode;
}

/** One cell a member, filled for those present, a mark at the need; beside it the same in words. */
export function QuorumStrip({ present, base, need, standIns = 0, notes, actions }: Props) {
  const say = useWords('ui');
  const voting = useWords('voting');
  const met = present >= need;
  const verdict = voting(met ? 'quorum.ok' : 'quorum.short');
  const kind = (seat: number) => (seat < present ? css.here : seat < present + standIns ? css.standIn : '');
  return (
    <div className={css.strip}>
      <span className={css.big}>
        <b>
          {present} / {base}
        </b>{' '}
        {say('present')}
      </span>
      <div
        className={`${css.seats} ${met ? '' : css.short} ${base > 60 ? css.dense : ''}`}
        role="img"
        aria-label={`${say('quorum.spoken', { present, base, n: need })} ${verdict}`}
      >
        {Array.from({ length: base }, (_, seat) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a seat is its place in the strip.
          <span key={seat} className={`${css.seat} ${kind(seat)}`} />
        ))}
        {base > 0 && <span className={css.need} style={{ left: `calc(${(100 * need) / base}% - 1.5px)` }} />}
      </div>
      <span className={css.notes}>
        {say('quorum.need', { n: need })}
        {notes && <> · {notes}</>}
      </span>
      <span className={css.end}>
        <StateTag tone={met ? 'ok' : 'bad'}>{verdict}</StateTag>
      </span>
      {actions}
    </div>
  );
}
