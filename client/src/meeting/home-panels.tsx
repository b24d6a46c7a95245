import type { MeetingRow } from '@ecab/shared/contract/http';
import { Button } from '@mantine/core';
import { CalendarCheck, LogIn, MapPin, UserRound } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { serverNow, useConnection } from '../app/connection.js';
import { Loaded } from '../app/loaded.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useBoard, useSync } from '../sync/hooks.js';
import { BigButton } from '../ui/big-button.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import css from './meeting.module.css';
import { MeetingLine, MeetingTag } from './meeting-row.js';
import { useIsOffice, useMeetings, useSorted } from './use-meetings.js';

const SOON_MS = 60 * 60_000;

/** What now: the meeting of today, and the one thing to do for it. */
export function TodayPanel() {
  const say = useWords('meeting');
  const query = useMeetings();
  const sorted = useSorted();
  return (
    <Loaded query={query}>
      {({ meetings }) => {
        const { today } = sorted(meetings);
        if (today.length === 0)
          return (
            <Card>
              <EmptyState icon={CalendarCheck} level={2} title={say('home.empty')} />
            </Card>
          );
        return (
          <>
            {today.map((row) => (
              <TodayCard key={row.meetingId} row={row} />
            ))}
          </>
        );
      }}
    </Loaded>
  );
}

function TodayCard({ row }: { readonly row: MeetingRow }) {
  const say = useWords('meeting');
  const people = usePeople();
  const navigate = useNavigate();
  const format = useFormat(useTimeZone());
  const me = personOf(useMe())?.id ?? '';
  const { commands } = useSync();
  const stream = `meeting/${row.meetingId}`;
  const { entities: board } = useBoard(stream);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const state = board.meeting?.state ?? row.state;
  const open = state === 'checkin' || state === 'in_session' || state === 'paused';
  useConnection(({ offsetMs }) => offsetMs);
  const soon = Date.parse(row.startsAt) - serverNow() < SOON_MS && state === 'convened';
  const here = board[`present:${me}`] !== undefined;
  const seat = board[`seat:${me}`];
  // Secretaries and the clerk are not counted in; guests of an item come in when they are called.
  const checksIn = seat && (seat.role === 'chair' || seat.role === 'member' || seat.items === 'open');
  const now = new Date(serverNow()).toISOString();

  async function enter() {
    if (open && checksIn && !here) {
      setBusy(true);
      const answer = await commands.send(stream, 'attendance:check-in', {});
      setBusy(false);
      if (!answer.ok && answer.refusal !== 'already-present') return setRefused(answer.refusal);
    }
    void navigate(`/meetings/${row.meetingId}/room`);
  }
  return (
    <Card>
      <div className={css.today}>
        <div className={css.tags}>
          <StateTag tone="info">
            {format.relativeDay(row.startsAt, now)}, {format.time(row.startsAt)}
          </StateTag>
          <MeetingTag state={state} />
        </div>
        <h2>
          <Link to={`/meetings/${row.meetingId}`}>{row.title}</Link>
        </h2>
        <p className={css.facts}>
          <span>
            <MapPin aria-hidden size={20} /> {row.place}
          </span>
          <span>
            <UserRound aria-hidden size={20} /> {say('meeting.chair', { name: people.name(row.chairId) })}
          </span>
          <span>{say('meeting.items', { n: row.items })}</span>
        </p>
        {open || soon ? (
          <BigButton leftSection={<LogIn aria-hidden />} loading={busy} onClick={() => void enter()}>
            {say(here || !checksIn ? 'meeting.enter' : 'home.enter')}
          </BigButton>
        ) : (
          <BigButton onClick={() => void navigate(`/meetings/${row.meetingId}`)}>{say('home.prepare')}</BigButton>
        )}
      </div>
      <RefusalDialog
        refused={refused === null ? null : { title: say('home.enter'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </Card>
  );
}

/** What comes, with the drafts of the secretariat. */
export function ComingPanel() {
  const say = useWords('meeting');
  const { data } = useMeetings();
  const sorted = useSorted();
  const office = useIsOffice();
  const coming = data ? sorted(data.meetings).coming : [];
  if (coming.length === 0 && !office) return null;
  return (
    <Card
      title={say('home.coming')}
      padded={false}
      actions={
        office && (
          <Button variant="default" component={Link} to="/meetings/new">
            {say('meeting.new')}
          </Button>
        )
      }
    >
      <ul className={css.lines} aria-label={say('home.coming')}>
        {coming.map((row) => (
          <MeetingLine key={row.meetingId} row={row} />
        ))}
      </ul>
    </Card>
  );
}
