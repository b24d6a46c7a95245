import type { MeetingEntity } from '@ecab/shared/meeting/slice';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Facts } from '../ui/dialog.js';
import { Page } from '../ui/page.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { toast } from '../ui/toast.js';
import { type DraftMeeting, detailsOf, wallOf } from './draft-meeting.js';
import css from './meeting.module.css';
import { MeetingForm } from './meeting-form.js';
import { MeetingFrame } from './meeting-frame.js';
import { useIsOffice } from './use-meetings.js';

/** What a meeting is and when, changed until check-in opens; and the way to call it off. */
export function Component() {
  const { meetingId = '' } = useParams();
  const say = useWords('meeting');
  const office = useIsOffice();
  return (
    <MeetingFrame meetingId={meetingId} staffOnly>
      {({ meeting }) => (
        <Page title={say('details.title')} subtitle={meeting.title} back={{ to: `/meetings/${meetingId}` }}>
          <Details key={meetingId} meetingId={meetingId} meeting={meeting} office={office} />
        </Page>
      )}
    </MeetingFrame>
  );
}

function Details(props: { readonly meetingId: string; readonly meeting: MeetingEntity; readonly office: boolean }) {
  const { meetingId, meeting, office } = props;
  const say = useWords('meeting');
  const people = usePeople();
  const timeZone = useTimeZone();
  const navigate = useNavigate();
  const { commands } = useSync();
  const [edits, setEdits] = useState<Partial<DraftMeeting>>({});
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [cancelling, setCancelling] = useState(false);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const stream = `meeting/${meetingId}`;
  const { kind, title, number, place, roomId } = meeting;
  const now: DraftMeeting = {
    kind,
    title,
    place,
    number: number === null ? '' : String(number),
    roomId: roomId ?? '',
    ...wallOf(meeting.startsAt, timeZone),
  };
  const draft = { ...now, ...edits };
  const details = detailsOf(draft, timeZone);
  const dirty = Object.entries(edits).some(([name, value]) => now[name as keyof DraftMeeting] !== value);
  const mayAmend = office && (meeting.state === 'draft' || meeting.state === 'convened');
  const mayCancel = mayAmend || meeting.state === 'checkin';

  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!details) return;
    setBusy(true);
    const answer = await commands.send(stream, 'meeting:amend', details);
    setBusy(false);
    if (!answer.ok) return setRefused(answer.refusal);
    setEdits({});
    toast(say('details.saved'));
  }
  async function cancel() {
    setBusy(true);
    const answer = await commands.send(stream, 'meeting:cancel', { reason: reason.trim() });
    setBusy(false);
    setCancelling(false);
    if (!answer.ok) return setRefused(answer.refusal);
    void navigate('/meetings');
  }
  return (
    <Card>
      <form className={css.form} noValidate onSubmit={(event) => void save(event)}>
        <fieldset className={css.fields} disabled={!mayAmend}>
          <MeetingForm draft={draft} tried={tried} onSet={(to) => setEdits((before) => ({ ...before, ...to }))} />
        </fieldset>
        <Facts
          facts={[
            { label: say('meeting.chairField'), value: people.name(meeting.chairId) },
            { label: say('meeting.profile'), value: meeting.profile?.id ?? '' },
          ]}
        />
        {!mayAmend && <p className={css.soft}>{say('details.settled')}</p>}
        {mayAmend && (
          <Button type="submit" size="lg" variant="filled" loading={busy} disabled={!dirty}>
            {say('details.save')}
          </Button>
        )}
        {mayCancel && (
          <Button variant="subtle" className={css.danger ?? ''} onClick={() => setCancelling(true)}>
            {say('details.cancel')}
          </Button>
        )}
      </form>
      <ConfirmDialog
        opened={cancelling}
        title={say('details.cancelAsk')}
        body={say('details.cancelBody')}
        confirm={say('details.cancel')}
        danger
        loading={busy}
        whyNot={reason.trim() === '' ? say('details.needReason') : null}
        onClose={() => setCancelling(false)}
        onConfirm={() => void cancel()}
      >
        <Textarea
          label={say('details.cancelReason')}
          required
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </ConfirmDialog>
      <RefusalDialog
        refused={refused === null ? null : { title: say('people.refused'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </Card>
  );
}
