import type { MeetingCommands } from '@ecab/shared/ledger/machines';
import { useWords } from '../i18n/say.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Facts } from '../ui/dialog.js';
import type { Orders } from './use-order.js';

interface Props {
  readonly counted: MeetingCommands['poll:confirm'];
  readonly orders: Orders;
  readonly onClose: () => void;
}

/** The count of paper ballots as another entered it, to be compared with the record on paper: these numbers are confirmed. */
export function CountDialog({ counted, orders, onClose }: Props) {
  const say = useWords('chair');
  const voting = useWords('voting');
  const { record } = counted;
  const answers = (['approve', 'reject', 'not_voting'] as const).map((name) => ({
    label: voting(`ballot.${name}`),
    value: counted[name],
  }));
  const ballots = (['issued', 'collected', 'valid', 'invalid'] as const).map((name) => ({
    label: say(`chair.record.${name}`),
    value: record[name],
  }));
  return (
    <ConfirmDialog
      opened
      title={say('chair.count.title')}
      body={say('chair.count.body')}
      confirm={say('chair.next.confirm')}
      loading={orders.busy}
      onClose={onClose}
      onConfirm={() => void orders.give('poll:confirm', counted, say('chair.next.confirm')).then(onClose)}
    >
      <Facts facts={[...answers, ...ballots]} />
    </ConfirmDialog>
  );
}
