import { useParams } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useBoard } from '../sync/hooks.js';
import { ErrorState } from '../ui/error-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { youOf } from '../voting/shown-poll.js';
import { RoomEmpty } from './room-empty.js';
import { RoomInside } from './room-inside.js';
import { entering, phaseOf } from './room-state.js';

/** The meeting room, from check-in to the end of the session. */
export function Component() {
  const { meetingId = '' } = useParams();
  return <Room key={meetingId} meetingId={meetingId} />;
}

function Room({ meetingId }: { readonly meetingId: string }) {
  const say = useWords('room');
  const format = useFormat(useTimeZone());
  const me = personOf(useMe())?.id ?? '';
  const { state, refusal, entities: board, you } = useBoard(`meeting/${meetingId}`);
  const { meeting } = board;
  const page = {
    title: meeting?.title ?? say('room.agenda'),
    back: { to: `/meetings/${meetingId}`, label: say('room.back') },
    padded: false,
  };
  if (state === 'refused')
    return (
      <Page {...page}>
        <ErrorState body={whyNot(refusal ?? 'not-allowed')} />
      </Page>
    );
  if (!meeting)
    return (
      <Page {...page} busy>
        <LoadingSkeleton />
      </Page>
    );
  const seat = youOf(you).seat ?? null;
  const phase = phaseOf(board);
  const stateWord = meeting.state === 'none' ? '' : say(`state.${meeting.state}`);
  const subtitle = meeting.openedAt
    ? say('room.started', { state: stateWord, time: format.time(meeting.openedAt) })
    : stateWord;
  if (phase === 'before' || phase === 'over' || phase === 'cancelled')
    return (
      <Page {...page} subtitle={subtitle}>
        <RoomEmpty board={board} phase={phase} meetingId={meetingId} />
      </Page>
    );
  return (
    <RoomInside
      meetingId={meetingId}
      board={board}
      live={state === 'live'}
      you={youOf(you)}
      me={me}
      enter={entering(board, me, seat)}
      page={{ ...page, subtitle: state === 'kept' ? `${subtitle} · ${say('room.kept')}` : subtitle }}
    />
  );
}
