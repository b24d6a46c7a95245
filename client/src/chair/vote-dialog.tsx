import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { NativeSelect, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/say.js';
import { newId } from '../sync/device.js';
import css from './chair.module.css';
import { FormDialog } from './form-dialog.js';
import { majorities } from './majorities.js';
import { childrenOf, itemsOf, pollsOf } from './next-step.js';
import type { Orders } from './use-order.js';

interface Props {
  readonly itemId: string;
  readonly settles: boolean;
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly onClose: () => void;
}

/** The question as it will stand on every tablet and in the minutes. */
export function VoteDialog({ itemId, settles, board, orders, onClose }: Props) {
  const say = useWords('chair');
  const items = itemsOf(board);
  const item = items[itemId];
  const inside = childrenOf(items, itemId);
  const [question, setQuestion] = useState(settles ? say('chair.vote.default', { title: item?.title ?? '' }) : '');
  const isSecret = settles && [itemId, ...inside].some((one) => items[one]?.vote === 'paper');
  const [kind, setKind] = useState<'open' | 'paper'>(isSecret ? 'paper' : 'open');
  // A tie or an aborted round is put again as a new round that names the one before.
  const before = Object.entries(pollsOf(board))
    .filter(([, poll]) => poll.itemId === itemId && poll.decides.length > 0)
    .sort(([, a], [, b]) => (a.openedAt < b.openedAt ? -1 : 1))
    .map(([pollId]) => pollId)
    .at(-1);
  // What is put again is put under the majority that it was put under.
  const [matter, setMatter] = useState((before && pollsOf(board)[before]?.matter) ?? '');
  const { profile } = board.meeting ?? {};
  const choices = settles && profile ? majorities(profile) : [];
  async function open() {
    const pollId = `v-${newId().slice(0, 13)}`;
    const repeats = settles ? (before ?? null) : null;
    const request = { pollId, itemId, question, kind, settles, repeats, ...(settles && matter && { matter }) };
    if (await orders.give('poll:open', request, say('chair.vote.do'))) onClose();
  }
  return (
    <FormDialog
      title={settles ? say('chair.vote.title') : say('chair.other.procedure')}
      submit={say('chair.vote.do')}
      busy={orders.busy}
      whyNot={question.trim() === '' ? say('chair.vote.question') : null}
      onSubmit={() => void open()}
      onClose={onClose}
    >
      <Textarea
        label={say('chair.vote.question')}
        data-autofocus
        autosize
        minRows={2}
        maxLength={1000}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      {inside.length > 0 && settles && <p className={css.soft}>{say('chair.vote.block', { n: inside.length })}</p>}
      {isSecret && <p className={css.soft}>{say('chair.vote.secret')}</p>}
      {choices.length > 0 && (
        <NativeSelect
          label={say('chair.vote.majority')}
          value={matter}
          onChange={({ currentTarget }) => setMatter(currentTarget.value)}
          data={[...choices]}
        />
      )}
      <Radio.Group
        label={say('chair.vote.kind')}
        value={kind}
        onChange={(value) => setKind(value === 'paper' ? 'paper' : 'open')}
      >
        <div className={css.choices}>
          <Radio value="open" disabled={isSecret} label={say('chair.vote.open')} />
          <Radio value="paper" label={say('chair.vote.paper')} />
        </div>
      </Radio.Group>
    </FormDialog>
  );
}
