import { Button } from '@mantine/core';
import { UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { useBoard } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { QuorumStrip } from '../ui/quorum-strip.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { AgendaList } from './agenda-list.js';
import { AttendanceDialog } from './attendance-dialog.js';
import css from './chair.module.css';
import { FloorQueue } from './floor-queue.js';
import { ItemPanel } from './item-panel.js';
import { NextBar } from './next-bar.js';
import { useOrders, useRights } from './use-order.js';

/** Runs the meeting: the next step is always one big button; the others stand beside it. */
export function Component() {
  const { meetingId = '' } = useParams();
  const stream = `meeting/${meetingId}`;
  const say = useWords('chair');
  const people = usePeople();
  const { state, entities: board } = useBoard(stream);
  const orders = useOrders(stream);
  const rights = useRights(board);
  const [attending, setAttending] = useState(false);
  const { meeting, quorum } = board;
  if (state === 'loading') return <LoadingSkeleton />;
  if (!meeting || rights.seat === null)
    return (
      <Page title={meeting?.title ?? ''} back={{ to: '/' }}>
        <EmptyState
          icon={UserRoundX}
          level={2}
          title={say('chair.noRight')}
          action={
            <Button component={Link} to={`/meetings/${meetingId}/room`}>
              {say('chair.toRoom')}
            </Button>
          }
        />
      </Page>
    );
  const chairName = people.name(meeting.chairId);
  return (
    <Page
      title={say('chair.title', { title: meeting.title })}
      subtitle={rights.delegated ? say('chair.forChair') : say('chair.by', { name: chairName })}
      back={{ to: `/meetings/${meetingId}` }}
      padded={false}
      actions={
        <Button variant="default" component={Link} to={`/meetings/${meetingId}/room`}>
          {say('chair.toRoom')}
        </Button>
      }
      footer={<NextBar meetingId={meetingId} board={board} orders={orders} rights={rights} />}
    >
      <div className={css.desk}>
        {quorum && (
          <div className={css.quorum}>
            <QuorumStrip
              present={quorum.present}
              base={quorum.base}
              need={quorum.needed}
              actions={
                <Button variant="default" onClick={() => setAttending(true)}>
                  {say('chair.attendance')}
                </Button>
              }
            />
          </div>
        )}
        {/* In the order of a narrow screen, and of a reader: what is on the table, who waits, what else there is. */}
        <ItemPanel board={board} orders={orders} rights={rights} />
        <FloorQueue board={board} orders={orders} rights={rights} />
        <AgendaList board={board} orders={orders} rights={rights} />
      </div>
      <AttendanceDialog
        opened={attending}
        onClose={() => setAttending(false)}
        board={board}
        orders={orders}
        rights={rights}
      />
      <RefusalDialog refused={orders.refused} onClose={orders.forget} />
    </Page>
  );
}
