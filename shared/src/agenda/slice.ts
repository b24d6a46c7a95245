import { z } from 'zod';
import type { Events as ConclusionEvents } from '../conclusions/slice.js';
import { id, line, prose, sha256 } from '../kit/forms.js';
import type { Asked, Decide, Decided, Evolve, Fields } from '../ledger/slice.js';
import { hasEnded, isSitting, type Meeting } from '../meeting/slice.js';
import { type Audience, seesItem } from '../sync/audience.js';
import { keyed } from '../sync/keyed.js';
import { pollInTheWay, type Voting, type Events as VotingEvents } from '../voting/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

export const itemKinds = [
  'information',
  'draftResolution',
  'decision',
  'personnel',
  'consentBlock',
  'anyOtherBusiness',
] as const;
export const itemVotes = ['none', 'open', 'paper'] as const;
export const itemAudiences = ['everyone', 'members'] as const;
export const itemStates = [
  'ready',
  'discussing',
  'voting',
  'counting',
  'adopted',
  'adopted_amended',
  'rejected',
  'tied',
  'deferred',
  'withdrawn',
  'noted',
] as const;
export type ItemState = (typeof itemStates)[number];

/**
 * An item as the agenda has it. `parent`: the block it belongs to; `vote`: how it is decided (`paper`: secret, on paper
 * ballots that tellers count); `audience` `members`: closed to observers, substitutes and every guest.
 */
export const itemForm = z.strictObject({
  itemId: id,
  title: line(1000),
  kind: z.enum(itemKinds),
  presenterId: id.nullable(),
  /** The agency that submits it, under the name of the time (đơn vị trình). */
  unit: prose(300),
  minutes: z.int().min(0).max(600),
  parent: id.nullable(),
  vote: z.enum(itemVotes),
  audience: z.enum(itemAudiences),
  note: prose(4000),
});
export type ItemForm = z.infer<typeof itemForm>;
export interface Item extends Omit<ItemForm, 'itemId'> {
  readonly order: number;
  readonly state: ItemState;
  readonly calledAt: string | null;
}
export interface Agenda {
  readonly items: Readonly<Record<string, Item>>;
  /** The item on the table. */
  readonly current: string | null;
  /** The item for which everyone but members and secretaries has left the room. */
  readonly doorsClosedFor: string | null;
  /** Digest of the draft that was published. */
  readonly digest: string | null;
}
export const initial: Agenda = { items: {}, current: null, doorsClosedFor: null, digest: null };
export interface Reads {
  readonly meeting: Meeting;
  readonly agenda: Agenda;
  readonly voting: Voting;
}

export const requests = {
  'agenda:publish': z.strictObject({ digest: sha256, items: z.array(itemForm).max(300) }),
  'item:add': itemForm,
  'item:amend': itemForm,
  'item:call': z.strictObject({ itemId: id }),
  'item:close-doors': z.strictObject({ itemId: id }),
  'item:open-doors': z.strictObject({}),
};
export interface Requests extends Fields<typeof requests> {}
/** The secretary says which draft is meant; the server adds what stands in it, or refuses `changed-meanwhile`. */
export const asked: Asked<Requests> = { 'agenda:publish': z.strictObject({ digest: sha256 }) };
export const events = {
  'agenda:published': z.strictObject({ digest: sha256, items: z.array(itemForm) }),
  'item:added': itemForm,
  'item:amended': itemForm,
  'item:called': z.strictObject({ itemId: id, title: z.string(), presenterId: id.nullable() }),
  'item:doors-closed': z.strictObject({ itemId: id }),
  'item:doors-opened': z.strictObject({ itemId: id }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'wrong-state' | 'poll-open' | 'poll-not-announced';
type Decision = Decided<Events, Refusal>;

export const itemIn = ({ items }: Pick<Agenda, 'items'>, itemId: string): Item | null =>
  Object.hasOwn(items, itemId) ? (items[itemId] ?? null) : null;
/** An item and the items of its block, in the order of the agenda. */
export const withChildren = ({ items }: Pick<Agenda, 'items'>, itemId: string): readonly string[] => [
  itemId,
  ...inOrder({ items }).filter((one) => items[one]?.parent === itemId),
];
export const inOrder = ({ items }: Pick<Agenda, 'items'>): readonly string[] =>
  Object.keys(items).sort((a, b) => (items[a]?.order ?? 0) - (items[b]?.order ?? 0) || (a < b ? -1 : 1));
export const isOpenItem = ({ state }: Item) => state === 'ready' || state === 'discussing';
/** Of a tie another round may be held. The items of a block come with it. */
export const isCallable = ({ state, parent }: Item) =>
  parent === null && (isOpenItem({ state } as Item) || state === 'tied');
/** Is it adopted or rejected by a vote alone? A resolution is the members' together (Law 72/2025 art. 40.2). */
export const needsVote = ({ kind, vote }: Pick<Item, 'kind' | 'vote'>) => vote !== 'none' || kind === 'draftResolution';
export const isTerminal = ({ state }: Item) =>
  !isOpenItem({ state } as Item) && state !== 'voting' && state !== 'counting' && state !== 'tied';
/** Items that nothing has been decided of. A block is done when its items are. */
export const pending = ({ items }: Pick<Agenda, 'items'>): readonly string[] =>
  Object.keys(items).filter((itemId) => {
    const item = items[itemId];
    return item !== undefined && item.kind !== 'consentBlock' && !isTerminal(item);
  });

/** Published and not over: before, the draft is what changes; after, nothing does. */
const isUnderWay = (meeting: Meeting) =>
  meeting.state === 'convened' || meeting.state === 'checkin' || isSitting(meeting);

/** What is wrong with a list of items; null if nothing is. Blocks hold items, and no block holds a block. */
function fault(items: readonly ItemForm[]): Refusal | null {
  if (items.length === 0) return 'empty-agenda';
  const byId = new Map(items.map((one) => [one.itemId, one]));
  if (byId.size < items.length) return 'item-exists';
  const stray = items.some(({ parent }) => parent !== null && byId.get(parent)?.kind !== 'consentBlock');
  const nested = items.some(({ parent, kind }) => parent !== null && kind === 'consentBlock');
  const hollow = items.some(
    (one) => one.kind === 'consentBlock' && !items.some((child) => child.parent === one.itemId),
  );
  if (stray || nested) return 'not-in-a-block';
  return hollow ? 'empty-block' : null;
}

export const decide: Decide<Reads, Requests, Decision> = {
  'agenda:publish': ({ meeting }, { digest, items }): Decision =>
    meeting.state === 'draft' ? (fault(items) ?? [{ type: 'agenda:published', digest, items }]) : 'wrong-state',
  'item:add': ({ meeting, agenda }, item): Decision => {
    if (!isUnderWay(meeting)) return 'wrong-state';
    if (itemIn(agenda, item.itemId)) return 'item-exists';
    if (item.kind === 'consentBlock' || item.parent !== null) return 'not-in-a-block';
    return [{ type: 'item:added', ...item }];
  },
  'item:amend': ({ meeting, agenda }, item): Decision => {
    if (!isUnderWay(meeting)) return 'wrong-state';
    const before = itemIn(agenda, item.itemId);
    if (!before) return 'unknown-item';
    if (before.state !== 'ready') return 'item-not-ready';
    if (before.parent !== item.parent || (before.kind === 'consentBlock') !== (item.kind === 'consentBlock'))
      return 'not-in-a-block';
    return [{ type: 'item:amended', ...item }];
  },
  'item:call': ({ meeting, agenda, voting }, { itemId }): Decision => {
    const item = itemIn(agenda, itemId);
    if (!item) return 'unknown-item';
    if (meeting.state !== 'in_session') return 'wrong-state';
    const inTheWay = pollInTheWay(voting);
    if (inTheWay) return inTheWay;
    if (agenda.current === itemId || !isCallable(item)) return 'item-not-ready';
    return [{ type: 'item:called', itemId, title: item.title, presenterId: item.presenterId }];
  },
  'item:close-doors': ({ meeting, agenda }, { itemId }): Decision => {
    if (!isSitting(meeting) || agenda.current !== itemId) return 'item-not-open';
    return agenda.doorsClosedFor ? 'doors-closed' : [{ type: 'item:doors-closed', itemId }];
  },
  'item:open-doors': ({ meeting, agenda }): Decision => {
    if (hasEnded(meeting)) return 'wrong-state';
    return agenda.doorsClosedFor ? [{ type: 'item:doors-opened', itemId: agenda.doorsClosedFor }] : 'doors-open';
  },
};

const fresh = ({ itemId: _id, ...item }: ItemForm, order: number): Item => ({
  ...item,
  order,
  state: 'ready',
  calledAt: null,
});
const change = (agenda: Agenda, itemId: string, to: Partial<Item>): Agenda => {
  const item = itemIn(agenda, itemId);
  return item ? { ...agenda, items: { ...agenda.items, [itemId]: { ...item, ...to } } } : agenda;
};
const all = (agenda: Agenda, itemIds: readonly string[], state: ItemState): Agenda =>
  itemIds.reduce((next, itemId) => change(next, itemId, { state }), agenda);

const settled = {
  passed: 'adopted',
  passed_by_tie: 'adopted',
  failed: 'rejected',
  failed_by_tie: 'rejected',
  tied_unresolved: 'tied',
} as const;

export const evolve: Evolve<
  Agenda,
  Events &
    Pick<VotingEvents, 'poll:opened' | 'poll:closed' | 'poll:announced' | 'poll:aborted'> &
    Pick<ConclusionEvents, 'item:concluded'>
> = {
  'agenda:published': (agenda, { digest, items }) => ({
    ...agenda,
    digest,
    items: Object.fromEntries(items.map((item, order) => [item.itemId, fresh(item, order)])),
  }),
  'item:added': (agenda, item) => ({
    ...agenda,
    items: { ...agenda.items, [item.itemId]: fresh(item, Object.keys(agenda.items).length) },
  }),
  'item:amended': (agenda, { itemId, ...item }) => change(agenda, itemId, item),
  'item:called': (agenda, { itemId }, { at }) => {
    const { state = 'ready', calledAt = null } = itemIn(agenda, itemId) ?? {};
    const called = { state: state === 'tied' ? state : 'discussing', calledAt: calledAt ?? at } as const;
    return { ...change(agenda, itemId, called), current: itemId, doorsClosedFor: null };
  },
  'item:doors-closed': (agenda, { itemId }) => ({ ...agenda, doorsClosedFor: itemId }),
  'item:doors-opened': (agenda) => ({ ...agenda, doorsClosedFor: null }),
  'poll:opened': (agenda, { decides }) => all(agenda, decides, 'voting'),
  'poll:closed': (agenda, { decides }) => all(agenda, decides, 'counting'),
  'poll:announced': (agenda, { decides, outcome }) => all(agenda, decides, settled[outcome]),
  'poll:aborted': (agenda, { decides }) => all(agenda, decides, 'discussing'),
  'item:concluded': (agenda, { itemId, outcome }) => change(agenda, itemId, { state: outcome }),
};

/**
 * `agenda`: what is on the table, `hidden` if it is none of this audience's items; `item:{itemId}`: the items it is
 * called for.
 */
export interface Board {
  agenda: Pick<Agenda, 'current' | 'doorsClosedFor'> & { readonly hidden: boolean };
  [item: `item:${string}`]: Item;
}
export const project = ({ agenda }: Pick<Reads, 'agenda'>, audience: Audience): Board => {
  const seen = (itemId: string | null) => (itemId !== null && seesItem(audience, itemId) ? itemId : null);
  return {
    agenda: {
      current: seen(agenda.current),
      hidden: agenda.current !== seen(agenda.current),
      doorsClosedFor: seen(agenda.doorsClosedFor),
    },
    ...keyed('item', agenda.items, (item, itemId) => (seesItem(audience, itemId) ? item : null)),
  };
};
