import type { PollEntity } from '@ecab/shared/voting/slice';
import type { Choice } from '@ecab/shared/voting/tally';
import { Button } from '@mantine/core';
import { ChevronDown, Hourglass, RefreshCw, Send, TriangleAlert, Vote } from 'lucide-react';
import { useTimeZone } from '../app/body.js';
import { useConnection } from '../app/connection.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { BigButton } from '../ui/big-button.js';
import { StateTag } from '../ui/state-tag.js';
import css from './ballot.module.css';
import type { BallotState } from './ballot-state.js';
import { Choices } from './choices.js';
import { choiceLabel } from './reasons.js';

interface Props {
  readonly headingId: string;
  readonly poll: PollEntity;
  /** "4"; null where it is not known. */
  readonly number: string | null;
  /** Titles of what the ballot decides, where they are several. */
  readonly decided: readonly string[];
  readonly state: Extract<BallotState, { state: 'choosing' | 'sending' }>;
  readonly chosen: Choice | null;
  readonly onChoose: (choice: Choice) => void;
  readonly onCast: (choice: Choice) => void;
  readonly onFold: () => void;
}

/** The question, three answers, and one button that says what will be sent. */
export function BallotSheet({ headingId, poll, number, decided, state, chosen, ...on }: Props) {
  const say = useWords('voting');
  const format = useFormat(useTimeZone());
  const language = useLanguage();
  const offline = useConnection(({ state }) => state !== 'connected');
  const label = chosen && choiceLabel(poll.rules, chosen, say, language);
  const final = poll.rules.ballotChange.value === 'never';
  return (
    <>
      <div className={css.top}>
        <div className={css.facts}>
          <StateTag tone="strong" icon={Vote}>
            {say('ballot.open')}
          </StateTag>
          <span className={css.soft}>
            {number && `${say('ballot.item', { n: number })} · `}
            {say('ballot.openedAt', { time: format.time(poll.openedAt) })}
          </span>
        </div>
        <Button size="sm" leftSection={<ChevronDown size={22} aria-hidden />} onClick={on.onFold}>
          {say('ballot.fold')}
        </Button>
      </div>
      <h2 id={headingId} className={css.question} tabIndex={-1} data-autofocus>
        {poll.question}
      </h2>
      {decided.length > 1 && (
        <>
          <p className={css.soft}>{say('ballot.block', { n: decided.length })}</p>
          <ul className={css.items}>
            {decided.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </>
      )}
      <Choices rules={poll.rules} chosen={chosen} disabled={state.state === 'sending'} onChoose={on.onChoose} />
      {state.state === 'sending' ? (
        <Sending attempt={state.attempt} />
      ) : (
        <>
          {state.unsent && (
            <div className={`${css.notice} ${css.warn}`}>
              <TriangleAlert size={28} aria-hidden />
              <p>{say('ballot.unsent')}</p>
            </div>
          )}
          {chosen && label ? (
            <BigButton
              leftSection={<Send size={26} aria-hidden />}
              whyNot={offline ? say('ballot.offline') : null}
              onClick={() => on.onCast(chosen)}
            >
              {say('ballot.send', { choice: label })}
            </BigButton>
          ) : (
            <Button size="xl" fullWidth disabled>
              {say('ballot.pick')}
            </Button>
          )}
          <p className={css.notes}>
            {say(final ? 'ballot.final' : 'ballot.changeable')} {say('ballot.named')}
          </p>
        </>
      )}
    </>
  );
}

function Sending({ attempt }: { readonly attempt: number }) {
  const say = useWords('voting');
  return (
    <div className={css.notice}>
      {attempt > 1 ? <RefreshCw size={28} aria-hidden /> : <Hourglass size={28} aria-hidden />}
      <div>
        <b>{attempt > 1 ? say('ballot.retry', { n: attempt }) : say('ballot.sending')}</b>
        <p>{say('ballot.sending.hint')}</p>
      </div>
    </div>
  );
}
