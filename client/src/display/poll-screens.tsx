import { EyeOff, Scale } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import { OutcomeCard } from '../voting/outcome-card.js';
import { citeText } from '../voting/reasons.js';
import { decidedTitles } from '../voting/result-sheet.js';
import css from './display.module.css';
import { Screen } from './frame.js';
import { headOf, type ScreenProps, useItemName } from './parts.js';
import type { Wall } from './shown.js';

/** The question and how many have voted: never how. */
export function BallotScreen({ board, wall }: ScreenProps & { readonly wall: Extract<Wall, { show: 'ballot' }> }) {
  const say = useWords('display');
  const itemName = useItemName(board);
  const poll = board[`poll:${wall.pollId}`];
  if (!poll) return null;
  const decided = decidedTitles(board, poll);
  // Who comes while the poll is open may cast too.
  const present = Math.max(board.quorum?.present ?? poll.present, poll.cast);
  return (
    <Screen
      title={say(wall.onPaper ? 'display.paper' : 'display.poll')}
      detail={itemName(poll.itemId)}
      head={headOf(board)}
      footer={
        <>
          <EyeOff size={44} aria-hidden />
          {say(wall.counted ? 'display.counted' : 'display.hidden')}
        </>
      }
    >
      <h1 className={css.question}>{poll.question}</h1>
      {decided.length > 0 && (
        <ul className={css.decided}>
          {decided.map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      )}
      {wall.onPaper ? (
        <p className={css.eyebrow}>{say('display.paper.hint')}</p>
      ) : (
        <>
          <p className={css.cast}>
            <b>
              {poll.cast}
              <small> / {present}</small>
            </b>{' '}
            <span>{say('display.cast')}</span>
          </p>
          <div className={css.cells} aria-hidden>
            {Array.from({ length: poll.base.size }, (_, seat) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a seat is its place in the strip.
              <i key={seat} className={seat < poll.cast ? css.full : seat < present ? css.open : ''} />
            ))}
          </div>
        </>
      )}
    </Screen>
  );
}

/** The result as the room sees it, once it is announced. */
export function ResultScreen({ board, pollId }: ScreenProps & { readonly pollId: string }) {
  const say = useWords('display');
  const voting = useWords('voting');
  const itemName = useItemName(board);
  const poll = board[`poll:${pollId}`];
  if (!poll) return null;
  const { decision, workingRulesArticle } = poll.rules;
  return (
    <Screen
      title={say('display.result')}
      detail={itemName(poll.itemId)}
      head={headOf(board)}
      footer={
        <>
          <Scale size={44} aria-hidden />
          <span>
            {say('display.ground', {
              present: poll.present,
              base: poll.base.size,
              cite: citeText(decision.cite, voting),
            })}{' '}
            {poll.kind === 'open' && say('display.form', { form: workingRulesArticle ?? voting('outcome.form.none') })}
          </span>
        </>
      }
    >
      <OutcomeCard poll={poll} about={poll.question} level={1} wall />
    </Screen>
  );
}
