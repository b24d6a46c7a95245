import { Check, type LucideIcon, Minus, SquareDashed, X } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './vote-bars.module.css';

const answers = ['approve', 'reject', 'not_voting', 'no_response'] as const;
type Answer = (typeof answers)[number];
/** Four answers are four shapes: check, cross, bar, hatching. */
const shape: { readonly [A in Answer]: LucideIcon } = {
  approve: Check,
  reject: X,
  not_voting: Minus,
  no_response: SquareDashed,
};
interface Props {
  /** In people. */
  readonly counts: { readonly [A in Answer]: number };
  /** The number the share is taken of. */
  readonly base: number;
  /** How many the rule asks for; marked on the approve bar only. */
  readonly need?: number;
}

/** A closed poll in bars. It is a table: who does not see the bars reads the same numbers in the same place. */
export function VoteBars({ counts, base, need }: Props) {
  const say = useWords('voting');
  const ui = useWords('ui');
  const share = (n: number) => (base > 0 ? (100 * n) / base : 0);
  return (
    <table className={`${css.bars} ${need === undefined ? '' : css.needed}`}>
      <caption className="unseen">
        {ui('bars.caption', { base })}. {need !== undefined && say('outcome.need', { n: need })}
      </caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{ui('bars.answer')}</th>
          <td />
          <th scope="col">{ui('bars.count')}</th>
        </tr>
      </thead>
      <tbody>
        {answers.map((answer) => {
          const Shape = shape[answer];
          return (
            <tr key={answer} className={css[answer]}>
              <th scope="row">
                <Shape className={css.shape} size={20} aria-hidden />
                {say(`ballot.${answer}`)}
              </th>
              <td aria-hidden>
                <div className={css.bar}>
                  <div className={css.track}>
                    <div className={css.fill} style={{ width: `${share(counts[answer])}%` }} />
                  </div>
                  {answer === 'approve' && need !== undefined && (
                    <div
                      className={`${css.need} ${share(need) > 60 ? css.flip : ''}`}
                      style={{ left: `calc(${share(need)}% - 1px)` }}
                    >
                      <span>{say('outcome.need', { n: need })}</span>
                    </div>
                  )}
                </div>
              </td>
              <td>{counts[answer]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
