import { LockKeyhole } from 'lucide-react';
import { useTimeZone } from '../app/body.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import css from './display.module.css';
import { Screen } from './frame.js';
import { headOf, type ScreenProps } from './parts.js';
import type { Wall } from './shown.js';

type Moments = Exclude<Wall['show'], 'before' | 'item' | 'ballot' | 'result'>;
/** Open, on a break, behind closed doors, over: the meeting's name and one line. */
export function MomentScreen({ board, screen, show }: ScreenProps & { readonly show: Moments }) {
  const say = useWords('display');
  const format = useFormat(useTimeZone());
  const { meeting, quorum } = board;
  const doors = show === 'behind-doors';
  const words = {
    opened: 'display.opened',
    paused: 'display.paused',
    'behind-doors': 'display.doors',
    closed: 'display.closed',
  } as const;
  return (
    <Screen
      title={screen.room.name}
      detail={
        quorum && !doors && show !== 'closed' && say('display.present', { present: quorum.present, base: quorum.base })
      }
      head={headOf(board)}
    >
      <p className={css.eyebrow}>{meeting?.title}</p>
      <h1 className={css.title}>
        {doors && <LockKeyhole className={css.lock} aria-hidden />}
        {say(words[show])}
        {show === 'closed' &&
          meeting?.closedAt &&
          ` ${say('display.closedAt', { time: format.time(meeting.closedAt) })}`}
      </h1>
      {doors && <p className={css.eyebrow}>{say('display.doors.hint')}</p>}
    </Screen>
  );
}
