import { z } from 'zod';
import { type Agenda, pending } from '../agenda/slice.js';
import type { Events as ConclusionEvents } from '../conclusions/slice.js';
import { sha256 } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { Meeting } from '../meeting/slice.js';
import { type People, seatOf } from '../people/slice.js';
import { dayAt } from '../rules/working-days.js';
import type { Audience } from '../sync/audience.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** `none → draft → released (for comment) → approved (by chair and secretary, same digest) → numbering → issued`. */
export const minutesStates = ['none', 'draft', 'released', 'approved', 'numbering', 'numbered', 'issued'] as const;
export type MinutesState = (typeof minutesStates)[number];
export interface Minutes {
  readonly state: MinutesState;
  /** Who approved which text; another text makes an approval void. */
  readonly approvals: readonly Approval[];
  readonly symbol: string | null;
  /** The issued PDF, as stored: SHA-256 and size in bytes. */
  readonly issued: { readonly sha256: string; readonly sizeBytes: number; readonly at: string } | null;
}
export interface Approval {
  readonly personId: PersonId;
  readonly role: 'chair' | 'secretary';
  readonly digest: string;
  readonly at: string;
}
/** The day that is printed on the minutes: that of the close. Their number is one of its year (RULES.md c5). */
export const minutesDay = ({ closedAt, startsAt, offsetMinutes }: Meeting): string =>
  dayAt(closedAt ?? startsAt, offsetMinutes);
export const initial: Minutes = { state: 'none', approvals: [], symbol: null, issued: null };
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
  readonly agenda: Agenda;
  readonly minutes: Minutes;
}

const symbol = z.string().max(60);
export const requests = {
  'minutes:draft': z.strictObject({}),
  'minutes:release': z.strictObject({}),
  'minutes:approve': z.strictObject({ digest: sha256 }),
  'minutes:issue': z.strictObject({}),
  'minutes:number': z.strictObject({ symbol }),
  'minutes:store': z.strictObject({ sha256, sizeBytes: z.int().positive() }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'minutes:drafted': z.strictObject({}),
  'minutes:released': z.strictObject({}),
  'minutes:approved': z.strictObject({ digest: sha256, role: z.enum(['chair', 'secretary']), final: z.boolean() }),
  /** The clerk asks the register for a number; the register answers by `minutes:numbered`. */
  'minutes:number-asked': z.strictObject({ digest: sha256 }),
  'minutes:numbered': z.strictObject({ symbol }),
  'minutes:issued': z.strictObject({ symbol, digest: sha256, sha256, sizeBytes: z.int() }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'wrong-state' | 'items-pending';
type Decision = Decided<Events, Refusal>;

const approvedBy = ({ approvals }: Minutes, role: Approval['role'], digest: string) =>
  approvals.some((one) => one.role === role && one.digest === digest);
/** The digest that chair and secretary have both approved. */
export const approvedDigest = (minutes: Minutes): string | null =>
  minutes.approvals
    .map(({ digest }) => digest)
    .find((digest) => approvedBy(minutes, 'chair', digest) && approvedBy(minutes, 'secretary', digest)) ?? null;
/** May the text still be edited? */
export const isEditable = ({ state }: Minutes) => state === 'draft' || state === 'released';

export const decide: Decide<Reads, Requests, Decision> = {
  'minutes:draft': ({ meeting, agenda, minutes }): Decision => {
    if (meeting.state !== 'closed') return 'wrong-state';
    // They tell of every item, and what is not told cannot be archived.
    if (pending(agenda).length > 0) return 'items-pending';
    return minutes.state === 'none' ? [{ type: 'minutes:drafted' }] : 'already-drafted';
  },
  'minutes:release': ({ minutes }): Decision => {
    if (minutes.state === 'none') return 'no-draft';
    return minutes.state === 'draft' ? [{ type: 'minutes:released' }] : 'already-released';
  },
  'minutes:approve': ({ people, minutes }, { digest }, { actor }): Decision => {
    const role = seatOf(people, actor)?.role === 'chair' ? 'chair' : 'secretary';
    if (!isEditable(minutes)) return minutes.state === 'none' ? 'no-draft' : 'already-approved';
    if (approvedBy(minutes, role, digest)) return 'already-approved';
    const final = approvedBy(minutes, role === 'chair' ? 'secretary' : 'chair', digest);
    return [{ type: 'minutes:approved', digest, role, final }];
  },
  'minutes:issue': ({ minutes }): Decision => {
    const digest = approvedDigest(minutes);
    if (minutes.state !== 'approved' || !digest) {
      return minutes.state === 'numbering' || minutes.state === 'numbered' || minutes.state === 'issued'
        ? 'already-issued'
        : 'not-approved';
    }
    return [{ type: 'minutes:number-asked', digest }];
  },
  'minutes:number': ({ minutes }, { symbol }): Decision =>
    minutes.state === 'numbering' ? [{ type: 'minutes:numbered', symbol }] : 'already-issued',
  'minutes:store': ({ minutes }, file): Decision => {
    const digest = approvedDigest(minutes);
    if (minutes.state !== 'numbered' || !digest || minutes.symbol === null) return 'already-issued';
    return [{ type: 'minutes:issued', symbol: minutes.symbol, digest, ...file }];
  },
};

export const evolve: Evolve<Minutes, Events & Pick<ConclusionEvents, 'conclusion:revised'>> = {
  // What was approved says what had been concluded before.
  'conclusion:revised': (minutes) => (isEditable(minutes) ? { ...minutes, approvals: [] } : minutes),
  'minutes:drafted': (minutes) => ({ ...minutes, state: 'draft' }),
  'minutes:released': (minutes) => ({ ...minutes, state: 'released' }),
  'minutes:approved': (minutes, { digest, role, final }, { actor, at }) => ({
    ...minutes,
    state: final ? 'approved' : minutes.state,
    approvals: [...minutes.approvals.filter((one) => one.role !== role), { personId: actor, role, digest, at }],
  }),
  'minutes:number-asked': (minutes) => ({ ...minutes, state: 'numbering' }),
  'minutes:numbered': (minutes, { symbol }) => ({ ...minutes, state: 'numbered', symbol }),
  'minutes:issued': (minutes, { sha256, sizeBytes }, { at }) => ({
    ...minutes,
    state: 'issued',
    issued: { sha256, sizeBytes, at },
  }),
};

/** Members learn of minutes once they are released to them; guests of items do not. */
export type MinutesEntity = Pick<Minutes, 'state' | 'symbol'> &
  Partial<Pick<Minutes, 'approvals'>> & {
    readonly issuedAt: string | null;
  };
export const project = ({ minutes }: Pick<Reads, 'minutes'>, audience: Audience): { minutes?: MinutesEntity } => {
  const { state, symbol, approvals, issued } = minutes;
  const told = { state, symbol, issuedAt: issued?.at ?? null };
  if (audience === 'chair') return { minutes: { ...told, approvals } };
  return audience === 'all' && state !== 'none' && state !== 'draft' ? { minutes: told } : {};
};
