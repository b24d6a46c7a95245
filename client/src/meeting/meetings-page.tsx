import { Button } from '@mantine/core';
import { CalendarDays } from 'lucide-react';
import { Link } from 'react-router';
import { Loaded } from '../app/loaded.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from '../ui/page.js';
import css from './meeting.module.css';
import { MeetingLine } from './meeting-row.js';
import { useAllMeetings, useIsOffice, useSorted } from './use-meetings.js';

/** My meetings: today first. */
export function Component() {
  const say = useWords('meeting');
  const query = useAllMeetings();
  const sorted = useSorted();
  const office = useIsOffice();
  return (
    <Page
      title={say('meeting.title')}
      actions={
        office && (
          <Button variant="filled" component={Link} to="/meetings/new">
            {say('meeting.new')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {({ pages }) => {
          const groups = sorted(pages.flatMap(({ meetings }) => meetings));
          const shown = (['today', 'coming', 'past'] as const).filter((group) => groups[group].length > 0);
          return (
            <div className={css.groups}>
              {shown.length === 0 && <EmptyState icon={CalendarDays} level={2} title={say('meeting.none')} />}
              {shown.map((group) => (
                <Card key={group} title={say(`meeting.${group}`)} padded={false}>
                  <ul className={css.lines} aria-label={say(`meeting.${group}`)}>
                    {groups[group].map((row) => (
                      <MeetingLine key={row.meetingId} row={row} />
                    ))}
                  </ul>
                </Card>
              ))}
              {query.hasNextPage && (
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {say('meeting.more')}
                </Button>
              )}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
