import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import { toast } from '../ui/toast.js';
import css from './chair.module.css';
import type { Orders } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly itemId: string;
}

/** What was said on this item: the secretary sums it up while it is fresh, and the minutes have it. */
export function Speeches({ board, orders, itemId }: Props) {
  const say = useWords('chair');
  const speeches = (board.floor?.speeches ?? []).filter((one) => one.itemId === itemId).toReversed();
  if (speeches.length === 0) return null;
  return (
    <Card title={say('chair.speeches')} level={3}>
      <ul className={css.speeches}>
        {speeches.map(({ speechId, personId, summary }) => (
          <Summary key={speechId} speechId={speechId} personId={personId} summary={summary} orders={orders} />
        ))}
      </ul>
    </Card>
  );
}

function Summary(props: {
  readonly speechId: string;
  readonly personId: string;
  readonly summary: string;
  readonly orders: Orders;
}) {
  const { speechId, personId, summary, orders } = props;
  const say = useWords('chair');
  const people = usePeople();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? summary;
  async function save() {
    const done = await orders.give('speech:summarise', { speechId, summary: shown }, say('chair.summarySave'));
    if (!done) return;
    setText(null);
    toast(say('chair.summarySaved'));
  }
  return (
    <li>
      <Textarea
        label={`${people.name(personId)}: ${say('chair.summary')}`}
        autosize
        minRows={1}
        maxRows={6}
        value={shown}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text !== null && text !== summary && (
        <Button variant="default" loading={orders.busy} onClick={() => void save()}>
          {say('chair.summarySave')}
        </Button>
      )}
    </li>
  );
}
