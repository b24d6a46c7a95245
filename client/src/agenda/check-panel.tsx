import { checkDraft, type Finding, mayPublish } from '@ecab/shared/agenda/check';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { PaperEntity } from '@ecab/shared/papers/slice';
import type { Seat } from '@ecab/shared/people/slice';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { CircleCheck, CircleX, Send, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { serverNow } from '../app/connection.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { BigButton } from '../ui/big-button.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import css from './agenda.module.css';
import type { Draft } from './use-draft.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly draft: Draft;
  /** All that is shown is on the server too. */
  readonly isSaved: boolean;
  readonly onGoTo: (itemId: string) => void;
  readonly onBack: () => void;
}
const icons = {
  fix: <CircleX aria-hidden size={24} className={css.bad} />,
  reason: <TriangleAlert aria-hidden size={24} className={css.warn} />,
  fine: <CircleCheck aria-hidden size={24} className={css.ok} />,
};
const timed = ['invitation-late', 'invitation-in-time', 'papers-late', 'papers-in-time'];

/** What must be fixed, what wants a reason, what is fine; and the one button that publishes what is shown. */
export function CheckPanel({ meetingId, board, draft, isSaved, onGoTo, onBack }: Props) {
  const say = useWords('agenda');
  const { roster } = usePeople();
  const { commands } = useSync();
  const [send, setSend] = useState(true);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { meeting } = board;
  if (!meeting?.profile) return null;
  const seats = Object.entries(board).flatMap(([key, seat]) => (key.startsWith('seat:') ? [seat as Seat] : []));
  const papers: Record<string, number> = {};
  for (const [key, paper] of Object.entries(board))
    if (key.startsWith('paper:')) {
      const { itemId } = paper as PaperEntity;
      papers[itemId] = (papers[itemId] ?? 0) + 1;
    }
  const members = seats.filter(({ role }) => role === 'member' || role === 'chair').length;
  const findings = checkDraft({
    items: draft.items.map(({ id, order: _order, ...item }) => ({ itemId: id, ...item })),
    papers,
    startsAt: meeting.startsAt,
    offsetMinutes: meeting.offsetMinutes,
    profile: meeting.profile,
    calendar: roster?.calendar ?? { holidays: [], swapDays: [] },
    members,
    guests: seats.filter(({ role }) => role === 'guest').length,
    now: new Date(serverNow()).toISOString(),
  });
  const fix = findings.filter(({ grade }) => grade === 'fix').length;
  const late = findings.some(({ code }) => code === 'papers-late' || code === 'invitation-late');
  const { unverified } = meeting.profile.notice.cite;

  async function publish() {
    setBusy(true);
    const stream = `meeting/${meetingId}`;
    const published = await commands.send(stream, 'agenda:publish', { digest: draft.digest } as never);
    const sent = published.ok && send ? await commands.send(stream, 'papers:send', { reason }) : published;
    setBusy(false);
    if (!sent.ok) setRefused(sent.refusal);
  }
  return (
    <section className={css.form} aria-label={say('agenda.checkTitle')}>
      <h2>{say('agenda.checkTitle')}</h2>
      <p className={css.soft}>
        {say('agenda.checkCounts', { fix, reason: findings.filter(({ grade }) => grade === 'reason').length })}
      </p>
      <ul className={css.findings}>
        {findings.map((one) => (
          <Found key={`${one.code} ${one.itemId}`} finding={one} unverified={unverified} onGoTo={onGoTo} />
        ))}
      </ul>
      <Checkbox
        label={say('agenda.sendPapers')}
        checked={send}
        className={css.check ?? ''}
        onChange={(event) => setSend(event.currentTarget.checked)}
      />
      {late && (
        <TextInput
          label={say('agenda.reason')}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <BigButton
        leftSection={<Send aria-hidden />}
        loading={busy}
        whyNot={
          fix > 0 ? say('agenda.blocked', { n: fix }) : isSaved && mayPublish(findings) ? null : say('agenda.sending')
        }
        onClick={() => void publish()}
      >
        {say('agenda.publish', { n: members })}
      </BigButton>
      <Button variant="default" size="lg" onClick={onBack}>
        {say('agenda.back')}
      </Button>
      <RefusalDialog
        refused={refused === null ? null : { title: say('agenda.refused'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </section>
  );
}

function Found(props: {
  readonly finding: Finding;
  readonly unverified: boolean;
  readonly onGoTo: (itemId: string) => void;
}) {
  const { finding, unverified, onGoTo } = props;
  const say = useWords('agenda');
  const { grade, code, itemId, blanks } = finding;
  return (
    <li>
      {icons[grade]}
      <div>
        <span className="unseen">{say(`agenda.grade.${grade}`)}: </span>
        {say(`agenda.find.${code}`, blanks as never)}
        {unverified && timed.includes(code) && <small> ({say('agenda.unverified')})</small>}
      </div>
      {itemId !== null && (
        <Button variant="default" onClick={() => onGoTo(itemId)}>
          {say('agenda.goto')}
        </Button>
      )}
    </li>
  );
}
