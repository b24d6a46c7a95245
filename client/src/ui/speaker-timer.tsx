import { formatDuration } from '../i18n/format.js';
import { useWords } from '../i18n/say.js';
import { Meter } from './meter.js';
import css from './speaker-timer.module.css';
import { useNow } from './use-now.js';

interface Props {
  /** When the time is up, by the server's clock: ISO 8601. */
  readonly endsAt: string;
  readonly limitMs: number;
  /** The server's clock less this device's, in ms: every screen then shows the same second. */
  readonly offsetMs?: number;
  /** On the display: text for ten metres. */
  readonly wall?: boolean;
}

/** What is left of the speaking time; past it, how much over, in words and colour. Not announced every second. */
export function SpeakerTimer({ endsAt, limitMs, offsetMs = 0, wall = false }: Props) {
  const say = useWords('ui');
  const ends = Date.parse(endsAt) - offsetMs;
  const left = ends - useNow(true, ends);
  const over = left < 0;
  const time = formatDuration(Math.abs(left));
  return (
    <div className={`${css.timer} ${over ? css.over : ''} ${wall ? css.wall : ''}`}>
      <b role="timer" aria-label={`${say('timer.label')}: ${say(over ? 'timer.over' : 'timer.left', { time })}`}>
        {over ? say('timer.over', { time }) : time}
      </b>
      <Meter value={limitMs - left} max={limitMs} tone={over ? 'bad' : left < limitMs / 5 ? 'warn' : 'primary'} />
    </div>
  );
}
