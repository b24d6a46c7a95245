import type { PollEntity } from '@ecab/shared/voting/slice';
import { type Choice, isCarried, type Outcome } from '@ecab/shared/voting/tally';
import { Check, CircleCheck, CircleX, Equal, type LucideIcon, Scale, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../i18n/say.js';
import { Facts } from '../ui/dialog.js';
import { VoteBars } from '../ui/vote-bars.js';
import css from './outcome-card.module.css';
import { choiceLabel, type Reason, reasons, sentence } from './reasons.js';

interface Props {
  /** With its result; draws nothing without one. */
  readonly poll: PollEntity;
  /** "Nội dung 4 · … · đóng lúc 09:44:31". */
  readonly about?: ReactNode;
  /** Titles of the items that the poll decides, where it was put as one on several. */
  readonly decided?: readonly string[];
  /** Members needed for the quorum; left out where it is not known. */
  readonly quorumNeed?: number | null;
  /** The reader's own ballot; null: none sent. Left out for who had none to send, and for secret votes. */
  readonly mine?: Choice | null;
  /** Heading level of the word. */
  readonly level?: 1 | 2 | 3;
  readonly headingId?: string;
  /** On the display: text for ten metres. */
  readonly wall?: boolean;
}
const signOf = (outcome: Outcome): { readonly Sign: LucideIcon; readonly tone: string; readonly why: Why } => {
  if (outcome === 'tied_unresolved') return { Sign: Equal, tone: css.tied ?? '', why: 'tied' };
  return isCarried(outcome)
    ? { Sign: Check, tone: css.carried ?? '', why: 'passed' }
    : { Sign: X, tone: css.lost ?? '', why: 'failed' };
};
type Why = 'passed' | 'failed' | 'tied';

/** A result that explains itself: the word, the sentence with its base, the bars, why, and by which rule. */
export function OutcomeCard({ poll, about, decided = [], quorumNeed = null, mine, level = 2, headingId, wall }: Props) {
  const say = useWords('voting');
  const language = useLanguage();
  const { result, record } = poll;
  if (!result) return null;
  const { Sign, tone, why } = signOf(result.outcome);
  const Heading = `h${level}` as const;
  const Sub = `h${Math.min(6, level + 1)}` as 'h3';
  const all = reasons(poll, result, quorumNeed, say);
  return (
    <div className={`${css.card} ${wall ? css.wall : ''}`}>
      <div className={css.head}>
        <span className={`${css.sign} ${tone}`}>
          <Sign aria-hidden />
        </span>
        <div className={css.word}>
          <Heading id={headingId} {...(headingId ? { tabIndex: -1, 'data-autofocus': true } : {})}>
            {say(`outcome.${result.outcome}`)}
          </Heading>
          {about && <p>{about}</p>}
        </div>
      </div>
      <div className={css.columns}>
        <div className={css.counts}>
          <p className={css.sentence}>{sentence(result, say, language)}</p>
          <div className={css.bars}>
            <VoteBars counts={result.counts} base={result.base.size} need={result.needed} />
          </div>
          {record && (
            <div className={css.record}>
              <Sub>{say('record.title')}</Sub>
              <Facts
                facts={(['issued', 'collected', 'valid', 'invalid'] as const).map((name) => ({
                  label: say(`record.${name}`),
                  value: record[name],
                }))}
              />
            </div>
          )}
          {mine !== undefined && (
            <p className={css.mine}>
              {mine === null
                ? say('ballot.mine.none')
                : say('ballot.mine', { choice: choiceLabel(poll.rules, mine, say, language) })}
            </p>
          )}
        </div>
        {!wall && (
          <div className={css.why}>
            <Sub>{say(`outcome.why.${why}`)}</Sub>
            <ul>
              {all.map((reason) => (
                <li key={reason.of}>
                  <ReasonSign reason={reason} />
                  <p>
                    <b>{reason.title}</b> {reason.text}
                  </p>
                </li>
              ))}
            </ul>
            <p className={css.rules}>{say('outcome.rules', { id: poll.rules.id })}</p>
            {decided.length > 1 && (
              <>
                <Sub>{say('outcome.decided', { n: decided.length })}</Sub>
                <ul>
                  {decided.map((title) => (
                    <li key={title}>
                      <Sign className={tone} size={22} aria-hidden />
                      <p>{title}</p>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
function ReasonSign({ reason: { of, met } }: { readonly reason: Reason }) {
  if (of === 'cite' || of === 'form' || met === null) return <Scale size={22} aria-hidden />;
  return met ? <CircleCheck size={22} aria-hidden /> : <CircleX size={22} aria-hidden />;
}
