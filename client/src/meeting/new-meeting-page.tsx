import { meetingTypes } from '@ecab/shared/meeting/slice';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useBody } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useSync } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { type DraftMeeting, inForceOn, requestOf } from './draft-meeting.js';
import css from './meeting.module.css';

const OFFSET = 420;

/** A meeting begins with what and when; the members of the body are called to it at once. */
export function Component() {
  const say = useWords('meeting');
  const people = usePeople();
  const body = useBody();
  const format = useFormat();
  const navigate = useNavigate();
  const { commands } = useSync();
  const { roster } = people;
  const [draft, setDraft] = useState<Partial<DraftMeeting>>({});
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  if (!roster) return <LoadingSkeleton />;
  const day = draft.day ?? '';
  const offered = inForceOn(roster.profiles, day);
  const usual = offered.find(({ id }) => id === roster.profileId) ?? offered[0];
  const whole: DraftMeeting = {
    kind: 'regularSession',
    title: '',
    number: '',
    time: '08:00',
    place: '',
    roomId: roster.rooms[0]?.roomId ?? '',
    chairId: roster.headId ?? '',
    ...draft,
    day,
    profileId: draft.profileId ?? usual?.id ?? '',
  };
  const request = requestOf(whole, OFFSET);
  const set = (to: Partial<DraftMeeting>) => setDraft({ ...draft, ...to });

  async function create(event: FormEvent) {
    event.preventDefault();
    if (!request) return;
    setBusy(true);
    const meetingId = `m-${day}-${crypto.randomUUID().slice(0, 4)}`;
    const stream = `meeting/${meetingId}`;
    const made = await commands.send(stream, 'meeting:create', request as never, { key: `create ${meetingId}` });
    const members = people.list
      .filter(({ votes, personId }) => votes && personId !== whole.chairId)
      .map(({ personId }) => ({ personId, role: 'member' as const, items: [], standsFor: null }));
    const called = made.ok ? await commands.send(stream, 'person:call', { people: members }) : made;
    setBusy(false);
    if (!called.ok) return setRefused(called.refusal);
    void navigate(`/meetings/${meetingId}/agenda`);
  }
  const chairs = people.list.filter(({ votes }) => votes);
  return (
    <Page title={say('meeting.new')} subtitle={body?.name} back={{ to: '/meetings' }}>
      <Card>
        <form className={css.form} onSubmit={(event) => void create(event)}>
          <TextInput
            label={say('meeting.name')}
            required
            data-autofocus
            maxLength={500}
            value={whole.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <div className={css.pair}>
            <NativeSelect
              label={say('meeting.kind')}
              value={whole.kind}
              onChange={(event) => set({ kind: event.currentTarget.value as DraftMeeting['kind'] })}
              data={meetingTypes.map((value) => ({ value, label: say(`meeting.kind.${value}`) }))}
            />
            <TextInput
              label={say('meeting.number')}
              inputMode="numeric"
              pattern="[0-9]*"
              value={whole.number}
              onChange={(event) => set({ number: event.currentTarget.value })}
            />
          </div>
          <div className={css.pair}>
            <TextInput
              type="date"
              label={say('meeting.day')}
              required
              value={whole.day}
              onChange={(event) => set({ day: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={say('meeting.time')}
              required
              value={whole.time}
              onChange={(event) => set({ time: event.currentTarget.value })}
            />
          </div>
          <TextInput
            label={say('meeting.place')}
            required
            maxLength={300}
            value={whole.place}
            onChange={(event) => set({ place: event.currentTarget.value })}
          />
          <div className={css.pair}>
            <NativeSelect
              label={say('meeting.room')}
              value={whole.roomId}
              onChange={(event) => set({ roomId: event.currentTarget.value })}
              data={[
                ...roster.rooms.map(({ roomId, name }) => ({ value: roomId, label: name })),
                { value: '', label: say('meeting.noRoom') },
              ]}
            />
            <NativeSelect
              label={say('meeting.chairField')}
              value={whole.chairId}
              onChange={(event) => set({ chairId: event.currentTarget.value })}
              data={chairs.map(({ personId }) => ({ value: personId, label: people.name(personId) }))}
            />
          </div>
          <NativeSelect
            label={say('meeting.profile')}
            value={whole.profileId}
            onChange={(event) => set({ profileId: event.currentTarget.value })}
            data={offered.map(({ id, validFrom }) => ({
              value: id,
              label: say('meeting.profileFrom', { id, date: format.date(`${validFrom}T05:00:00Z`) }),
            }))}
          />
          {!request && <p className={css.soft}>{say('meeting.incomplete')}</p>}
          <Button type="submit" size="lg" variant="filled" loading={busy} disabled={!request}>
            {say('meeting.create')}
          </Button>
        </form>
      </Card>
      <RefusalDialog
        refused={refused === null ? null : { title: say('meeting.refused'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </Page>
  );
}
