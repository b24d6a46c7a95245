import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { CalendarCheck, CalendarClock, CalendarX } from 'lucide-react';
import { Link } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { EmptyState } from '../ui/empty-state.js';

interface Props {
  readonly board: MeetingBoard;
  readonly phase: 'before' | 'over' | 'cancelled';
  readonly meetingId: string;
}
/** The room before check-in opens, and after the session. */
export function RoomEmpty({ board: { meeting }, phase, meetingId }: Props) {
  const say = useWords('room');
  const format = useFormat(useTimeZone());
  const action = (
    <Button component={Link} to={`/meetings/${meetingId}`} variant="filled" size="lg">
      {say('room.over.way')}
    </Button>
  );
  if (phase === 'before')
    return (
      <EmptyState
        level={2}
        icon={CalendarClock}
        title={say('room.before')}
        body={meeting && say('room.before.hint', { time: format.dateTime(meeting.startsAt) })}
        action={action}
      />
    );
  if (phase === 'cancelled')
    return <EmptyState level={2} icon={CalendarX} title={say('room.cancelled')} action={action} />;
  return (
    <EmptyState
      level={2}
      icon={CalendarCheck}
      title={say('room.closed')}
      body={meeting?.closedAt && say('room.closed.hint', { time: format.time(meeting.closedAt) })}
      action={action}
    />
  );
}
