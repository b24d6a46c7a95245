import type { Profile } from '@ecab/shared/rules/profile';
import { sayOf } from '../i18n/say.js';
import { ruleWords } from '../voting/reasons.js';

/** Those of the profiles shipped; what a body has entered for itself is shown under the id it has there. */
const named = ['remove_deputy', 'depleted_council'] as const;

/**
 * The majorities that may decide a poll, as a choice: the ordinary one first, its value empty. None where the profile
 * knows no other: there is nothing to choose.
 */
export function majorities({
  decision,
  matters,
}: Profile): readonly { readonly value: string; readonly label: string }[] {
  const [say, sayOfVoting] = [sayOf('chair'), sayOf('voting')];
  const words = (name: string, rule: Profile['decision']) => `${name}. ${ruleWords(rule, rule.base, sayOfVoting)}`;
  const nameOf = (matter: string) => {
    const known = named.find((one) => one === matter);
    return known ? say(`chair.majority.${known}`) : matter;
  };
  if (matters.length === 0) return [];
  return [
    { value: '', label: words(say('chair.majority.ordinary'), decision) },
    ...matters.map((one) => ({ value: one.id, label: words(nameOf(one.id), one.decision) })),
  ];
}
