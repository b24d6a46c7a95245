import { type Language, tell } from '../i18n/tell.js';
import type { Entry } from '../ledger/entry.js';
import { machines } from '../ledger/machines.js';
import type { PersonId } from '../ledger/slice.js';
import type { RichNode } from '../sync/content.js';
import { oneLine } from './blocks.js';
import { type EventType, type Happened, happened, lasting } from './happened.js';

/** Which event a passage tells, and whether a person has changed a passage since it was drafted. */
export interface Fact {
  readonly stream: string;
  readonly seq: number;
  readonly index: number;
  readonly edited: boolean;
}
/** An event as it stands beside the minutes. `itemId`: of the agenda, the block for items of one. */
export interface LedgerFact extends Omit<Fact, 'edited'> {
  readonly at: string;
  readonly itemId: string | null;
  readonly sentence: string;
}

interface Tie {
  readonly stream: string;
  readonly seq: number;
  readonly index: number;
  readonly text: string;
}
function tieOf({ marks = [] }: RichNode): Tie | null {
  const { stream, seq, index, text } = marks.find(({ type }) => type === 'fact')?.attrs ?? {};
  if (typeof stream !== 'string' || typeof text !== 'string') return null;
  return typeof seq === 'number' && typeof index === 'number' ? { stream, seq, index, text } : null;
}
const same = (a: Tie, b: Tie) => a.stream === b.stream && a.seq === b.seq && a.index === b.index && a.text === b.text;

/** The passages of a doc, in its order: words side by side with one tie are one, whatever else they are marked with. */
export function passagesOf(doc: RichNode): { readonly tie: Tie; readonly words: string }[] {
  const passages: { readonly tie: Tie; readonly words: string }[] = [];
  let open: Tie | null = null;
  for (const child of doc.content ?? []) {
    const tie = child.type === 'text' ? tieOf(child) : null;
    const last = passages.at(-1);
    if (tie && open && last && same(tie, open))
      passages[passages.length - 1] = { tie, words: last.words + (child.text ?? '') };
    else if (tie) passages.push({ tie, words: child.text ?? '' });
    else passages.push(...passagesOf(child));
    open = tie;
  }
  return passages;
}

/** Whether words say what an event says, letter by letter. */
export const tellsAs = (words: string, text: string): boolean => words.normalize('NFC') === text.normalize('NFC');

/** Which events the minutes tell, each once, in the order in which they are first told. */
export function factsOf(doc: RichNode): Fact[] {
  const facts = new Map<string, Fact>();
  for (const { tie, words } of passagesOf(doc)) {
    const { stream, seq, index, text } = tie;
    const key = `${stream} ${seq} ${index}`;
    const edited = facts.get(key)?.edited || !tellsAs(words, text);
    facts.set(key, { stream, seq, index, edited });
  }
  return [...facts.values()];
}

/**
 * Whether an event stands beside the minutes: `session` only while the meeting sat, `never` where it prepares the
 * meeting, follows it, or is told better elsewhere (who voted how: in the annex). A new event needs a line here.
 */
const listed: Record<EventType, 'always' | 'session' | 'never'> = {
  'meeting:created': 'never',
  'meeting:amended': 'never',
  'meeting:delegated': 'never',
  'meeting:undelegated': 'never',
  'meeting:cancelled': 'always',
  'materials:overdue': 'never',
  'session:opened': 'always',
  'session:paused': 'always',
  'session:resumed': 'always',
  'session:closed': 'always',
  'person:called': 'never',
  'person:released': 'never',
  'attendance:opened': 'never',
  'attendance:checked-in': 'always',
  'attendance:excused': 'always',
  'attendance:left': 'always',
  'attendance:admitted': 'always',
  'attendance:dismissed': 'always',
  'agenda:published': 'never',
  'item:added': 'session',
  'item:amended': 'session',
  'item:called': 'always',
  'item:doors-closed': 'always',
  'item:doors-opened': 'always',
  'paper:added': 'session',
  'paper:retitled': 'never',
  'paper:moved': 'never',
  'paper:removed': 'session',
  'papers:sent': 'session',
  'presenter:taken': 'always',
  'presenter:released': 'always',
  'floor:asked': 'never',
  'floor:withdrawn': 'never',
  'floor:given': 'always',
  'floor:ended': 'always',
  'floor:moved': 'never',
  'speech:summarised': 'always',
  'poll:opened': 'always',
  'ballot:recorded': 'never',
  'poll:recorded': 'always',
  'poll:closed': 'always',
  'poll:announced': 'always',
  'poll:aborted': 'always',
  'item:concluded': 'always',
  'conclusion:revised': 'always',
  'minutes:drafted': 'never',
  'minutes:released': 'never',
  'minutes:approved': 'never',
  'minutes:number-asked': 'never',
  'minutes:numbered': 'never',
  'minutes:issued': 'never',
  'meeting:archived': 'never',
  'archive:stored': 'never',
  'head:signed': 'never',
};
/** The slices' words do not tell of leave, which is no part of the course of a meeting. */
const excused = { vi: '{person} vắng mặt có lý do.', en: '{person} is away with leave.' };

/**
 * What happened, as the secretary sees it beside the minutes: compared with {@link factsOf} it shows what they leave out.
 *
 * @param entries the meeting's stream from the first entry on.
 * @param nameOf a person's name as it stands in sentences.
 * @throws NewerThanThis
 */
export function ledgerFacts(
  entries: readonly Entry[],
  nameOf: (personId: PersonId) => string,
  language: Language,
): LedgerFact[] {
  const sentenceOf = ({ event }: Happened) =>
    event.type === 'attendance:excused'
      ? excused[language].replace('{person}', () => nameOf(event.personId))
      : tell(machines.meeting.words, language, event, nameOf);
  return lasting(happened(entries)).flatMap((one) => {
    const when = listed[one.event.type];
    if (when === 'never' || (when === 'session' && one.phase !== 'session')) return [];
    const sentence = sentenceOf(one);
    const { stream, seq, index, at, itemId } = one;
    return sentence === null ? [] : [{ stream, seq, index, at, itemId, sentence: oneLine(sentence) }];
  });
}
