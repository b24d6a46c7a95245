import type { z } from 'zod';
import { wellFormed } from '../kit/well-formed.js';
import type { Audience } from '../sync/audience.js';
import type { StoredEvent } from './entry.js';
import type { By, Fields, PersonId } from './slice.js';

type Table = Readonly<Record<string, unknown>>;
/** A slice as the machine needs it; each slice's own types are finer (see `Fits`). */
export interface AnySlice {
  readonly initial: unknown;
  readonly requests: Readonly<Record<string, z.ZodObject>>;
  readonly asked?: Readonly<Record<string, z.ZodObject | null>>;
  readonly events: Readonly<Record<string, z.ZodObject>>;
  readonly earlier?: Readonly<Record<string, readonly ((old: Record<string, unknown>) => object)[]>>;
  readonly decide: Table;
  readonly evolve: Table;
  readonly project?: unknown;
  readonly you?: unknown;
  readonly words: { readonly vi: Words; readonly en: Words; readonly sentences: object };
}
interface Words {
  readonly refusals: object;
  readonly sentences: object;
}
export type Slices = Readonly<Record<string, AnySlice>>;
type Merge<U> = (U extends U ? (one: U) => void : never) extends (all: infer All) => void
  ? { [K in keyof All]: All[K] }
  : never;
type One<S extends Slices> = S[keyof S];

/** The state, one key per slice. */
export type StateOf<S extends Slices> = { readonly [Name in keyof S]: S[Name]['initial'] };
/** What may be asked, by name. */
export type CommandsOf<S extends Slices> = Fields<Merge<One<S>['requests']>>;
/** What may have happened, by type. */
export type EventsOf<S extends Slices> = Fields<Merge<One<S>['events']>>;
export type RefusalsOf<S extends Slices> = keyof Merge<One<S>['words']['vi']['refusals']> & string;
/** Why a door says no, whatever the rules are. */
export type DoorRefusal =
  | 'invalid-request'
  | 'bad-text'
  | 'not-allowed'
  | 'changed-meanwhile'
  | 'unavailable'
  | 'internal';

/** Proves that every slice's rules read only what this machine has, and refuse only with words that exist. */
export type Fits<S extends Slices> = {
  readonly [Name in keyof S]: {
    readonly decide: {
      readonly [name: string]: (
        state: StateOf<S>,
        request: never,
        by: By,
      ) => readonly { readonly type: keyof EventsOf<S> }[] | RefusalsOf<S> | 'not-allowed';
    };
    readonly evolve: {
      readonly [Type in keyof EventsOf<S>]?: (
        state: S[Name]['initial'],
        event: EventsOf<S>[Type],
        by: By,
      ) => S[Name]['initial'];
    };
    readonly project?: (state: StateOf<S>, audience: Audience) => object;
    readonly you?: (state: StateOf<S>, person: PersonId) => object;
  };
};

/** A command that has been parsed: `name` and `request` fit each other. */
export interface Command {
  readonly name: string;
  readonly request: object;
}
export interface Event {
  readonly type: string;
}
/** Thrown on an event of a newer release: this one may show and verify the stream, but must not decide on it. */
export class NewerThanThis extends Error {}

/** What runs a kind of stream. All of it is derived from the list of slices. */
export interface Machine<State = unknown> {
  readonly kind: string;
  readonly initial: State;
  readonly names: readonly string[];
  /** A request from the wire; `complete` says whether the server has added what a tablet may not say. */
  parse(name: string, request: unknown, complete?: boolean): Command | 'invalid-request' | 'bad-text';
  /** @throws TypeError or z.ZodError if a rule made an event that does not fit its form: a fault, not a refusal. */
  decide(state: State, command: Command, by: By): readonly StoredEvent[] | string;
  /** @throws NewerThanThis */
  upcast(stored: StoredEvent): Event;
  /** The version an event of this type is stored with today; 0 for a type that this release does not know. */
  versionOf(type: string): number;
  evolve(state: State, event: Event, by: By): State;
  board(state: State, audience: Audience): Record<string, unknown>;
  you(state: State, person: PersonId): Record<string, unknown>;
  readonly words: readonly AnySlice['words'][];
}

type Step = (state: unknown, event: object, by: By) => unknown;
type Rule = (state: unknown, request: object, by: By) => readonly Event[] | string;
type Project = (state: unknown, audience: Audience) => object;
type You = (state: unknown, person: PersonId) => object;

// From here on names and types are data, so the compiler cannot pair them: the casts of the ledger all stand below.
export function machine<const S extends Slices>(kind: string, slices: S & Fits<S>): Machine<StateOf<S>> {
  const all = Object.entries(slices as Slices);
  const asks = new Map(all.flatMap(([, slice]) => Object.keys(slice.requests).map((name) => [name, slice] as const)));
  const tells = new Map(all.flatMap(([, slice]) => Object.keys(slice.events).map((type) => [type, slice] as const)));
  const versionOf = (type: string) => (tells.has(type) ? (tells.get(type)?.earlier?.[type]?.length ?? 0) + 1 : 0);
  type State = StateOf<S>;
  return {
    kind,
    initial: Object.fromEntries(all.map(([name, slice]) => [name, slice.initial])) as State,
    names: [...asks.keys()],
    words: all.map(([, { words }]) => words),
    versionOf,
    parse(name, request, complete = false) {
      const slice = asks.get(name);
      const asked = slice?.asked && Object.hasOwn(slice.asked, name) ? slice.asked[name] : slice?.requests[name];
      const form = complete ? slice?.requests[name] : asked;
      if (!form) return 'invalid-request';
      if (!wellFormed(request)) return 'bad-text';
      const read = form.safeParse(request);
      return read.success ? { name, request: read.data } : 'invalid-request';
    },
    decide(state, { name, request }, by) {
      const rule = asks.get(name)?.decide[name] as Rule | undefined;
      if (!rule) throw new TypeError(`no rule for ${name}`);
      const decided = rule(state, request, by);
      if (typeof decided === 'string') return decided;
      return decided.map(({ type, ...fields }) => {
        const form = tells.get(type)?.events[type];
        if (!form) throw new TypeError(`no event ${type}`);
        return { ...form.parse(fields), type, v: versionOf(type) };
      });
    },
    upcast({ type, v, ...fields }) {
      const slice = tells.get(type);
      const form = slice?.events[type];
      if (!form || v > versionOf(type)) throw new NewerThanThis(`${type} v${v}`);
      const raised = (slice.earlier?.[type] ?? [])
        .slice(v - 1)
        .reduce<object>((old, raise) => raise(old as Record<string, unknown>), fields);
      return { type, ...form.parse(raised) };
    },
    evolve(state, { type, ...fields }, by) {
      const next: Record<string, unknown> = { ...state };
      // `type` is taken off, or a step that spreads its event would copy it into the state.
      for (const [name, { evolve }] of all)
        if (Object.hasOwn(evolve, type)) next[name] = (evolve[type] as Step)(next[name], fields, by);
      return next as State;
    },
    board: (state, audience) =>
      Object.assign({}, ...all.map(([, { project }]) => (project as Project | undefined)?.(state, audience))),
    you: (state, person) => Object.assign({}, ...all.map(([, { you }]) => (you as You | undefined)?.(state, person))),
  };
}
