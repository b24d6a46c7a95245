import type { Answer } from '@ecab/shared/contract/wire';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { materialsDays } from '@ecab/shared/meeting/slice';
import { dayAt, workingDaysBetween } from '@ecab/shared/rules/working-days';
import { Button, Textarea } from '@mantine/core';
import { DoorOpen, Send } from 'lucide-react';
import { useState } from 'react';
import { serverNow } from '../app/connection.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { toast } from '../ui/toast.js';
import css from './agenda.module.css';
import { seatCounts } from './seat-counts.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
}

/** What is left for the secretary once the agenda is out: the papers, if they have not been sent, and check-in. */
export function AfterPublication({ meetingId, board }: Props) {
  const say = useWords('agenda');
  const { roster } = usePeople();
  const { commands } = useSync();
  const [asking, setAsking] = useState<'send' | 'open' | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { meeting } = board;
  if (!meeting) return null;
  const stream = `meeting/${meetingId}`;
  const unsent = meeting.papersSentAt === null && ['convened', 'checkin', 'in_session'].includes(meeting.state);
  const { members } = seatCounts(board);
  const wanted = materialsDays(meeting);
  const today = dayAt(new Date(serverNow()).toISOString(), meeting.offsetMinutes);
  const days = workingDaysBetween(
    today,
    dayAt(meeting.startsAt, meeting.offsetMinutes),
    roster?.calendar ?? { holidays: [], swapDays: [] },
  );
  const late = wanted !== null && days < wanted;

  async function give(sent: Promise<Answer>, done: string) {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setAsking(null);
    if (answer.ok) toast(done);
    else setRefused(answer.refusal);
  }
  return (
    <>
      {unsent && (
        <Button variant="filled" leftSection={<Send aria-hidden size={20} />} onClick={() => setAsking('send')}>
          {say('agenda.sendNow')}
        </Button>
      )}
      {meeting.state === 'convened' && (
        <Button
          variant={unsent ? 'default' : 'filled'}
          leftSection={<DoorOpen aria-hidden size={20} />}
          onClick={() => setAsking('open')}
        >
          {say('agenda.openCheckin')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking === 'send'}
        title={say('agenda.sendAsk', { n: members })}
        body={late ? say('agenda.find.papers-late', { days, wanted }) : say('agenda.sendBody')}
        confirm={say('agenda.sendNow')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (!late || reason.trim() !== '')
            void give(commands.send(stream, 'papers:send', { reason: reason.trim() }), say('agenda.areSent'));
        }}
      >
        {late && (
          <Textarea
            label={say('agenda.reason')}
            autosize
            minRows={2}
            maxLength={1000}
            value={reason}
            error={reason.trim() === '' ? say('agenda.needReason') : undefined}
            className={css.reason ?? ''}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'open'}
        title={say('agenda.openAsk')}
        body={say('agenda.openBody')}
        confirm={say('agenda.openCheckin')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => void give(commands.send(stream, 'attendance:open', {}), say('agenda.isOpen'))}
      />
      <RefusalDialog
        refused={refused === null ? null : { title: say('agenda.refusedStep'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </>
  );
}
