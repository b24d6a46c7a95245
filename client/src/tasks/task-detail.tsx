import { Button } from '@mantine/core';
import { ArrowLeft, PackageCheck, Route, UserCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useSync } from '../sync/hooks.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { TaskTag } from './task-tag.js';
import css from './tasks.module.css';
import { type ShownTask, today } from './use-tasks.js';

const noon = (day: string) => `${day}T05:00:00Z`;

/** The three clear things: who answers for it, what comes of it and when, how it goes (RULES.md c6). */
export function TaskDetail({ task }: { readonly task: ShownTask }) {
  const say = useWords('tasks');
  const format = useFormat();
  const people = usePeople();
  const me = useMe();
  const { commands } = useSync();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const mine = task.lead.personId !== null && task.lead.personId === personOf(me)?.id;
  const office = people.person(personOf(me)?.id ?? '')?.roles.includes('secretary') ?? false;

  async function complete() {
    setBusy(true);
    const answer = await commands.send(`task/${task.taskId}`, 'task:complete', { on: today(), note: '' });
    setBusy(false);
    setAsking(false);
    if (!answer.ok) setRefused(answer.refusal);
  }
  return (
    <>
      <Link to="/tasks" className={css.back}>
        <ArrowLeft aria-hidden size={20} /> {say('task.title')}
      </Link>
      <TaskTag task={task} />
      <h2>{task.text}</h2>
      <Clear icon={<UserCheck aria-hidden size={22} />} title={say('task.clear.responsibility')}>
        <dt>{say('task.lead')}</dt>
        <dd>
          {task.lead.personId ? `${people.name(task.lead.personId)}, ` : ''}
          {task.lead.agency}
        </dd>
        <dt>{say('task.coLeads')}</dt>
        <dd>{task.coLeads.join(', ') || '–'}</dd>
      </Clear>
      <Clear icon={<PackageCheck aria-hidden size={22} />} title={say('task.clear.result')}>
        <dt>{say('task.product')}</dt>
        <dd>{task.product}</dd>
        <dt>{say('task.due')}</dt>
        <dd>{format.date(noon(task.deadline))}</dd>
      </Clear>
      <Clear icon={<Route aria-hidden size={22} />} title={say('task.clear.process')}>
        <dt>{say('task.from')}</dt>
        <dd>
          <Link to={`/meetings/${task.meetingId}`}>{task.itemTitle}</Link>
        </dd>
        <dt>{say('task.given')}</dt>
        <dd>{format.date(noon(task.issuedOn))}</dd>
        {task.completedOn && (
          <>
            <dt>{say('task.finished')}</dt>
            <dd>{format.date(noon(task.completedOn))}</dd>
          </>
        )}
      </Clear>
      {task.state === 'open' && (mine || office) && (
        <Button size="lg" variant="filled" className={css.act} onClick={() => setAsking(true)}>
          {say('task.complete')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        title={say('task.completeAsk')}
        body={say('task.completeBody')}
        confirm={say('task.complete')}
        loading={busy}
        onConfirm={() => void complete()}
        onClose={() => setAsking(false)}
      />
      <RefusalDialog
        refused={refused === null ? null : { title: say('task.complete'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </>
  );
}

function Clear({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={css.clear}>
      <h3>
        {icon} {title}
      </h3>
      <dl>{children}</dl>
    </section>
  );
}
