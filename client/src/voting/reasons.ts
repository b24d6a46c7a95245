import type { Cite } from '@ecab/shared/rules/profile';
import { type Base, meets, percent, type Share } from '@ecab/shared/rules/share';
import { kinds } from '@ecab/shared/voting/kinds/index';
import type { PollEntity, Result } from '@ecab/shared/voting/slice';
import { type Choice, isCarried } from '@ecab/shared/voting/tally';
import type { Say } from '../i18n/say.js';
import type { Language } from '../i18n/words.js';

type Told = Pick<PollEntity, 'kind' | 'rules' | 'present' | 'base'>;

/** "Tán thành": of the profile in Vietnamese, which the body has written; in English our own word for the same answer. */
export function choiceLabel(
  rules: PollEntity['rules'],
  choice: Choice,
  say: Say<'voting'>,
  language: Language,
): string {
  const label = language === 'vi' ? rules.choices.list.find(({ code }) => code === choice)?.label : undefined;
  return label ? label.charAt(0).toLocaleUpperCase('vi') + label.slice(1) : say(`ballot.${choice}`);
}

/** "21 trên 27 thành viên tán thành, bằng 77,78 % tổng số thành viên." The base is always said in words. */
export function sentence({ counts, base }: Result, say: Say<'voting'>, language: Language): string {
  const blanks = {
    n: counts.approve,
    base: base.size,
    pct: `${percent(counts.approve, base.size, language === 'vi' ? ',' : '.')}\u00a0%`,
  };
  return base.of === 'members' ? say('outcome.sentence', blanks) : say(`outcome.sentence.${base.of}`, blanks);
}

/** "Quá nửa tổng số thành viên." */
export function ruleWords({ num, den, compare }: Share, base: Base, say: Say<'voting'>): string {
  const share = num === 1 && den === 2 ? say('outcome.half') : `${num}/${den}`;
  return say(compare === '>' ? 'outcome.rule.over' : 'outcome.rule.least', { share, of: say(`outcome.of.${base}`) });
}

/** "21 × 2 = 42, lớn hơn 27.": the comparison as it was made, in whole numbers. */
export function sumWords({ counts, base }: Result, rule: Share, say: Say<'voting'>): string {
  const left = counts.approve * rule.den;
  const right = base.size * rule.num;
  const sum = `${counts.approve} × ${rule.den} = ${left}`;
  const bar = rule.num === 1 ? String(right) : `${base.size} × ${rule.num} = ${right}`;
  const met = meets(counts.approve, rule, base.size);
  if (rule.compare === '>') return say(met ? 'outcome.sum.over' : 'outcome.sum.notOver', { sum, bar });
  return say(met ? 'outcome.sum.least' : 'outcome.sum.less', { sum, bar });
}

/** The text, and that nobody has checked it where nobody has (RULES.md c1). */
export const citeText = ({ text, unverified }: Cite, say: Say<'voting'>): string =>
  [text ?? [], unverified || text === null ? say('outcome.unverified') : []].flat().join(', ');

export interface Reason {
  readonly of: 'quorum' | 'rule' | 'tie' | 'cite' | 'form';
  /** Did it speak for the outcome? Null: neither. */
  readonly met: boolean | null;
  readonly title: string;
  readonly text: string;
}
/**
 * Why the outcome is what it is, in the order in which it was decided (RULES.md c2).
 *
 * @param quorumNeed members needed for the quorum; null where the board does not tell.
 */
export function reasons(poll: Told, result: Result, quorumNeed: number | null, say: Say<'voting'>): readonly Reason[] {
  const { decision, tie, workingRulesArticle } = poll.rules;
  const { outcome, counts, base } = result;
  const here = { present: poll.present, base: poll.base.size };
  const isTie = outcome !== 'passed' && outcome !== 'failed';
  const n = counts.approve;
  const tieText = isCarried(outcome) || outcome === 'failed_by_tie';
  const open = kinds[poll.kind].secret ? 'outcome.tie.secret' : 'outcome.tie.open';
  return [
    {
      of: 'quorum',
      met: true,
      title: `${say('quorum.ok')}.`,
      text:
        quorumNeed === null ? say('outcome.quorum', here) : say('outcome.quorum.need', { ...here, need: quorumNeed }),
    },
    {
      of: 'rule',
      met: meets(counts.approve, decision, base.size),
      title: ruleWords(decision, base.of, say),
      text: [
        sumWords(result, decision, say),
        base.of === 'members' && counts.no_response > 0 ? say('outcome.absent', { base: base.size }) : '',
      ]
        .filter(Boolean)
        .join(' '),
    },
    ...(isTie
      ? [
          {
            of: 'tie' as const,
            met: outcome === 'tied_unresolved' ? null : isCarried(outcome),
            title: tieText ? say('outcome.tie', { n }) : say(open, { n }),
            text: `(${citeText(tie.cite, say)})`,
          },
        ]
      : []),
    { of: 'cite', met: null, title: `${say('outcome.cite')}:`, text: `${citeText(decision.cite, say)}.` },
    ...(kinds[poll.kind].onTablets
      ? [
          {
            of: 'form' as const,
            met: null,
            title: `${say('outcome.form')}:`,
            text: `${workingRulesArticle ?? say('outcome.form.none')}.`,
          },
        ]
      : []),
  ];
}
