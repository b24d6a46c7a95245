import type { RichNode } from '../sync/content.js';
import { kinds } from '../voting/kinds/index.js';
import { pollIn, words as votingWords } from '../voting/slice.js';
import { fact, paragraph, plain } from './blocks.js';
import type { Of } from './happened.js';
import type { Telling } from './telling.js';
import { citeWords, lowerFirst, shareWords } from './wording.js';

/** The result as the words of voting give it, and by which rule it is one. */
export function verdict({ room, tell }: Telling, announced: Of<'poll:announced'>): RichNode {
  const { pollId, kind, base, needed, outcome } = announced.event;
  const rules = pollIn(room.voting, pollId)?.rules;
  const rule = rules
    ? [
        `Điều kiện thông qua: ${shareWords(rules.decision, base.of)}, cần ít nhất ${needed}/${base.size}`,
        citeWords(rules.decision.cite),
      ].join(' ')
    : '';
  const tied = outcome === 'passed_by_tie' || outcome === 'failed_by_tie';
  const tie = rules && tied ? `; biểu quyết ngang nhau thì theo phía người đứng đầu ${citeWords(rules.tie.cite)}` : '';
  const form =
    rules?.workingRulesArticle && kinds[kind].onTablets
      ? `; biểu quyết trên thiết bị theo ${rules.workingRulesArticle}`
      : '';
  const words = tell(announced.event);
  return paragraph(
    fact(announced, words, words.slice(0, words.indexOf(':') + 1)),
    rule === '' ? [] : [...plain(' '), ...fact(announced, `${rule}${tie}${form}.`)],
  );
}

/** One vote on a block is one decision on each of its items (RULES.md c2). */
export function verdictOfBlock(announced: Of<'poll:announced'>): RichNode {
  const outcome = lowerFirst(votingWords.vi.sentences[announced.event.outcome]);
  return paragraph(fact(announced, `Theo kết quả biểu quyết của cả nhóm: ${outcome}`));
}
