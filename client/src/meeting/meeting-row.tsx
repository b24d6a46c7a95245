import type { MeetingRow } from '@ecab/shared/contract/http';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { serverNow } from '../app/connection.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { StateTag, type Tone } from '../ui/state-tag.js';
import css from './meeting.module.css';

const tones: Partial<Record<MeetingRow['state'], Tone>> = {
  draft: 'warn',
  convened: 'info',
  checkin: 'strong',
  in_session: 'strong',
  paused: 'strong',
  cancelled: 'bad',
};
/** Where a meeting stands, in a word. */
export function MeetingTag({ state }: Pick<MeetingRow, 'state'>) {
  const say = useWords('meeting');
  return <StateTag tone={tones[state] ?? 'neutral'}>{say(`meeting.state.${state}`)}</StateTag>;
}

/** A meeting in a list. `to`: another page of it than the one where it is prepared. */
export function MeetingLine({ row, to }: { readonly row: MeetingRow; readonly to?: string }) {
  const say = useWords('meeting');
  const format = useFormat(useTimeZone());
  const now = new Date(serverNow()).toISOString();
  return (
    <li>
      <Link className={css.line} to={to ?? `/meetings/${row.meetingId}`}>
        <span className={css.when}>
          <b>{format.time(row.startsAt)}</b>
          <small>{format.relativeDay(row.startsAt, now)}</small>
        </span>
        <span className={css.what}>
          <b>{row.title}</b>
          <small>
            {[row.place, row.items > 0 && say('meeting.items', { n: row.items })].filter(Boolean).join(' · ')}
          </small>
          {row.papersOverdue && (
            <StateTag tone="bad">
              {say('meeting.overdue', { date: format.date(`${row.papersOverdue}T05:00:00Z`) })}
            </StateTag>
          )}
        </span>
        <MeetingTag state={row.state} />
        <ChevronRight aria-hidden size={22} className={css.chevron} />
      </Link>
    </li>
  );
}
