import { z } from 'zod';
import { type Agenda, type Item, isTerminal, itemIn, needsVote } from '../agenda/slice.js';
import { day, id, line, prose } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields } from '../ledger/slice.js';
import { isSitting, type Meeting } from '../meeting/slice.js';
import { isEditable, type Minutes } from '../minutes/slice.js';
import { type Audience, seesItem } from '../sync/audience.js';
import { keyed } from '../sync/keyed.js';
import { pollInTheWay, type Voting, verdict } from '../voting/slice.js';
import { isCarried } from '../voting/tally.js';
import type { vi } from './words.js';

export * as words from './words.js';

export const conclusionOutcomes = ['noted', 'adopted', 'adopted_amended', 'rejected', 'deferred', 'withdrawn'] as const;
export type ConclusionOutcome = (typeof conclusionOutcomes)[number];
/** Exactly one lead agency with one named person (RULES.md c6); `deadline` is a day on the body's clock. */
export const taskForm = z.strictObject({
  taskId: id,
  text: line(2000),
  lead: z.strictObject({ personId: id.nullable(), agency: line(300) }),
  coLeads: z.array(line(300)).max(100),
  product: line(1000),
  deadline: day,
});
export type TaskForm = z.infer<typeof taskForm>;
const conclusion = {
  itemId: id,
  outcome: z.enum(conclusionOutcomes),
  text: prose(8000),
  tasks: z.array(taskForm).max(50),
};
export interface Conclusion extends Omit<z.infer<z.ZodObject<typeof conclusion>>, 'itemId'> {
  readonly at: string;
}
export interface Conclusions {
  readonly conclusions: Readonly<Record<string, Conclusion>>;
}
export const initial: Conclusions = { conclusions: {} };
export interface Reads {
  readonly meeting: Meeting;
  readonly agenda: Agenda;
  readonly voting: Voting;
  readonly conclusions: Conclusions;
  readonly minutes: Minutes;
}

export const requests = {
  'item:conclude': z.strictObject(conclusion),
  'conclusion:revise': z.strictObject({ itemId: id, text: line(8000) }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'item:concluded': z.strictObject({ ...conclusion, title: z.string() }),
  'conclusion:revised': z.strictObject({ itemId: id, text: z.string() }),
};
export interface Events extends Fields<typeof events> {}
type Refusal =
  | keyof typeof vi.refusals
  | 'unknown-item'
  | 'item-not-open'
  | 'item-settled'
  | 'wrong-state'
  | 'poll-open'
  | 'poll-not-announced';
type Decision = Decided<Events, Refusal>;

export const conclusionOf = ({ conclusions }: Conclusions, itemId: string): Conclusion | null =>
  Object.hasOwn(conclusions, itemId) ? (conclusions[itemId] ?? null) : null;

/** A conclusion says what the vote said: it cannot adopt what was lost, nor drop what was carried. */
function contradicts(room: Reads, itemId: string, item: Item, outcome: ConclusionOutcome): Refusal | null {
  const voted = verdict(room.voting.polls, itemId);
  const adopts = outcome === 'adopted' || outcome === 'adopted_amended';
  if (voted === null) {
    if (needsVote(item) && (adopts || outcome === 'rejected')) return 'needs-vote';
    return null;
  }
  if (voted === 'tied_unresolved') return outcome === 'deferred' ? null : 'tie-unresolved';
  return adopts === isCarried(voted) && (adopts || outcome === 'rejected') ? null : 'differs-from-vote';
}

export const decide: Decide<Reads, Requests, Decision> = {
  'item:conclude': (room, request): Decision => {
    const item = itemIn(room.agenda, request.itemId);
    if (!item) return 'unknown-item';
    const dropped = request.outcome === 'deferred' || request.outcome === 'withdrawn';
    // A vote that was carried has its conclusion and tasks, also where the chair went on before saying them.
    const voted = isTerminal(item);
    // What a session left open is deferred or withdrawn after it: nothing else would ever let it be archived.
    const afterwards = (dropped || voted) && room.meeting.state === 'closed' && room.minutes.state === 'none';
    if (!isSitting(room.meeting) && !afterwards) return 'wrong-state';
    const inTheWay = pollInTheWay(room.voting);
    if (inTheWay) return inTheWay;
    if (conclusionOf(room.conclusions, request.itemId)) return 'already-concluded';
    if (item.kind === 'consentBlock') return 'block-has-items';
    const onTable = room.agenda.current === (item.parent ?? request.itemId);
    const isLeft = dropped && (item.state === 'ready' || item.state === 'tied' || afterwards);
    if (!onTable && !voted && !isLeft) return 'item-not-open';
    if (request.text.trim() === '') return dropped ? 'needs-reason' : 'needs-text';
    const refusal = contradicts(room, request.itemId, item, request.outcome);
    if (refusal) return refusal;
    if (new Set(request.tasks.map(({ taskId }) => taskId)).size < request.tasks.length) return 'task-given-twice';
    const known = Object.values(room.conclusions.conclusions).flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId));
    if (request.tasks.some(({ taskId }) => known.includes(taskId))) return 'task-given-twice';
    return [{ type: 'item:concluded', ...request, title: item.title }];
  },
  'conclusion:revise': ({ meeting, conclusions, minutes }, { itemId, text }): Decision => {
    const before = conclusionOf(conclusions, itemId);
    if (!before) return 'not-concluded';
    // The minutes that were approved say what was concluded.
    const told = minutes.state !== 'none' && !isEditable(minutes);
    if (told || (!isSitting(meeting) && meeting.state !== 'closed')) return 'wrong-state';
    return before.text === text ? 'same-text' : [{ type: 'conclusion:revised', itemId, text }];
  },
};

export const evolve: Evolve<Conclusions, Events> = {
  'item:concluded': ({ conclusions }, { itemId, title: _title, ...fields }, { at }) => ({
    conclusions: { ...conclusions, [itemId]: { ...fields, at } },
  }),
  'conclusion:revised': ({ conclusions }, { itemId, text }) => {
    const before = conclusionOf({ conclusions }, itemId);
    return { conclusions: before ? { ...conclusions, [itemId]: { ...before, text } } : conclusions };
  },
};

export type Board = Record<`conclusion:${string}`, Conclusion>;
export const project = ({ conclusions }: Pick<Reads, 'conclusions'>, audience: Audience): Board =>
  keyed('conclusion', conclusions.conclusions, (one, itemId) => (seesItem(audience, itemId) ? one : null));
