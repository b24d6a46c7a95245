import css from './meter.module.css';

interface Props {
  readonly value: number;
  readonly max: number;
  readonly tone?: 'primary' | 'ok' | 'warn' | 'bad';
}

/** How much of a whole. The number stands in words beside it, so a reader skips the bar. */
export function Meter({ value, max, tone = 'primary' }: Props) {
  const share = max > 0 ? Math.min(100, Math.max(0, (100 * value) / max)) : 0;
  return (
    <div className={css.meter} aria-hidden>
      <div className={`${css.fill} ${css[tone] ?? ''}`} style={{ width: `${share}%` }} />
    </div>
  );
}
