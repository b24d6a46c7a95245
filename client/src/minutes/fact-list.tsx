import type { LedgerAnswer } from '@ecab/shared/contract/http';
import type { LedgerFact } from '@ecab/shared/minutes/facts';
import { Button } from '@mantine/core';
import { Check, CornerDownRight, PencilLine, RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTimeZone } from '../app/body.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import css from './minutes.module.css';

interface Props {
  readonly ledger: LedgerAnswer;
  /** Facts in the text by `seq index`, and whether somebody has edited them. */
  readonly inText: ReadonlyMap<string, boolean>;
  readonly chosen: string | null;
  readonly editable: boolean;
  readonly onChoose: (fact: string) => void;
  readonly onInsert: (fact: LedgerFact) => void;
  /** Puts the words of the event back into the text. */
  readonly onRestore: (fact: string) => void;
}
export const factKey = ({ seq, index }: { seq: number; index: number }) => `${seq} ${index}`;

/** What happened, beside what the minutes say of it: what is missing can be put in, what was changed is said. */
export function FactList({ ledger, inText, chosen, editable, onChoose, onInsert, onRestore }: Props) {
  const say = useWords('minutes');
  const format = useFormat(useTimeZone());
  const unused = ledger.facts.filter((one) => !inText.has(factKey(one)));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Chosen in the text it may be far from here.
    if (chosen) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard, also where no fact can be put in.
    <section className={css.facts} aria-label={say('minutes.facts')} tabIndex={0}>
      <h2>{say('minutes.facts')}</h2>
      <p className={css.soft}>{say('minutes.factCount', { n: ledger.facts.length, m: unused.length })}</p>
      {ledger.head && (
        <p className={css.soft}>
          {say('minutes.head', { n: ledger.head.seq })} · <code>{ledger.head.hash.slice(0, 16)}</code>
        </p>
      )}
      <ol ref={list}>
        {ledger.facts.map((fact) => {
          const key = factKey(fact);
          const edited = inText.get(key);
          return (
            <li key={key} aria-current={key === chosen ? 'true' : undefined}>
              <time dateTime={fact.at}>{format.time(fact.at)}</time>
              <div>
                <p className={css.sentence}>{fact.sentence}</p>
                {edited === undefined ? (
                  <span className={css.state}>
                    {say('minutes.unused')}
                    {editable && (
                      <Button
                        variant="default"
                        leftSection={<CornerDownRight aria-hidden size={18} />}
                        aria-label={say('minutes.insertFact', { sentence: fact.sentence })}
                        onClick={() => onInsert(fact)}
                      >
                        {say('minutes.insert')}
                      </Button>
                    )}
                  </span>
                ) : (
                  <button type="button" className={css.used} data-edited={edited} onClick={() => onChoose(key)}>
                    {edited ? <PencilLine aria-hidden size={18} /> : <Check aria-hidden size={18} />}
                    {edited ? say('minutes.edited', { n: fact.seq }) : say('minutes.inText')}
                  </button>
                )}
                {edited && editable && (
                  <Button
                    variant="default"
                    leftSection={<RotateCcw aria-hidden size={18} />}
                    aria-label={say('minutes.restoreFact', { sentence: fact.sentence })}
                    onClick={() => onRestore(key)}
                  >
                    {say('minutes.restore')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
