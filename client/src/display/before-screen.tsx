import { Tablet } from 'lucide-react';
import { useBody, useTimeZone } from '../app/body.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import css from './display.module.css';
import { Screen } from './frame.js';
import { headOf, type ScreenProps } from './parts.js';

/** Which meeting, when, where, and how many of those needed have checked in. */
export function BeforeScreen({ board, screen }: ScreenProps) {
  const say = useWords('display');
  const body = useBody();
  const format = useFormat(useTimeZone());
  const { meeting, quorum } = board;
  if (!meeting) return null;
  const checkingIn = meeting.state === 'checkin';
  return (
    <Screen
      title={body?.shortName ?? ''}
      detail={screen.room.name}
      head={headOf(board)}
      footer={
        checkingIn && (
          <>
            <Tablet size={44} aria-hidden />
            {say('display.howto')}
          </>
        )
      }
    >
      <p className={css.eyebrow}>
        {say('display.startsAt', { day: format.longDate(meeting.startsAt), time: format.time(meeting.startsAt) })}
        {meeting.place && meeting.place !== screen.room.name && ` · ${meeting.place}`}
      </p>
      <h1 className={css.title}>{meeting.title}</h1>
      {quorum && (
        <dl className={css.numbers}>
          <div>
            <dd>
              {quorum.present} / {quorum.base}
            </dd>
            <dt>{say('display.checkedIn')}</dt>
          </div>
          <div>
            <dd>{quorum.needed}</dd>
            <dt>{say('display.needed')}</dt>
          </div>
        </dl>
      )}
    </Screen>
  );
}
