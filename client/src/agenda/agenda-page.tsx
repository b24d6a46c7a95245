import { UserRoundX } from 'lucide-react';
import { useParams } from 'react-router';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useBoard } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { DraftEditor } from './draft-editor.js';
import { PublishedAgenda } from './published-agenda.js';

/** The agenda of a meeting: a draft that secretaries write together until it is published, then changed by commands. */
export function Component() {
  const { meetingId = '' } = useParams();
  const say = useWords('agenda');
  const me = personOf(useMe())?.id ?? '';
  const office = usePeople().person(me)?.roles.includes('secretary') ?? false;
  const { state, entities: board } = useBoard(`meeting/${meetingId}`);
  const { meeting } = board;
  const back = { to: `/meetings/${meetingId}` };
  if (!meeting && state === 'loading')
    return (
      <Page title={say('agenda.heading')} back={back} busy>
        <LoadingSkeleton />
      </Page>
    );
  // The draft is written before anybody is called; who may not see it is told so, not shown an empty one.
  if (!meeting || !(office || board[`seat:${me}`]?.role === 'chair'))
    return (
      <Page title={say('agenda.heading')} back={back}>
        <EmptyState icon={UserRoundX} level={2} title={whyNot('not-allowed')} />
      </Page>
    );
  const Shown = meeting.state === 'draft' ? DraftEditor : PublishedAgenda;
  return <Shown meetingId={meetingId} board={board} office={office} />;
}
