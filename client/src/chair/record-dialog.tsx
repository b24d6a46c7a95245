import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/say.js';
import css from './chair.module.css';
import { FormDialog } from './form-dialog.js';
import { pollsOf } from './next-step.js';
import type { Orders } from './use-order.js';

interface Props {
  readonly pollId: string;
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly onClose: () => void;
}
const fields = ['issued', 'collected', 'invalid'] as const;
const answers = ['approve', 'reject', 'not_voting'] as const;
type Numbers = Readonly<Record<(typeof fields)[number] | (typeof answers)[number], number>>;

/** What the tellers report of paper ballots. Valid ones follow from the others, so they cannot be entered wrongly. */
export function RecordDialog({ pollId, board, orders, onClose }: Props) {
  const say = useWords('chair');
  const voting = useWords('voting');
  const poll = pollsOf(board)[pollId];
  const entitled = poll?.base.size ?? 0;
  const start = poll?.present ?? 0;
  // Entered wrongly it is entered again: what was right stays.
  const [n, setN] = useState<Numbers>({
    issued: start,
    collected: start,
    invalid: 0,
    approve: 0,
    reject: 0,
    not_voting: 0,
    ...poll?.record,
    ...poll?.entered,
  });
  const { issued, collected, invalid, approve, reject, not_voting } = n;
  const valid = Math.max(0, collected - invalid);
  async function enter() {
    const record = { entitled, issued, collected, valid, invalid };
    const request = { pollId, approve, reject, not_voting, record };
    if (await orders.give('poll:record', request, say('chair.record.do'))) onClose();
  }
  const number = (name: keyof Numbers, label: string) => (
    <NumberInput
      key={name}
      label={label}
      min={0}
      max={entitled}
      allowDecimal={false}
      allowNegative={false}
      value={n[name]}
      onChange={(value) => setN({ ...n, [name]: Number(value) || 0 })}
    />
  );
  return (
    <FormDialog
      title={say('chair.record.title')}
      submit={say('chair.record.do')}
      busy={orders.busy}
      onSubmit={() => void enter()}
      onClose={onClose}
    >
      <p className={css.soft}>
        {say('chair.record.entitled')}: {entitled}
      </p>
      <div className={css.numbers}>{fields.map((name) => number(name, say(`chair.record.${name}`)))}</div>
      <p className={css.soft}>
        {say('chair.record.valid')}: {valid}
      </p>
      <div className={css.numbers}>{answers.map((name) => number(name, voting(`ballot.${name}`)))}</div>
    </FormDialog>
  );
}
