import type { MeetingRow } from '@ecab/shared/contract/http';
import { Button } from '@mantine/core';
import { CalendarCheck, Clock, FileCheck2, ListOrdered, LogIn, MapPin, UserRound } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { serverNow } from '../app/connection.js';
import { Loaded } from '../app/loaded.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { itemNumber } from '../room/item-number.js';
import { useBoard } from '../sync/hooks.js';
import { BigButton } from '../ui/big-button.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import { Figures } from './figures.js';
import css from './meeting.module.css';
import { MeetingLine, MeetingTag } from './meeting-row.js';
import { PaperLine } from './paper-line.js';
import { papersIn } from './papers-in.js';
import { readState } from './read-counts.js';
import { useEntrance } from './use-entrance.js';
import { useIsOffice, useMeetings, useSorted } from './use-meetings.js';
import { useOnDevice } from './use-on-device.js';
import { useReadPages } from './use-read-pages.js';

/** What now: the meeting of today, and the one thing to do for it. */
export function TodayPanel() {
  const say = useWords('meeting');
  const query = useMeetings();
  const sorted = useSorted();
  return (
    <Loaded query={query}>
      {({ meetings }) => {
        const { today } = sorted(meetings);
        return today.length === 0 ? (
          <Card>
            <EmptyState icon={CalendarCheck} level={2} title={say('home.empty')} />
          </Card>
        ) : (
          today.map((row) => <TodayCard key={row.meetingId} row={row} />)
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
  const { entities: board } = useBoard(`meeting/${row.meetingId}`);
  const read = useReadPages();
  const papers = papersIn(board);
  const { ready } = useOnDevice(papers.flatMap(({ paper }) => paper.versions.at(-1)?.versionId ?? []));
  const state = board.meeting?.state ?? row.state;
  const startsAt = board.meeting?.startsAt ?? row.startsAt;
  const door = useEntrance(row.meetingId, state, startsAt);
  const now = new Date(serverNow()).toISOString();
  return (
    <Card>
      <div className={css.today}>
        <div className={css.tags}>
          <StateTag tone="info" icon={Clock}>
            {format.relativeDay(startsAt, now)}, {format.time(startsAt)}
          </StateTag>
          <MeetingTag state={state} />
          {state === 'convened' && door.minutesLeft > 0 && (
            <span className={css.left}>
              {door.minutesLeft < 120
                ? say('home.minutesLeft', { n: door.minutesLeft })
                : say('home.hoursLeft', { n: Math.round(door.minutesLeft / 60) })}
            </span>
          )}
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
          <span>
            <ListOrdered aria-hidden size={20} /> {say('meeting.items', { n: row.items })}
          </span>
        </p>
        <Figures papers={papers} read={read} onDevice={ready} />
        {door.isOpen ? (
          <BigButton leftSection={<LogIn aria-hidden />} loading={door.busy} onClick={() => void door.enter()}>
            {say(door.checksIn ? 'home.enter' : 'meeting.enter')}
          </BigButton>
        ) : (
          <BigButton onClick={() => void navigate(`/meetings/${row.meetingId}`)}>
            {say(state === 'convened' || state === 'draft' ? 'home.prepare' : 'home.look')}
          </BigButton>
        )}
      </div>
      <RefusalDialog
        refused={door.refusal === null ? null : { title: say('home.notEntered'), body: whyNot(door.refusal) }}
        onClose={door.forget}
      />
    </Card>
  );
}

/** What comes, soonest first. */
export function ComingPanel() {
  const say = useWords('meeting');
  const { data } = useMeetings();
  const sorted = useSorted();
  const coming = data ? sorted(data.meetings).coming : [];
  if (coming.length === 0) return null;
  return (
    <Card
      title={say('home.coming')}
      padded={false}
      actions={
        <Button variant="subtle" size="sm" component={Link} to="/meetings">
          {say('home.all')}
        </Button>
      }
    >
      <ul className={css.lines} aria-label={say('home.coming')}>
        {coming.slice(0, 6).map((row) => (
          <MeetingLine key={row.meetingId} row={row} />
        ))}
      </ul>
    </Card>
  );
}

/** What of the next meeting's papers this person has not read. */
export function UnreadPanel() {
  const { data } = useMeetings();
  const sorted = useSorted();
  const office = useIsOffice();
  const { today, coming } = sorted(data?.meetings ?? []);
  const next = [...today, ...coming].find(
    ({ papersSentAt, state }) => papersSentAt !== null && state !== 'closed' && state !== 'archived',
  );
  return next && !office ? <Unread row={next} /> : null;
}
const SHOWN = 5;

function Unread({ row }: { readonly row: MeetingRow }) {
  const say = useWords('meeting');
  const { entities: board, state } = useBoard(`meeting/${row.meetingId}`);
  const read = useReadPages();
  const papers = papersIn(board);
  const unread = papers.filter(({ paper }) => readState(paper, read) !== 'read');
  if (state === 'loading' || papers.length === 0) return null;
  return (
    <Card
      title={say('home.unread')}
      padded={false}
      actions={
        <StateTag icon={null} tone={unread.length > 0 ? 'neutral' : 'ok'}>
          {unread.length}
        </StateTag>
      }
    >
      {unread.length === 0 ? (
        <EmptyState icon={FileCheck2} title={say('home.allRead')} />
      ) : (
        <ul className={css.lines} aria-label={say('home.unread')}>
          {unread.slice(0, SHOWN).map(({ paperId, paper }) => {
            const n = itemNumber(board, paper.itemId);
            return (
              <PaperLine
                key={paperId}
                paper={paper}
                read={read}
                about={n === null ? undefined : say('meeting.item', { n })}
              />
            );
          })}
        </ul>
      )}
      {unread.length > SHOWN && (
        <p className={css.more}>
          <Link to={`/meetings/${row.meetingId}`}>{say('home.moreUnread', { n: unread.length - SHOWN })}</Link>
        </p>
      )}
    </Card>
  );
}

/** For the secretariat: what is still a draft, and papers that are overdue. */
export function OfficePanel() {
  const say = useWords('meeting');
  const { data } = useMeetings();
  const office = useIsOffice();
  if (!office) return null;
  const waiting = (data?.meetings ?? [])
    .filter(({ state, papersOverdue }) => state === 'draft' || papersOverdue !== null)
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return (
    <Card
      title={say('home.office')}
      padded={false}
      actions={
        <Button size="sm" component={Link} to="/meetings/new">
          {say('meeting.new')}
        </Button>
      }
    >
      {waiting.length === 0 ? (
        <EmptyState icon={FileCheck2} title={say('home.officeNone')} />
      ) : (
        <ul className={css.lines} aria-label={say('home.office')}>
          {waiting.map((row) => (
            <MeetingLine key={row.meetingId} row={row} to={`/meetings/${row.meetingId}/agenda`} />
          ))}
        </ul>
      )}
    </Card>
  );
}
