import { Button, NativeSelect } from '@mantine/core';
import { UserRoundX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useBody, useTimeZone } from '../app/body.js';
import { type People, usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useSync } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { type DraftMeeting, detailsOf, inForceOn, parseDay } from './draft-meeting.js';
import css from './meeting.module.css';
import { MeetingForm } from './meeting-form.js';
import { useIsOffice } from './use-meetings.js';

/** A meeting begins with what and when; the members of the body are called to it at once. */
export function Component() {
  const say = useWords('meeting');
  const people = usePeople();
  const office = useIsOffice();
  const body = useBody();
  return (
    <Page title={say('meeting.new')} subtitle={body?.name} back={{ to: '/meetings' }}>
      {!people.roster ? (
        <LoadingSkeleton />
      ) : office ? (
        <NewMeeting people={people} roster={people.roster} />
      ) : (
        <EmptyState icon={UserRoundX} level={2} title={whyNot('not-allowed')} />
      )}
    </Page>
  );
}
const suffix = () =>
  [...crypto.getRandomValues(new Uint8Array(2))].map((b) => b.toString(16).padStart(2, '0')).join('');

function NewMeeting({ people, roster }: { readonly people: People; readonly roster: NonNullable<People['roster']> }) {
  const say = useWords('meeting');
  const timeZone = useTimeZone();
  const format = useFormat(timeZone);
  const navigate = useNavigate();
  const { commands } = useSync();
  const room = roster.rooms[0];
  const [draft, setDraft] = useState<DraftMeeting>({
    kind: 'regularSession',
    title: '',
    number: '',
    day: '',
    time: '08:00',
    place: room?.name ?? '',
    roomId: room?.roomId ?? '',
  });
  const voters = people.list.filter(({ votes }) => votes);
  const [chairId, setChairId] = useState(roster.headId ?? voters[0]?.personId ?? '');
  const [profile, setProfile] = useState<string | null>(null);
  /** Made once: if its members cannot be called at first, the next try goes on with the same meeting. */
  const [meetingId, setMeetingId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const day = parseDay(draft.day);
  const offered = day === null ? [] : inForceOn(roster.profiles, day);
  const usual = offered.find(({ id }) => id === roster.profileId) ?? offered[0];
  const profileId = offered.find(({ id }) => id === profile)?.id ?? usual?.id ?? '';
  const details = detailsOf(draft, timeZone);

  async function create(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!details || day === null || profileId === '' || chairId === '') return;
    const id = meetingId ?? `m-${day}-${suffix()}`;
    setMeetingId(id);
    setBusy(true);
    const stream = `meeting/${id}`;
    const made = await commands.send(stream, 'meeting:create', { ...details, chairId, profileId });
    const members = voters
      .filter(({ personId }) => personId !== chairId)
      .map(({ personId }) => ({ personId, role: 'member' as const, items: [], standsFor: null }));
    const there = made.ok || made.refusal === 'already-created';
    const called = there && members.length > 0 ? await commands.send(stream, 'person:call', { people: members }) : made;
    setBusy(false);
    if (!called.ok) return setRefused(called.refusal);
    void navigate(`/meetings/${id}/agenda`);
  }
  const date = (one: string) => format.date(`${one}T05:00:00Z`);
  return (
    <Card>
      <form className={css.form} noValidate onSubmit={(event) => void create(event)}>
        <MeetingForm draft={draft} tried={tried} onSet={(to) => setDraft((before) => ({ ...before, ...to }))} />
        <div className={css.pair}>
          <NativeSelect
            label={say('meeting.chairField')}
            value={chairId}
            onChange={({ currentTarget }) => setChairId(currentTarget.value)}
            data={voters.map(({ personId }) => ({ value: personId, label: people.name(personId) }))}
          />
          <NativeSelect
            label={say('meeting.profile')}
            description={say('meeting.profileHint')}
            value={profileId}
            disabled={offered.length === 0}
            error={tried && day !== null && offered.length === 0 && say('meeting.need.profile')}
            onChange={({ currentTarget }) => setProfile(currentTarget.value)}
            data={offered.map(({ id, validFrom, validTo }) => ({
              value: id,
              label:
                validTo === null
                  ? say('meeting.profileFrom', { id, date: date(validFrom) })
                  : say('meeting.profileUntil', { id, date: date(validFrom), until: date(validTo) }),
            }))}
          />
        </div>
        <p className={css.soft}>{say('meeting.callsAll', { n: voters.length })}</p>
        {tried && !details && (
          <p className={css.error} role="alert">
            {say('meeting.incomplete')}
          </p>
        )}
        <Button type="submit" size="lg" variant="filled" loading={busy}>
          {say('meeting.create')}
        </Button>
      </form>
      <RefusalDialog
        refused={refused === null ? null : { title: say('meeting.refused'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </Card>
  );
}
