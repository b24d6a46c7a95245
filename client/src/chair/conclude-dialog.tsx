import { needsVote } from '@ecab/shared/agenda/slice';
import type { ConclusionOutcome } from '@ecab/shared/conclusions/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { verdict } from '@ecab/shared/voting/slice';
import { isCarried } from '@ecab/shared/voting/tally';
import { Button, CloseButton, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { newId } from '../sync/device.js';
import css from './chair.module.css';
import { FormDialog } from './form-dialog.js';
import { itemsOf, pollsOf } from './next-step.js';
import type { Orders } from './use-order.js';

interface Props {
  readonly itemId: string;
  /** To be deferred or withdrawn, not concluded. */
  readonly drop?: boolean;
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly onClose: () => void;
}
interface DraftTask {
  readonly taskId: string;
  readonly text: string;
  readonly personId: string;
  readonly agency: string;
  readonly coLeads: string;
  readonly product: string;
  readonly deadline: string;
}
const blank = (): DraftTask => ({
  taskId: `t-${newId().slice(0, 13)}`,
  text: '',
  personId: '',
  agency: '',
  coLeads: '',
  product: '',
  deadline: '',
});
const complete = ({ text, agency, product, deadline }: DraftTask) =>
  text.trim() !== '' && agency.trim() !== '' && product.trim() !== '' && deadline !== '';

/** A conclusion may only say what the vote said: what contradicts it is not offered. */
export function outcomesFor(board: MeetingBoard, itemId: string, drop: boolean): readonly ConclusionOutcome[] {
  if (drop) return ['deferred', 'withdrawn'];
  const outcome = verdict(pollsOf(board), itemId);
  const item = itemsOf(board)[itemId];
  if (outcome === null)
    return item && needsVote(item) ? ['noted'] : ['noted', 'adopted', 'adopted_amended', 'rejected'];
  if (outcome === 'tied_unresolved') return ['deferred'];
  return isCarried(outcome) ? ['adopted', 'adopted_amended'] : ['rejected'];
}

/** Conclusion and tasks of one item; each task has one lead, a product and a deadline (RULES.md c6). */
export function ConcludeDialog({ itemId, drop = false, board, orders, onClose }: Props) {
  const say = useWords('chair');
  const people = usePeople();
  const outcomes = outcomesFor(board, itemId, drop);
  const [outcome, setOutcome] = useState<ConclusionOutcome>(outcomes[0] ?? 'noted');
  const title = itemsOf(board)[itemId]?.title ?? '';
  const [text, setText] = useState('');
  const [tasks, setTasks] = useState<readonly DraftTask[]>([]);
  const change = (place: number, to: Partial<DraftTask>) =>
    setTasks(tasks.map((one, i) => (i === place ? { ...one, ...to } : one)));
  const whyNot = !tasks.every(complete)
    ? say('chair.conclude.incomplete')
    : text.trim() === ''
      ? say(drop ? 'chair.conclude.needReason' : 'chair.conclude.needText')
      : null;
  async function record() {
    const request = {
      itemId,
      outcome,
      text,
      tasks: tasks.map(({ personId, agency, coLeads, ...task }) => ({
        ...task,
        lead: { personId: personId || null, agency },
        coLeads: coLeads
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      })),
    };
    if (await orders.give('item:conclude', request, say('chair.conclude.do'))) onClose();
  }
  return (
    <FormDialog
      title={drop ? say('chair.next.drop', { title }) : `${say('chair.conclude.title')}: ${title}`}
      submit={say('chair.conclude.do')}
      busy={orders.busy}
      whyNot={whyNot}
      onSubmit={() => void record()}
      onClose={onClose}
    >
      <NativeSelect
        label={say('chair.conclude.outcome')}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value as ConclusionOutcome)}
        data={outcomes.map((value) => ({ value, label: say(`chair.outcome.${value}`) }))}
      />
      <Textarea
        label={drop ? say('chair.reason') : say('chair.conclude.text')}
        data-autofocus
        autosize
        minRows={3}
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {!drop && (
        <fieldset className={css.tasks}>
          <legend>{say('chair.conclude.tasks')}</legend>
          {tasks.map((task, place) => (
            <fieldset key={task.taskId} className={css.task}>
              <legend>{say('chair.conclude.task', { n: place + 1 })}</legend>
              <CloseButton
                className={css.remove}
                size={44}
                aria-label={say('chair.conclude.removeTask', { n: place + 1 })}
                onClick={() => setTasks(tasks.filter((_, i) => i !== place))}
              />
              <Textarea
                label={say('chair.conclude.taskText')}
                autosize
                minRows={1}
                required
                value={task.text}
                onChange={(event) => change(place, { text: event.currentTarget.value })}
              />
              <div className={css.pair}>
                <NativeSelect
                  label={say('chair.conclude.lead')}
                  value={task.personId}
                  onChange={(event) => {
                    const personId = event.currentTarget.value;
                    const agency = people.person(personId)?.agency ?? task.agency;
                    change(place, { personId, agency });
                  }}
                  data={[
                    { value: '', label: '–' },
                    ...people.list
                      .filter(({ votes }) => votes)
                      .map(({ personId }) => ({ value: personId, label: people.name(personId) })),
                  ]}
                />
                <TextInput
                  label={say('chair.conclude.agency')}
                  required
                  value={task.agency}
                  onChange={(event) => change(place, { agency: event.currentTarget.value })}
                />
              </div>
              <TextInput
                label={say('chair.conclude.coLeads')}
                value={task.coLeads}
                onChange={(event) => change(place, { coLeads: event.currentTarget.value })}
              />
              <div className={css.pair}>
                <TextInput
                  label={say('chair.conclude.product')}
                  required
                  value={task.product}
                  onChange={(event) => change(place, { product: event.currentTarget.value })}
                />
                <TextInput
                  type="date"
                  label={say('chair.conclude.deadline')}
                  required
                  value={task.deadline}
                  onChange={(event) => change(place, { deadline: event.currentTarget.value })}
                />
              </div>
            </fieldset>
          ))}
          <Button
            variant="default"
            leftSection={<Plus aria-hidden size={20} />}
            onClick={() => setTasks([...tasks, blank()])}
          >
            {say('chair.conclude.addTask')}
          </Button>
        </fieldset>
      )}
    </FormDialog>
  );
}
