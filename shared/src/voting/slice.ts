import { z } from 'zod';
import { type Agenda, isOpenItem, itemIn, withChildren } from '../agenda/slice.js';
import { type Attendance, isPresent, quorum } from '../attendance/slice.js';
import { id, line, sha256 } from '../kit/forms.js';
import { canonical } from '../ledger/json.js';
import type { Decide, Decided, Earlier, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { Meeting } from '../meeting/slice.js';
import { inForce, type Papers, papersOf } from '../papers/slice.js';
import { members, type People } from '../people/slice.js';
import { type Profile, profile } from '../rules/profile.js';
import { bases, needed } from '../rules/share.js';
import { type Audience, seesItem } from '../sync/audience.js';
import { keyed } from '../sync/keyed.js';
import { kindNames, kinds } from './kinds/index.js';
import { baseOf, type Choice, type Counts, choices, count, type Outcome, outcomeOf, outcomes } from './tally.js';
import type { vi } from './words.js';

export * as words from './words.js';

const people = z.int().nonnegative();
const counts = z.strictObject({
  approve: people,
  reject: people,
  not_voting: people,
  no_response: people,
  invalid: people,
});
/** What the tellers report of paper ballots (RULES.md c3). */
const record = z.strictObject({ entitled: people, issued: people, collected: people, valid: people, invalid: people });
export type CountRecord = z.infer<typeof record>;
/** Of paper ballots. */
const counted = z.strictObject({ pollId: id, approve: people, reject: people, not_voting: people, record });

export const requests = {
  /**
   * `settles`: the poll decides the item (or every item of its block); else it is a question of procedure. `matter`: one of
   * the profile's that has a majority of its own; left out where the ordinary one decides.
   */
  'poll:open': z.strictObject({
    pollId: id,
    itemId: id,
    question: line(1000),
    kind: z.enum(kindNames),
    settles: z.boolean(),
    repeats: id.nullable(),
    matter: id.optional(),
  }),
  'ballot:cast': z.strictObject({ pollId: id, choice: z.enum(choices) }),
  'poll:close': z.strictObject({ pollId: id }),
  'poll:announce': z.strictObject({ pollId: id }),
  'poll:abort': z.strictObject({ pollId: id, reason: line(1000) }),
  'poll:record': counted,
  /** The very numbers that are confirmed, as they were read: others may have been entered meanwhile. */
  'poll:confirm': counted,
};
export interface Requests extends Fields<typeof requests> {}

const about = { pollId: id, itemId: id, decides: z.array(id), question: z.string() };
const closed = {
  ...about,
  kind: z.enum(kindNames),
  counts,
  base: z.strictObject({ of: z.enum(bases), size: people }),
  needed: people,
  outcome: z.enum(outcomes),
};
export const events = {
  /** Everything that the outcome will rest on, frozen: who may cast, of how many a share is taken, the rules, the texts. */
  'poll:opened': z.strictObject({
    ...about,
    kind: z.enum(kindNames),
    repeats: id.nullable(),
    /** Whose majority is the `decision` of these rules; null: the ordinary one. */
    matter: id.nullable(),
    roll: z.array(id),
    base: z.strictObject({ of: z.enum(bases), size: people }),
    present: people,
    rules: profile.pick({
      id: true,
      decision: true,
      tie: true,
      ballotChange: true,
      choices: true,
      workingRulesArticle: true,
    }),
    headId: id.nullable(),
    papers: z.array(z.strictObject({ versionId: z.string(), sha256 })),
  }),
  'ballot:recorded': z.strictObject({ pollId: id, personId: id, choice: z.enum(choices) }),
  'poll:recorded': z.strictObject({ pollId: id, approve: people, reject: people, not_voting: people, record }),
  'poll:closed': z.strictObject({ ...closed, missing: z.array(id) }),
  'poll:announced': z.strictObject({ ...closed, record: record.nullable() }),
  'poll:aborted': z.strictObject({ ...about, reason: z.string() }),
};
export interface Events extends Fields<typeof events> {}
// Version 1 knew the ordinary majority alone.
export const earlier: Earlier<Events> = { 'poll:opened': [(v1) => ({ ...v1, matter: null })] };

export interface Result {
  readonly counts: Counts;
  readonly base: Events['poll:closed']['base'];
  readonly needed: number;
  readonly outcome: Outcome;
}
/** One question put. What `poll:opened` froze does not change. */
export interface Poll extends Omit<Events['poll:opened'], 'pollId'> {
  readonly state: 'open' | 'closed' | 'announced' | 'aborted';
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly ballots: Readonly<Record<PersonId, Ballot>>;
  readonly record: CountRecord | null;
  readonly entered: Pick<Counts, 'approve' | 'reject' | 'not_voting'> | null;
  /** Who entered the count: another person must confirm it. */
  readonly enteredBy: PersonId | null;
  readonly result: Result | null;
}
export interface Ballot {
  readonly choice: Choice;
  readonly at: string;
}
export interface Voting {
  readonly polls: Readonly<Record<string, Poll>>;
}
export const initial: Voting = { polls: {} };
type Refusal = keyof typeof vi.refusals | 'not-present' | 'no-quorum' | 'item-not-open' | 'wrong-state';
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
  readonly attendance: Attendance;
  readonly agenda: Agenda;
  readonly papers: Papers;
  readonly voting: Voting;
}

export const pollIn = ({ polls }: Voting, pollId: string): Poll | null =>
  Object.hasOwn(polls, pollId) ? (polls[pollId] ?? null) : null;
/** The poll under way, if one is. */
export const openPoll = ({ polls }: Voting): readonly [string, Poll] | null =>
  Object.entries(polls).find(([, { state }]) => state === 'open') ?? null;
/** Why nothing else may be begun, called or closed: a poll is open, or its result is not announced. */
export function pollInTheWay({ polls }: Voting): 'poll-open' | 'poll-not-announced' | null {
  if (openPoll({ polls })) return 'poll-open';
  return Object.values(polls).some(({ state }) => state === 'closed') ? 'poll-not-announced' : null;
}
/**
 * The outcome of the round that settled this item, else that of a tied one. Not the last of the rounds by their place in
 * the state: a snapshot sorts keys, and only a tie can be followed by another round.
 */
export function verdict(
  polls: Readonly<
    Record<string, Pick<Poll, 'state' | 'decides'> & { readonly result?: Pick<Result, 'outcome'> | null }>
  >,
  itemId: string,
): Outcome | null {
  const told = Object.values(polls).flatMap(({ state, decides, result }) =>
    state === 'announced' && result && decides.includes(itemId) ? [result.outcome] : [],
  );
  return told.find((outcome) => outcome !== 'tied_unresolved') ?? told[0] ?? null;
}
/** Entitled and present, but no ballot yet. */
export const missing = ({ roll, ballots }: Poll, attendance: Attendance) =>
  roll.filter((person) => isPresent(attendance, person) && !Object.hasOwn(ballots, person));

/** What everyone may see of a poll, and what one person is told of his own part: enough to know whether he may cast. */
export type PollView = Pick<Poll, 'state' | 'kind'> & { readonly rules: Pick<Profile, 'ballotChange'> };
export interface Part {
  readonly entitled: boolean;
  readonly ballot: Ballot | null;
}
export function mayCast(
  poll: PollView | null | undefined,
  { entitled, ballot }: Part,
  present: boolean,
): Refusal | null {
  if (!poll) return 'unknown-poll';
  if (!entitled) return 'not-entitled';
  if (!kinds[poll.kind].onTablets) return 'on-paper';
  if (poll.state !== 'open') return 'poll-not-open';
  if (!present) return 'not-present';
  return ballot !== null && poll.rules.ballotChange.value === 'never' ? 'already-cast' : null;
}
const part = (poll: Poll | null, person: PersonId): Part => ({
  entitled: poll?.roll.includes(person) ?? false,
  ballot: poll && Object.hasOwn(poll.ballots, person) ? (poll.ballots[person] ?? null) : null,
});

/** The items that a poll on this one is about: of a block, those not taken out of it before; else itself. */
const covers = (agenda: Agenda, itemId: string) =>
  withChildren(agenda, itemId).filter((one) => {
    const item = itemIn(agenda, one);
    return one === itemId || (item !== null && (isOpenItem(item) || item.state === 'tied'));
  });

/** The majority that decides: of a matter that has its own, that one (RULES.md c2); null: there is no such matter. */
const majority = ({ decision, matters }: Profile, matter: string | undefined) =>
  matter === undefined ? decision : (matters.find(({ id }) => id === matter)?.decision ?? null);

function mayOpen(room: Reads, { pollId, itemId, kind, settles, repeats }: Requests['poll:open']): Refusal | null {
  const { meeting, agenda, voting } = room;
  const item = itemIn(agenda, itemId);
  if (pollIn(voting, pollId)) return 'poll-exists';
  if (meeting.state !== 'in_session') return 'wrong-state';
  const inTheWay = pollInTheWay(voting);
  if (inTheWay) return inTheWay;
  if (!item || agenda.current !== itemId) return 'item-not-open';
  // A tie is broken, a decision stands: only a repeat of a tied or aborted round puts the same question again.
  if (settles && item.state !== 'discussing' && item.state !== 'tied') return 'item-settled';
  // Who voted what on a secret item would stand in the minutes for ever.
  if (settles && !kinds[kind].secret && covers(agenda, itemId).some((one) => itemIn(agenda, one)?.vote === 'paper'))
    return 'secret-item';
  if (repeats !== null && !pollIn(voting, repeats)) return 'unknown-poll';
  if (meeting.withoutVoting) return 'without-voting';
  return quorum(room).met ? null : 'no-quorum';
}

const about_ = (pollId: string, { itemId, decides, question }: Poll) => ({
  pollId,
  itemId,
  decides: [...decides],
  question,
});
function tally(poll: Poll, counted: Counts): Result {
  const { decision, tie } = poll.rules;
  const base = { of: decision.base, size: baseOf(decision.base, counted, poll.base.size, poll.present) };
  // Of a secret poll the head's ballot must never be looked up (RULES.md c2, secret + tie).
  const secret = kinds[poll.kind].secret;
  const head = secret || poll.headId === null ? null : (poll.ballots[poll.headId]?.choice ?? null);
  const outcome = outcomeOf({ counts: counted, base: base.size, decision, tie: tie.rule, head });
  return { counts: counted, base, needed: needed(decision, base.size), outcome };
}
function close(room: Reads, pollId: string, poll: Poll, counted: Counts): Decision {
  const gone = kinds[poll.kind].onTablets ? missing(poll, room.attendance) : [];
  const result = { ...tally(poll, counted), kind: poll.kind };
  return [{ type: 'poll:closed', ...about_(pollId, poll), ...result, missing: [...gone] }];
}

export const decide: Decide<Reads, Requests, Decision> = {
  'poll:open': (room, request): Decision => {
    const refusal = mayOpen(room, request);
    const { profile: rules, headId } = room.meeting;
    if (refusal || !rules) return refusal ?? 'no-quorum';
    const { settles, matter, ...fields } = request;
    const decision = majority(rules, matter);
    if (!decision) return 'unknown-matter';
    const { present, base } = quorum(room);
    const covered = covers(room.agenda, request.itemId);
    return [
      {
        type: 'poll:opened',
        ...fields,
        decides: settles ? covered : [],
        roll: [...members(room.people)],
        matter: matter ?? null,
        base: { of: decision.base, size: base },
        present,
        rules: {
          id: rules.id,
          decision,
          tie: rules.tie,
          ballotChange: rules.ballotChange,
          choices: rules.choices,
          workingRulesArticle: rules.workingRulesArticle,
        },
        headId,
        papers: covered.flatMap((itemId) =>
          papersOf(room.papers, itemId).flatMap(([, paper]) => {
            const version = inForce(paper);
            return version ? [{ versionId: version.versionId, sha256: version.sha256 }] : [];
          }),
        ),
      },
    ];
  },
  'ballot:cast': ({ voting, attendance }, { pollId, choice }, { actor }): Decision => {
    const poll = pollIn(voting, pollId);
    const refusal = mayCast(poll, part(poll, actor), isPresent(attendance, actor));
    return refusal ?? [{ type: 'ballot:recorded', pollId, personId: actor, choice }];
  },
  'poll:close': (room, { pollId }): Decision => {
    const poll = pollIn(room.voting, pollId);
    if (!poll) return 'unknown-poll';
    if (poll.state !== 'open') return 'poll-not-open';
    if (!kinds[poll.kind].onTablets) return 'needs-count-record';
    const cast = Object.values(poll.ballots).map(({ choice }) => choice);
    return close(room, pollId, poll, count(cast, poll.base.size));
  },
  'poll:record': ({ voting }, { pollId, record, ...entered }): Decision => {
    const poll = pollIn(voting, pollId);
    if (!poll) return 'unknown-poll';
    if (kinds[poll.kind].onTablets) return 'not-on-paper';
    if (poll.state !== 'open') return 'poll-not-open';
    const valid = entered.approve + entered.reject + entered.not_voting;
    const fits =
      record.entitled === poll.base.size &&
      record.issued <= record.entitled &&
      record.collected <= record.issued &&
      record.valid + record.invalid === record.collected &&
      valid === record.valid;
    return fits ? [{ type: 'poll:recorded', pollId, record, ...entered }] : 'record-does-not-add-up';
  },
  'poll:confirm': (room, { pollId, record, ...read }, { actor }): Decision => {
    const poll = pollIn(room.voting, pollId);
    if (!poll) return 'unknown-poll';
    if (poll.state !== 'open') return 'poll-not-open';
    if (!poll.entered || !poll.record) return 'needs-count-record';
    // A count is settled by two people: else a delegated secretary could carry a secret poll alone.
    if (poll.enteredBy === actor) return 'entered-by-you';
    if (canonical([read, record]) !== canonical([poll.entered, poll.record])) return 'count-changed';
    const { collected, invalid } = poll.record;
    return close(room, pollId, poll, { ...poll.entered, invalid, no_response: poll.base.size - collected });
  },
  'poll:announce': ({ voting }, { pollId }): Decision => {
    const poll = pollIn(voting, pollId);
    if (!poll) return 'unknown-poll';
    if (poll.state !== 'closed' || !poll.result) return 'poll-not-closed';
    const { kind, record } = poll;
    return [{ type: 'poll:announced', ...about_(pollId, poll), kind, ...poll.result, record }];
  },
  'poll:abort': ({ voting }, { pollId, reason }): Decision => {
    const poll = pollIn(voting, pollId);
    if (!poll) return 'unknown-poll';
    return poll.state === 'open' ? [{ type: 'poll:aborted', ...about_(pollId, poll), reason }] : 'poll-not-open';
  },
};

const change = ({ polls }: Voting, pollId: string, to: (poll: Poll) => Partial<Poll>): Voting => {
  const poll = pollIn({ polls }, pollId);
  return { polls: poll ? { ...polls, [pollId]: { ...poll, ...to(poll) } } : polls };
};
export const evolve: Evolve<Voting, Events> = {
  'poll:opened': ({ polls }, { pollId, ...poll }, { at }) => ({
    polls: {
      ...polls,
      [pollId]: {
        ...poll,
        state: 'open',
        openedAt: at,
        closedAt: null,
        ballots: {},
        record: null,
        entered: null,
        enteredBy: null,
        result: null,
      },
    },
  }),
  'ballot:recorded': (voting, { pollId, personId, choice }, { at }) =>
    change(voting, pollId, ({ ballots }) => ({ ballots: { ...ballots, [personId]: { choice, at } } })),
  'poll:recorded': (voting, { pollId, record, ...entered }, { actor: enteredBy }) =>
    change(voting, pollId, () => ({ record, entered, enteredBy })),
  'poll:closed': (voting, { pollId, counts, base, needed, outcome }, { at }) =>
    change(voting, pollId, () => ({ state: 'closed', closedAt: at, result: { counts, base, needed, outcome } })),
  'poll:announced': (voting, { pollId }) => change(voting, pollId, () => ({ state: 'announced' })),
  'poll:aborted': (voting, { pollId }, { at }) => change(voting, pollId, () => ({ state: 'aborted', closedAt: at })),
};

/**
 * What a board says of a poll. `cast`: how many ballots, never which. The result is hidden until it is announced; who is
 * missing, and the result once closed, only chair and secretaries see.
 */
export interface PollEntity
  extends Pick<
    Poll,
    | 'itemId'
    | 'decides'
    | 'question'
    | 'kind'
    | 'state'
    | 'base'
    | 'present'
    | 'rules'
    | 'result'
    | 'record'
    | 'openedAt'
    | 'closedAt'
    | 'repeats'
    | 'matter'
  > {
  readonly cast: number;
  readonly missing?: readonly PersonId[];
  readonly entered?: Poll['entered'];
  readonly enteredBy?: Poll['enteredBy'];
}
export type Board = Record<`poll:${string}`, PollEntity>;
export const project = ({ voting, attendance }: Pick<Reads, 'voting' | 'attendance'>, audience: Audience): Board =>
  keyed('poll', voting.polls, (poll) => {
    if (!seesItem(audience, poll.itemId)) return null;
    const { itemId, decides, question, kind, state, base, present, rules, openedAt, closedAt, ballots } = poll;
    const { repeats, matter } = poll;
    const told = { itemId, decides, question, kind, state, base, present, rules, openedAt, closedAt, repeats, matter };
    const known = audience === 'chair' || state === 'announced';
    const { entered, enteredBy } = poll;
    const open = audience === 'chair' && { missing: missing(poll, attendance), entered, enteredBy };
    return {
      ...told,
      cast: Object.keys(ballots).length,
      result: known ? poll.result : null,
      record: known ? poll.record : null,
      ...open,
    };
  });
/** Told to one person only, of the polls that he is entitled in: a guest of one item does not learn of those on others. */
export const you = ({ voting }: Pick<Reads, 'voting'>, person: PersonId): Record<`poll:${string}`, Part> =>
  keyed('poll', voting.polls, (poll) => (poll.roll.includes(person) ? part(poll, person) : null));
