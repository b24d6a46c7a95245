import type { PollEntity } from '@ecab/shared/voting/slice';
import { Button } from '@mantine/core';
import { Check, type LucideIcon, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTimeZone } from '../app/body.js';
import { whyNot } from '../app/refusals.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { BigButton } from '../ui/big-button.js';
import css from './ballot.module.css';
import type { BallotState } from './ballot-state.js';
import { choiceLabel } from './reasons.js';

type Ended = Extract<BallotState, { state: 'recorded' | 'late' | 'refused' | 'missed' }>;
interface Props {
  readonly headingId: string;
  readonly poll: PollEntity;
  readonly number: string | null;
  readonly state: Ended;
  readonly onDone: () => void;
  /** Choose anew: after a refusal that may pass, or where a ballot may be changed. */
  readonly onAgain: () => void;
}

/** The words of each end, also for who hears them. */
export function useEnded(poll: PollEntity, state: BallotState): { readonly title: string; readonly body: string } {
  const say = useWords('voting');
  const language = useLanguage();
  const format = useFormat(useTimeZone());
  switch (state.state) {
    case 'recorded':
      return {
        title: state.choice
          ? say('ballot.recorded', { choice: choiceLabel(poll.rules, state.choice, say, language) })
          : say('ballot.recorded.plain'),
        body: say('ballot.recorded.hint'),
      };
    case 'late': {
      const a = format.time(state.reachedAt, true);
      return {
        title: say('ballot.late.title'),
        body: state.closedAt
          ? say('ballot.late', { a, b: format.time(state.closedAt, true) })
          : say('ballot.late.soon', { a }),
      };
    }
    case 'refused':
      return poll.state === 'aborted'
        ? { title: say('ballot.aborted.title'), body: say('ballot.aborted') }
        : { title: say('ballot.refused.title'), body: whyNot(state.refusal) };
    case 'missed':
      return {
        title: say('ballot.missed.title'),
        body: say('ballot.missed', { time: state.closedAt ? format.time(state.closedAt, true) : '' }),
      };
    case 'sending':
      return {
        title: state.attempt > 1 ? say('ballot.retry', { n: state.attempt }) : say('ballot.sending'),
        body: say('ballot.sending.hint'),
      };
    default:
      return { title: say('ballot.under'), body: poll.question };
  }
}

/** How it ended: recorded with its receipt, late with both times, refused, or closed without one. */
export function BallotOutcome({ headingId, poll, number, state, onDone, onAgain }: Props) {
  const say = useWords('voting');
  const { title, body } = useEnded(poll, state);
  const again = (state.state === 'refused' && state.again) || (state.state === 'recorded' && state.changeable);
  return (
    <>
      <div className={css.said}>
        <SignOf state={state} />
        <div>
          <h2 id={headingId} className={css.title} tabIndex={-1} data-autofocus>
            {title}
          </h2>
          <p>{body}</p>
        </div>
      </div>
      {state.state === 'recorded' && <Receipt state={state} poll={poll} number={number} />}
      {state.state === 'late' && <p className={css.soft}>{say('ballot.late.hint')}</p>}
      <div className={css.ways}>
        {again && (
          <Button size="xl" onClick={onAgain}>
            {say(state.state === 'recorded' ? 'ballot.change' : 'ballot.again')}
          </Button>
        )}
        <BigButton onClick={onDone}>{say(state.state === 'recorded' ? 'ballot.back' : 'ballot.understood')}</BigButton>
      </div>
    </>
  );
}

const signs: { readonly [S in Ended['state']]: readonly [LucideIcon, string | undefined] } = {
  recorded: [Check, ''],
  late: [X, css.bad],
  refused: [X, css.bad],
  missed: [Minus, css.quiet],
};
function SignOf({ state }: { readonly state: Ended }) {
  const [Sign, tone] = signs[state.state];
  return (
    <span className={`${css.sign} ${tone ?? ''}`}>
      <Sign size={48} strokeWidth={2.5} aria-hidden />
    </span>
  );
}

function Receipt({
  state: { receipt, at },
  poll,
  number,
}: {
  readonly state: Extract<BallotState, { state: 'recorded' }>;
  readonly poll: PollEntity;
  readonly number: string | null;
}) {
  const say = useWords('voting');
  const format = useFormat(useTimeZone());
  const facts: readonly (readonly [string, ReactNode])[] = [
    // The place of the ballot's entry in the meeting's record: what anybody can look up there.
    ...(receipt ? [[say('ballot.receipt'), receipt.seq] as const] : []),
    ...(at ? [[say('ballot.recordedAt'), `${format.time(at, true)}, ${format.date(at)}`] as const] : []),
    ...(number ? [[say('ballot.open'), say('ballot.item', { n: number })] as const] : []),
  ];
  if (facts.length === 0) return <p className={css.question}>{poll.question}</p>;
  return (
    <dl className={css.receipt}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
