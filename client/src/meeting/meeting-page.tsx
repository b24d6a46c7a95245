import { Button } from '@mantine/core';
import { Download, LogIn, MapPin, UserRound } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { seatCounts } from '../agenda/seat-counts.js';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { BigButton } from '../ui/big-button.js';
import { Card } from '../ui/card.js';
import { Page } from '../ui/page.js';
import { PageTitle } from '../ui/page-title.js';
import { Figures } from './figures.js';
import { ItemDetail } from './item-detail.js';
import { ItemList } from './item-list.js';
import css from './meeting.module.css';
import { MeetingFrame, type Shown } from './meeting-frame.js';
import { MeetingTag } from './meeting-row.js';
import { papersIn } from './papers-in.js';
import { useEntrance } from './use-entrance.js';
import { type OnDevice, useOnDevice } from './use-on-device.js';
import { useReadPages } from './use-read-pages.js';

/** One meeting as it is prepared: its items with their papers, what of them is read, and the item that is looked at. */
export function Component() {
  const { meetingId = '' } = useParams();
  return <MeetingFrame meetingId={meetingId}>{(shown) => <Prepare meetingId={meetingId} {...shown} />}</MeetingFrame>;
}

function Prepare({ meetingId, board, meeting, staff }: Shown & { readonly meetingId: string }) {
  const { itemId = null } = useParams();
  const format = useFormat(useTimeZone());
  const read = useReadPages();
  const onDevice = useOnDevice(papersIn(board).flatMap(({ paper }) => paper.versions.at(-1)?.versionId ?? []));
  const back = itemId === null ? '/meetings' : `/meetings/${meetingId}`;
  return (
    <Page
      title={meeting.title}
      subtitle={`${format.dateTime(meeting.startsAt)} · ${meeting.place}`}
      heading={false}
      back={{ to: back }}
      padded={false}
    >
      <div className={css.panes} data-item={itemId !== null}>
        <div className={css.detail}>
          {itemId === null ? (
            <Overview
              meetingId={meetingId}
              board={board}
              meeting={meeting}
              staff={staff}
              read={read}
              onDevice={onDevice}
            />
          ) : (
            <ItemDetail
              meetingId={meetingId}
              board={board}
              itemId={itemId}
              read={read}
              onDevice={onDevice.ready}
              staff={staff}
            />
          )}
        </div>
        <div className={css.list}>
          <ItemList meetingId={meetingId} board={board} read={read} current={itemId} />
        </div>
      </div>
    </Page>
  );
}

interface OverviewProps extends Shown {
  readonly meetingId: string;
  readonly read: ReadonlyMap<string, number>;
  readonly onDevice: OnDevice;
}
/** What the meeting is, how far one is prepared, and where one can go from here. */
function Overview({ meetingId, board, meeting, staff, read, onDevice }: OverviewProps) {
  const say = useWords('meeting');
  const format = useFormat(useTimeZone());
  const people = usePeople();
  const navigate = useNavigate();
  const { isOpen } = useEntrance(meetingId, meeting.state, meeting.startsAt);
  const papers = papersIn(board);
  const { members, guests } = seatCounts(board);
  const here = onDevice.ready?.size ?? 0;
  const link = (to: string, label: string) => (
    <Button component={Link} to={`/meetings/${meetingId}/${to}`}>
      {label}
    </Button>
  );
  return (
    <div className={css.meeting}>
      <PageTitle lead={format.longDate(meeting.startsAt)} actions={<MeetingTag state={meeting.state} />}>
        {meeting.title}
      </PageTitle>
      <Card>
        <p className={css.facts}>
          <span>
            <MapPin aria-hidden size={20} /> {meeting.place}
          </span>
          <span>
            <UserRound aria-hidden size={20} /> {say('meeting.chair', { name: people.name(meeting.chairId) })}
          </span>
          <span>{guests > 0 ? say('people.counts', { members, guests }) : say('people.members', { n: members })}</span>
        </p>
        <Figures papers={papers} read={read} onDevice={onDevice.ready} />
        {!staff && meeting.papersSentAt === null && <p className={css.soft}>{say('meeting.papersLater')}</p>}
        {papers.length > here && onDevice.ready && (
          <Button
            loading={onDevice.fetching}
            leftSection={<Download aria-hidden size={20} />}
            onClick={onDevice.fetchAll}
          >
            {say('meeting.fetch')}
          </Button>
        )}
      </Card>
      {isOpen && (
        <BigButton leftSection={<LogIn aria-hidden />} onClick={() => void navigate(`/meetings/${meetingId}/room`)}>
          {say('meeting.enter')}
        </BigButton>
      )}
      <nav className={css.tools} aria-label={say('meeting.ways')}>
        {staff && meeting.state !== 'draft' && meeting.state !== 'cancelled' && link('chair', say('meeting.run'))}
        {staff && link('agenda', say('meeting.agenda'))}
        {link('people', say('meeting.people'))}
        {(staff || board.minutes) && meeting.openedAt !== null && link('minutes', say('meeting.minutes'))}
        {staff && link('details', say('details.title'))}
      </nav>
    </div>
  );
}
