import { commandRoles } from '@ecab/shared/access/can';
import type { MeetingBoard, MeetingCommands } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { Archive, Check, Download, FilePenLine, Send, Stamp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { RefusalDialog, type Refused } from '../ui/refusal-dialog.js';
import css from './minutes.module.css';

const steps = ['draft', 'released', 'approved', 'issued'] as const;
const reached: Readonly<Record<string, number>> = {
  none: 0,
  draft: 0,
  released: 1,
  approved: 2,
  numbering: 2,
  numbered: 2,
  issued: 3,
};

/** Where the minutes stand on their way. */
export function MinutesSteps({ board }: { readonly board: MeetingBoard }) {
  const say = useWords('minutes');
  const people = usePeople();
  const { minutes } = board;
  const at = reached[minutes?.state ?? 'none'] ?? 0;
  const names = (minutes?.approvals ?? []).map(({ personId }) => people.name(personId)).join(', ');
  return (
    <div>
      <ol className={css.steps} aria-label={say('minutes.steps')}>
        {steps.map((step, place) => (
          <li key={step} aria-current={place === at ? 'step' : undefined} data-done={place < at}>
            <span>{place < at ? <Check size={16} aria-hidden /> : place + 1}</span>
            {say(`minutes.step.${step}`)}
          </li>
        ))}
      </ol>
      {minutes?.symbol && <p className={css.soft}>{say('minutes.number', { symbol: minutes.symbol })}</p>}
      {names && at < 3 && <p className={css.soft}>{say('minutes.approvedBy', { names })}</p>}
    </div>
  );
}

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  /** Of the text as shown; null: none, or not all of it is saved yet. */
  readonly digest: string | null;
}

/** The next step for this person: draft, release, approve, issue, archive, or the finished record. */
export function NextMinutesStep({ meetingId, board, digest }: Props) {
  const say = useWords('minutes');
  const people = usePeople();
  const me = personOf(useMe())?.id ?? '';
  const { commands } = useSync();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [asking, setAsking] = useState<'approve' | 'archive' | null>(null);
  const { meeting, minutes } = board;
  const seat = board[`seat:${me}`]?.role;
  const office = people.person(me)?.roles ?? [];
  const may = (name: keyof MeetingCommands) =>
    commandRoles.meeting[name].some((role) => role === seat || (office as readonly string[]).includes(role));

  async function give<Name extends keyof MeetingCommands>(name: Name, request: MeetingCommands[Name], step: string) {
    setBusy(true);
    const answer = await commands.send(`meeting/${meetingId}`, name, request as never);
    setBusy(false);
    setAsking(null);
    if (!answer.ok) setRefused({ title: step, body: whyNot(answer.refusal) });
  }
  const button = (label: string, icon: ReactNode, act: () => void, off = false) => (
    <Button size="lg" variant="filled" leftSection={icon} loading={busy} disabled={off} onClick={act}>
      {label}
    </Button>
  );
  const role = seat === 'chair' ? 'chair' : 'secretary';
  const mine = minutes?.approvals?.some((one) => one.role === role && one.digest === digest) ?? false;
  const stale = (minutes?.approvals ?? []).filter((one) => digest !== null && one.digest !== digest);

  function next(): ReactNode {
    const state = minutes?.state ?? 'none';
    if (meeting?.state === 'archived')
      return board.archive?.packed ? (
        may('conclusion:revise') && (
          <Button
            size="lg"
            variant="default"
            component="a"
            href={`/api/meetings/${meetingId}/package`}
            leftSection={<Download aria-hidden size={20} />}
          >
            {say('minutes.package')}
          </Button>
        )
      ) : (
        <p className={css.soft}>{say('minutes.packing')}</p>
      );
    if (state === 'none')
      return (
        meeting?.state === 'closed' &&
        may('minutes:draft') &&
        button(
          say('minutes.draft'),
          <FilePenLine aria-hidden size={20} />,
          () => void give('minutes:draft', {}, say('minutes.draft')),
        )
      );
    if (state === 'draft' && may('minutes:release'))
      return button(
        say('minutes.release'),
        <Send aria-hidden size={20} />,
        () => void give('minutes:release', {}, say('minutes.release')),
      );
    if (state === 'released' && may('minutes:approve'))
      return (
        <>
          {stale.length > 0 && (
            <p className={css.soft}>
              {say('minutes.stale', { names: stale.map(({ personId }) => people.name(personId)).join(', ') })}
            </p>
          )}
          {!mine &&
            button(
              say('minutes.approve'),
              <Check aria-hidden size={20} />,
              () => setAsking('approve'),
              digest === null,
            )}
        </>
      );
    if (state === 'approved' && may('minutes:issue'))
      return button(
        say('minutes.issue'),
        <Stamp aria-hidden size={20} />,
        () => void give('minutes:issue', {}, say('minutes.issue')),
      );
    if (state === 'numbering' || state === 'numbered') return <p className={css.soft}>{say('minutes.printing')}</p>;
    if (state === 'issued' && may('meeting:archive'))
      return button(say('minutes.archive'), <Archive aria-hidden size={20} />, () => setAsking('archive'));
    return null;
  }
  return (
    <div className={css.nextStep}>
      {next()}
      <ConfirmDialog
        opened={asking === 'approve'}
        title={say('minutes.approveAsk')}
        body={say('minutes.approveBody')}
        confirm={say('minutes.approve')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => digest !== null && void give('minutes:approve', { digest }, say('minutes.approve'))}
      />
      <ConfirmDialog
        opened={asking === 'archive'}
        title={say('minutes.archiveAsk')}
        body={say('minutes.archiveBody')}
        confirm={say('minutes.archive')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => void give('meeting:archive', {}, say('minutes.archive'))}
      />
      <RefusalDialog refused={refused} onClose={() => setRefused(null)} />
    </div>
  );
}
