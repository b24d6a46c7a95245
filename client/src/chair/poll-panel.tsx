import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { PollEntity } from '@ecab/shared/voting/slice';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { Card } from '../ui/card.js';
import { Meter } from '../ui/meter.js';
import { StateTag } from '../ui/state-tag.js';
import { VoteBars } from '../ui/vote-bars.js';
import css from './chair.module.css';

/** A poll as the chair follows it: how many have voted and who has not, never how; once closed, the result. */
export function PollPanel({ poll, board }: { readonly poll: PollEntity; readonly board: MeetingBoard }) {
  const say = useWords('chair');
  const voting = useWords('voting');
  const people = usePeople();
  const format = useFormat(useTimeZone());
  const { result, record, missing = [] } = poll;
  const present = board.quorum?.present ?? poll.present;
  if (poll.state === 'aborted') return null;
  return (
    <Card
      title={poll.question}
      level={3}
      actions={
        result && (
          <StateTag tone={result.outcome.startsWith('passed') ? 'ok' : 'bad'}>
            {voting(`outcome.${result.outcome}`)}
          </StateTag>
        )
      }
    >
      {poll.state === 'open' && poll.kind === 'open' && (
        <div className={css.poll}>
          <p className={css.cast}>{say('chair.cast', { n: poll.cast, base: present })}</p>
          <Meter value={poll.cast} max={Math.max(1, present)} />
          <p className={css.soft}>{say('chair.openSince', { time: format.time(poll.openedAt) })}</p>
          {missing.length > 0 && (
            <>
              <h4>{say('chair.missing', { n: missing.length })}</h4>
              <ul className={css.missing}>
                {missing.map((one) => (
                  <li key={one}>{people.name(one)}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {poll.state === 'open' && poll.kind === 'paper' && (
        <p className={css.soft}>{say('chair.paper', { time: format.time(poll.openedAt) })}</p>
      )}
      {record && (
        <dl className={css.record}>
          {(['issued', 'collected', 'valid', 'invalid'] as const).map((name) => (
            <div key={name}>
              <dt>{say(`chair.record.${name}`)}</dt>
              <dd>{record[name]}</dd>
            </div>
          ))}
        </dl>
      )}
      {result && (
        <>
          {poll.state === 'closed' && <p className={css.soft}>{say('chair.closed')}</p>}
          <VoteBars counts={result.counts} base={result.base.size} need={result.needed} />
        </>
      )}
    </Card>
  );
}
