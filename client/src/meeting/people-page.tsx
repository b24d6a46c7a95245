import { isForMembers } from '@ecab/shared/agenda/guests';
import type { Item } from '@ecab/shared/agenda/slice';
import type { Answer } from '@ecab/shared/contract/wire';
import type { Seat } from '@ecab/shared/people/slice';
import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { Alert, Button, Textarea } from '@mantine/core';
import { TriangleAlert, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { seatCounts, seatsIn } from '../agenda/seat-counts.js';
import { useDraft } from '../agenda/use-draft.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useDoc, useSync } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Page } from '../ui/page.js';
import { PersonAvatar } from '../ui/person-avatar.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import { type Called, CallForm } from './call-form.js';
import css from './meeting.module.css';
import { MeetingFrame, type Shown } from './meeting-frame.js';
import { useIsOffice } from './use-meetings.js';

/** Who is called to the meeting, as what, and for which items; the secretariat calls, releases and excuses. */
export function Component() {
  const { meetingId = '' } = useParams();
  const say = useWords('meeting');
  // Guests of an item are not told of one another: to them nobody else is one.
  const countOf = ({ board }: Shown) => {
    const { members, guests } = seatCounts(board);
    return guests > 0 ? say('people.counts', { members, guests }) : say('people.members', { n: members });
  };
  return (
    <MeetingFrame meetingId={meetingId}>
      {(shown) => (
        <Page
          title={say('people.title')}
          subtitle={`${shown.meeting.title} · ${countOf(shown)}`}
          back={{ to: `/meetings/${meetingId}` }}
        >
          {shown.meeting.state === 'draft' ? (
            <PeopleOfDraft meetingId={meetingId} {...shown} />
          ) : (
            <PeopleCalled
              meetingId={meetingId}
              {...shown}
              itemOf={(itemId) => shown.board[`item:${itemId}`] as Item | undefined}
            />
          )}
        </Page>
      )}
    </MeetingFrame>
  );
}

/** Before it is published the agenda stands in its draft. */
function PeopleOfDraft(props: Shown & { readonly meetingId: string }) {
  const { doc } = useDoc(agendaDoc(props.meetingId));
  const { items } = useDraft(doc);
  return <PeopleCalled {...props} itemOf={(itemId) => items.find(({ id }) => id === itemId)} />;
}

interface Props extends Shown {
  readonly meetingId: string;
  readonly itemOf: (itemId: string) => Pick<Item, 'title' | 'audience' | 'parent'> | undefined;
}
type Asking = { readonly what: 'release' | 'excuse'; readonly personId: string };
function PeopleCalled({ meetingId, board, meeting, itemOf }: Props) {
  const say = useWords('meeting');
  const people = usePeople();
  const { commands } = useSync();
  const mayEdit = useIsOffice() && !['closed', 'archived', 'cancelled'].includes(meeting.state);
  const [editing, setEditing] = useState<Called | 'new' | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const stream = `meeting/${meetingId}`;

  async function give(sent: Promise<Answer>): Promise<boolean> {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setAsking(null);
    setReason('');
    if (!answer.ok) setRefused(answer.refusal);
    return answer.ok;
  }
  const order = new Map(people.list.map(({ personId }, place) => [personId, place]));
  const rank = ([personId, { role }]: readonly [string, Seat]) =>
    (role === 'chair' ? -1 : (order.get(personId) ?? 10_000)) + (role === 'guest' ? 100_000 : 0);
  const seats = seatsIn(board).toSorted((a, b) => rank(a) - rank(b));
  const aboutOf = (personId: string, seat: Seat) =>
    [
      people.person(personId)?.position,
      seat.standsFor && say('people.inPlaceOf', { name: people.name(seat.standsFor) }),
      seat.role === 'guest' &&
        seat.items !== 'open' &&
        seat.items.flatMap((one) => itemOf(one)?.title ?? []).join('; '),
    ].filter(Boolean);
  // Told here and not in the room, where the guest would wait before a door that does not open.
  const inVain = ({ role, items }: Seat) =>
    mayEdit && role === 'guest' && items !== 'open' && items.some((one) => isForMembers(itemOf, one));
  const shutOut = seats.filter(([, seat]) => inVain(seat)).map(([personId]) => people.name(personId));
  const name = people.name(asking?.personId ?? '');
  return (
    <div className={css.meeting}>
      {mayEdit &&
        (editing === null ? (
          <div className={css.tools}>
            <Button variant="filled" leftSection={<UserPlus aria-hidden size={20} />} onClick={() => setEditing('new')}>
              {say('people.add')}
            </Button>
          </div>
        ) : (
          <CallForm
            key={editing === 'new' ? 'new' : editing.personId}
            meetingId={meetingId}
            board={board}
            busy={busy}
            seated={editing === 'new' ? null : editing}
            onClose={() => setEditing(null)}
            onCall={(one) =>
              void give(commands.send(stream, 'person:call', { people: [one] })).then((done) => {
                if (done) setEditing(null);
              })
            }
          />
        ))}
      {shutOut.length > 0 && (
        <Alert
          color="nghe"
          icon={<TriangleAlert aria-hidden />}
          title={say('people.shutOut', { names: shutOut.join(', ') })}
        >
          {say('people.shutOutBody')}
        </Alert>
      )}
      <Card padded={false}>
        <ul className={css.lines} aria-label={say('people.title')}>
          {seats.map(([personId, seat]) => {
            const who = people.name(personId);
            const excused = board[`excused:${personId}`] !== undefined;
            return (
              <li key={personId} className={css.person}>
                <PersonAvatar name={who} />
                <span className={css.what}>
                  <b>{who}</b>
                  <small>{aboutOf(personId, seat).join(' · ')}</small>
                </span>
                {excused && <StateTag tone="warn">{say('people.excused')}</StateTag>}
                {inVain(seat) && <StateTag tone="warn">{say('people.forMembers')}</StateTag>}
                <StateTag icon={null} tone={seat.role === 'chair' ? 'info' : 'neutral'}>
                  {say(
                    seat.role === 'guest' && seat.items === 'open' ? 'people.role.open' : `people.role.${seat.role}`,
                  )}
                </StateTag>
                {mayEdit && (
                  <span className={css.acts}>
                    {seat.role === 'guest' && (
                      <Button
                        size="sm"
                        variant="subtle"
                        aria-label={`${say('people.edit')}: ${who}`}
                        onClick={() => setEditing({ personId, ...seat })}
                      >
                        {say('people.edit')}
                      </Button>
                    )}
                    {!excused && board[`present:${personId}`] === undefined && (
                      <Button
                        size="sm"
                        variant="subtle"
                        aria-label={`${say('people.excuse')}: ${who}`}
                        onClick={() => setAsking({ what: 'excuse', personId })}
                      >
                        {say('people.excuse')}
                      </Button>
                    )}
                    {seat.role !== 'chair' && (
                      <Button
                        size="sm"
                        variant="subtle"
                        aria-label={`${say('people.remove')}: ${who}`}
                        onClick={() => setAsking({ what: 'release', personId })}
                      >
                        {say('people.remove')}
                      </Button>
                    )}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      <ConfirmDialog
        opened={asking?.what === 'release'}
        title={say('people.removeAsk', { name })}
        body={say('people.removeBody')}
        confirm={say('people.remove')}
        danger
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking) void give(commands.send(stream, 'person:release', { personId: asking.personId }));
        }}
      />
      <ConfirmDialog
        opened={asking?.what === 'excuse'}
        title={`${say('people.excuse')}: ${name}`}
        body={say('people.excuseBody')}
        confirm={say('people.excuse')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (!asking) return;
          // Sealed by the server before it is recorded: the record holds a hash, not the words.
          const words = reason.trim() === '' ? null : { unsealed: reason.trim() };
          void give(commands.send(stream, 'attendance:excuse', { personId: asking.personId, reason: words as never }));
        }}
      >
        <Textarea
          label={say('people.reason')}
          autosize
          minRows={2}
          value={reason}
          maxLength={500}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </ConfirmDialog>
      <RefusalDialog
        refused={refused === null ? null : { title: say('people.refused'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </div>
  );
}
