import type { Item } from '@ecab/shared/agenda/slice';
import type { MeetingBoard, MeetingCommands } from '@ecab/shared/ledger/machines';
import type { Seat } from '@ecab/shared/people/slice';
import { agendaContent } from '@ecab/shared/sync/content';
import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useBoard, useDoc, useSync } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import css from './meeting.module.css';

type As = 'member' | 'secretary' | 'clerk' | 'open' | 'guest';
const seatsOf = (board: MeetingBoard) =>
  Object.entries(board).flatMap(([key, seat]) =>
    key.startsWith('seat:') ? [[key.slice('seat:'.length), seat as Seat] as const] : [],
  );

/** Who is called to the meeting, as what, and for which items. */
export function Component() {
  const { meetingId = '' } = useParams();
  const stream = `meeting/${meetingId}`;
  const say = useWords('meeting');
  const people = usePeople();
  const { state, entities: board } = useBoard(stream);
  const { commands } = useSync();
  const [refused, setRefused] = useState<string | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const [excusing, setExcusing] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  if (state === 'loading' || !board.meeting) return <LoadingSkeleton />;

  async function give<Name extends keyof MeetingCommands>(name: Name, request: object): Promise<boolean> {
    setBusy(true);
    const answer = await commands.send(stream, name, request as never);
    setBusy(false);
    if (!answer.ok) setRefused(answer.refusal);
    return answer.ok;
  }
  const order = new Map(people.list.map(({ personId }, place) => [personId, place]));
  const seats = seatsOf(board).sort(([a], [b]) => (order.get(a) ?? 999) - (order.get(b) ?? 999));
  const members = seats.filter(([, { role }]) => role === 'member' || role === 'chair').length;
  const guests = seats.filter(([, { role }]) => role === 'guest').length;
  return (
    <Page
      title={say('people.title')}
      subtitle={`${board.meeting.title} · ${say('people.counts', { members, guests })}`}
      back={{ to: `/meetings/${meetingId}` }}
    >
      <div className={css.meeting}>
        <CallForm
          meetingId={meetingId}
          board={board}
          busy={busy}
          onCall={(one) => give('person:call', { people: [one] })}
        />
        <Card padded={false}>
          <ul className={css.lines} aria-label={say('people.title')}>
            {seats.map(([personId, seat]) => (
              <li key={personId} className={css.person}>
                <span className={css.what}>
                  <b>{people.name(personId)}</b>
                  <small>
                    {people.person(personId)?.position}
                    {seat.standsFor && ` · ${say('people.standsFor')} ${people.name(seat.standsFor)}`}
                  </small>
                </span>
                <StateTag>
                  {say(
                    seat.role === 'guest' && seat.items === 'open' ? 'people.role.open' : `people.role.${seat.role}`,
                  )}
                </StateTag>
                {board[`excused:${personId}`] ? (
                  <StateTag tone="warn">{say('people.excused')}</StateTag>
                ) : (
                  <Button
                    variant="subtle"
                    aria-label={`${say('people.excuse')}: ${people.name(personId)}`}
                    onClick={() => setExcusing(personId)}
                  >
                    {say('people.excuse')}
                  </Button>
                )}
                {seat.role !== 'chair' && (
                  <Button
                    variant="subtle"
                    aria-label={`${say('people.remove')}: ${people.name(personId)}`}
                    onClick={() => setRemoving(personId)}
                  >
                    {say('people.remove')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <ConfirmDialog
        opened={removing !== null}
        title={say('people.removeAsk', { name: people.name(removing ?? '') })}
        body={say('people.removeBody')}
        confirm={say('people.remove')}
        danger
        loading={busy}
        onClose={() => setRemoving(null)}
        onConfirm={() => void give('person:release', { personId: removing }).then(() => setRemoving(null))}
      />
      <ConfirmDialog
        opened={excusing !== null}
        title={`${say('people.excuse')}: ${people.name(excusing ?? '')}`}
        body=""
        confirm={say('people.excuse')}
        loading={busy}
        onClose={() => setExcusing(null)}
        onConfirm={() =>
          void give('attendance:excuse', {
            personId: excusing,
            reason: reason.trim() === '' ? null : { unsealed: reason },
          }).then(() => {
            setExcusing(null);
            setReason('');
          })
        }
      >
        <TextInput
          label={say('people.reason')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
      <RefusalDialog
        refused={refused === null ? null : { title: say('people.refused'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </Page>
  );
}

interface CallProps {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly busy: boolean;
  readonly onCall: (one: object) => Promise<boolean>;
}
function CallForm({ meetingId, board, busy, onCall }: CallProps) {
  const say = useWords('meeting');
  const people = usePeople();
  const { doc } = useDoc(agendaDoc(meetingId));
  const [personId, setPersonId] = useState('');
  const [as, setAs] = useState<As>('guest');
  const [items, setItems] = useState<readonly string[]>([]);
  const [standsFor, setStandsFor] = useState('');
  const seats = seatsOf(board);
  const seated = new Set(seats.map(([one]) => one));
  const free = people.list.filter((one) => !seated.has(one.personId));
  // Before it is published the agenda stands in its draft.
  const listed: readonly (readonly [string, string])[] =
    board.meeting?.state === 'draft'
      ? agendaContent(doc).map(({ id, title }) => [id, title] as const)
      : Object.entries(board).flatMap(([key, item]) =>
          key.startsWith('item:') ? [[key.slice('item:'.length), (item as Item).title] as const] : [],
        );
  async function call() {
    const role = as === 'open' ? 'guest' : as;
    const of = as === 'open' ? 'open' : as === 'guest' ? [...items] : [];
    const done = await onCall({ personId, role, items: of, standsFor: as === 'open' && standsFor ? standsFor : null });
    if (!done) return;
    setPersonId('');
    setItems([]);
    setStandsFor('');
  }
  return (
    <Card title={say('people.add')}>
      <div className={css.form}>
        <div className={css.pair}>
          <NativeSelect
            label={say('people.person')}
            value={personId}
            onChange={(event) => setPersonId(event.currentTarget.value)}
            data={[
              { value: '', label: '–' },
              ...free.map((one) => ({ value: one.personId, label: `${people.name(one.personId)}, ${one.agency}` })),
            ]}
          />
          <NativeSelect
            label={say('people.role')}
            value={as}
            onChange={(event) => setAs(event.currentTarget.value as As)}
            data={(['member', 'open', 'guest', 'secretary', 'clerk'] as const).map((value) => ({
              value,
              label: say(`people.role.${value}`),
            }))}
          />
        </div>
        {as === 'open' && (
          <NativeSelect
            label={say('people.standsFor')}
            value={standsFor}
            onChange={(event) => setStandsFor(event.currentTarget.value)}
            data={[
              { value: '', label: say('people.nobody') },
              ...seats
                .filter(([, { role }]) => role === 'member')
                .map(([one]) => ({ value: one, label: people.name(one) })),
            ]}
          />
        )}
        {as === 'guest' && (
          <Checkbox.Group label={say('people.items')} value={[...items]} onChange={setItems}>
            {listed.map(([itemId, title]) => (
              <Checkbox key={itemId} value={itemId} label={title} className={css.check ?? ''} />
            ))}
          </Checkbox.Group>
        )}
        <Button
          variant="filled"
          loading={busy}
          disabled={personId === '' || (as === 'guest' && items.length === 0)}
          onClick={() => void call()}
        >
          {say('people.call')}
        </Button>
      </div>
    </Card>
  );
}
