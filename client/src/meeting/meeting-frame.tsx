import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { MeetingEntity } from '@ecab/shared/meeting/slice';
import { CloudOff, UserRoundX } from 'lucide-react';
import type { ReactNode } from 'react';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useBoard, useConnectionState } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { useIsOffice } from './use-meetings.js';

export interface Shown {
  readonly board: MeetingBoard;
  readonly meeting: MeetingEntity;
  /** Chair or secretary of it. */
  readonly staff: boolean;
}
interface Props {
  readonly meetingId: string;
  readonly staffOnly?: boolean;
  readonly children: (shown: Shown) => ReactNode;
}

/** A page of one meeting, once its board is there: else the skeleton, or why it is not shown. */
export function MeetingFrame({ meetingId, staffOnly = false, children }: Props) {
  const say = useWords('meeting');
  const me = personOf(useMe())?.id ?? '';
  const office = useIsOffice();
  const { link } = useConnectionState();
  const { state, entities: board } = useBoard(`meeting/${meetingId}`);
  const { meeting } = board;
  const page = (content: ReactNode, busy = false) => (
    <Page title={say('meeting.title')} back={{ to: '/meetings' }} busy={busy}>
      {content}
    </Page>
  );
  if (!meeting && state === 'loading')
    return link === 'offline'
      ? page(<EmptyState icon={CloudOff} level={2} title={say('meeting.notHere')} body={say('meeting.notHereBody')} />)
      : page(<LoadingSkeleton />, true);
  if (!meeting || state === 'refused')
    return page(<EmptyState icon={UserRoundX} level={2} title={say('meeting.notAllowed')} />);
  const role = board[`seat:${me}`]?.role;
  const staff = role === 'chair' || role === 'secretary' || office;
  if (staffOnly && !staff) return page(<EmptyState icon={UserRoundX} level={2} title={whyNot('not-allowed')} />);
  return children({ board, meeting, staff });
}
