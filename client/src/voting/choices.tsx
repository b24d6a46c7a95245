import type { PollEntity } from '@ecab/shared/voting/slice';
import { type Choice, choices } from '@ecab/shared/voting/tally';
import { CircleCheck, CircleMinus, CircleX, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { useLanguage, useWords } from '../i18n/say.js';
import css from './ballot.module.css';
import { choiceLabel } from './reasons.js';

const shape: { readonly [C in Choice]: LucideIcon } = {
  approve: CircleCheck,
  reject: CircleX,
  not_voting: CircleMinus,
};
const isChoice = (code: string): code is Choice => choices.some((one) => one === code);

interface Props {
  readonly rules: PollEntity['rules'];
  readonly chosen: Choice | null;
  readonly disabled: boolean;
  readonly onChoose: (choice: Choice) => void;
}
/** Three answers, three shapes; nothing is chosen beforehand. Arrows move between them. */
export function Choices({ rules, chosen, disabled, onChoose }: Props) {
  const say = useWords('voting');
  const language = useLanguage();
  const name = useId();
  const offered = rules.choices.list.map(({ code }) => code).filter(isChoice);
  return (
    <fieldset className={css.choices} disabled={disabled}>
      <legend className="unseen">{say('ballot.choices')}</legend>
      {(offered.length > 0 ? offered : choices).map((choice) => {
        const Shape = shape[choice];
        return (
          <label key={choice} className={`${css.choice} ${css[choice]}`}>
            <input
              type="radio"
              name={name}
              value={choice}
              checked={chosen === choice}
              onChange={() => onChoose(choice)}
            />
            <Shape size={34} aria-hidden />
            {choiceLabel(rules, choice, say, language)}
          </label>
        );
      })}
    </fieldset>
  );
}
