import { checkDraft, type Finding, mayPublish } from '@ecab/shared/agenda/check';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button, Checkbox, Textarea } from '@mantine/core';
import { CircleCheck, CircleX, RefreshCw, Send, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { serverNow } from '../app/connection.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { papersIn } from '../meeting/papers-in.js';
import { useSync } from '../sync/hooks.js';
import { BigButton } from '../ui/big-button.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { toast } from '../ui/toast.js';
import css from './agenda.module.css';
import { placeOf } from './levels.js';
import { seatCounts } from './seat-counts.js';
import type { Draft } from './use-draft.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  /** As it is now. What is checked and published is the draft as it was when the check was opened. */
  readonly draft: Draft;
  /** All that this tablet wrote is on the server. */
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

/** What must be fixed, what wants a reason, what is fine; and the one button that publishes what was looked at. */
export function CheckPanel({ meetingId, board, draft, isSaved, onGoTo, onBack }: Props) {
  const say = useWords('agenda');
  const { roster } = usePeople();
  const { commands } = useSync();
  const [seen, setSeen] = useState(draft);
  const [send, setSend] = useState(true);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { meeting } = board;
  if (!meeting?.profile) return null;
  const { members, guests } = seatCounts(board);
  const papers: Record<string, number> = {};
  for (const { paper } of papersIn(board)) papers[paper.itemId] = (papers[paper.itemId] ?? 0) + 1;
  const findings = checkDraft({
    items: seen.items.map(({ id, order: _order, ...item }) => ({ itemId: id, ...item })),
    papers,
    kind: meeting.kind,
    startsAt: meeting.startsAt,
    offsetMinutes: meeting.offsetMinutes,
    profile: meeting.profile,
    calendar: roster?.calendar ?? { holidays: [], swapDays: [] },
    members,
    guests,
    now: new Date(serverNow()).toISOString(),
  });
  const count = (grade: Finding['grade']) => findings.filter((one) => one.grade === grade).length;
  const wantsReason = send && count('reason') > 0;
  const { unverified } = meeting.profile.notice.cite;
  const changed = seen.digest !== draft.digest;
  const barred = !mayPublish(findings)
    ? say('agenda.blocked', { n: count('fix') })
    : !isSaved
      ? say('agenda.unsaved')
      : wantsReason && reason.trim() === ''
        ? say('agenda.needReason')
        : null;

  async function publish() {
    setBusy(true);
    const stream = `meeting/${meetingId}`;
    const published = await commands.send(stream, 'agenda:publish', { digest: seen.digest });
    if (!published.ok) {
      setBusy(false);
      return setRefused(published.refusal);
    }
    // From here on the page shows the published agenda: what is still to be told outlives this panel.
    toast(say('agenda.isPublished'));
    if (!send) return;
    const sent = await commands.send(stream, 'papers:send', { reason: reason.trim() });
    if (!sent.ok) toast(say('agenda.notSent', { why: whyNot(sent.refusal) }));
  }
  return (
    <section className={css.form} aria-label={say('agenda.checkTitle')}>
      <h2 ref={heading} tabIndex={-1}>
        {say('agenda.checkTitle')}
      </h2>
      <p className={css.soft}>{say('agenda.checkCounts', { fix: count('fix'), reason: count('reason') })}</p>
      {changed && (
        <div className={css.notice} role="status">
          <RefreshCw aria-hidden size={22} />
          <p>{say('agenda.changed')}</p>
          <Button size="sm" onClick={() => setSeen(draft)}>
            {say('agenda.seeNew')}
          </Button>
        </div>
      )}
      <ul className={css.findings} aria-label={say('agenda.checkTitle')}>
        {findings.map((one) => (
          <Found
            key={`${one.code} ${one.itemId}`}
            finding={one}
            place={one.itemId === null ? '' : placeOf(seen.items, one.itemId)}
            unverified={unverified && timed.includes(one.code)}
            onGoTo={onGoTo}
          />
        ))}
      </ul>
      <Checkbox
        label={say('agenda.sendPapers')}
        checked={send}
        onChange={({ currentTarget }) => setSend(currentTarget.checked)}
      />
      {wantsReason && (
        <Textarea
          label={say('agenda.reason')}
          autosize
          minRows={2}
          value={reason}
          maxLength={1000}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
      <BigButton leftSection={<Send aria-hidden />} loading={busy} whyNot={barred} onClick={() => void publish()}>
        {say('agenda.publish', { n: members })}
      </BigButton>
      <Button size="lg" onClick={onBack}>
        {say('agenda.back')}
      </Button>
      <RefusalDialog
        refused={
          refused === null
            ? null
            : {
                title: say('agenda.refused'),
                body: whyNot(refused),
                ...(refused === 'changed-meanwhile' && {
                  action: { label: say('agenda.seeNew'), onClick: () => setSeen(draft) },
                }),
              }
        }
        onClose={() => setRefused(null)}
      />
    </section>
  );
}

function Found(props: {
  readonly finding: Finding;
  readonly place: string;
  readonly unverified: boolean;
  readonly onGoTo: (itemId: string) => void;
}) {
  const { finding, place, unverified, onGoTo } = props;
  const say = useWords('agenda');
  const { grade, code, itemId, blanks } = finding;
  return (
    <li>
      {icons[grade]}
      <div>
        <span className="unseen">{say(`agenda.grade.${grade}`)}: </span>
        <b>
          {place !== '' && `${say('agenda.item', { n: place })}: `}
          {say(`agenda.find.${code}`, blanks as never)}
        </b>
        {unverified && <small>{say('agenda.unverified')}</small>}
      </div>
      {itemId !== null && (
        <Button
          size="sm"
          aria-label={`${say('agenda.goto')}: ${say('agenda.item', { n: place })}`}
          onClick={() => onGoTo(itemId)}
        >
          {say('agenda.goto')}
        </Button>
      )}
    </li>
  );
}
