import type { At } from '../contract/wire.js';
import { type Entry, fromBytes, hashOf, type Recorded, toBytes } from './entry.js';
import type { Command, Machine } from './machine.js';
import type { By, PersonId } from './slice.js';

/** A stream as folded up to `seq`. `recent`: where a person's last commands went, so that a resend gets the first answer. */
export interface Folded<State> {
  readonly state: State;
  readonly seq: number;
  readonly hash: string | null;
  readonly at: string;
  readonly recent: Readonly<Record<PersonId, readonly (readonly [commandId: string, seq: number])[]>>;
}
export const empty = <State>(machine: Machine<State>): Folded<State> => ({
  state: machine.initial,
  seq: 0,
  hash: null,
  at: '',
  recent: {},
});
/** A tablet has one command under way, so what it sends again is among its person's last; 32 allow for many devices. */
const RECENT = 32;
/** An id may be `constructor`, which every object has. */
const recentOf = <State>({ recent }: Folded<State>, person: PersonId) =>
  Object.hasOwn(recent, person) ? (recent[person] ?? []) : [];
/** @returns the seq under which this command of this person is recorded already, null if it is new. */
export const recordedAt = <State>(folded: Folded<State>, person: PersonId, commandId: string): number | null =>
  recentOf(folded, person).find(([id]) => id === commandId)?.[1] ?? null;

/** A parsed command of somebody. `may`: asked on the very state that it is decided on. */
export interface Sent<State> extends Command {
  readonly commandId: string;
  readonly actor: PersonId;
  readonly may: (state: State) => Grant | null;
}
/** Allowed; for the chair, where a delegated secretary acts. */
export interface Grant {
  readonly onBehalfOf?: PersonId;
}
export type Decision = { readonly ok: true; readonly at: At } | { readonly ok: false; readonly refusal: string };

/** Folds one stored entry. @throws RangeError if the chain is broken. */
export function fold<State>(machine: Machine<State>, folded: Folded<State>, bytes: Uint8Array): Folded<State> {
  const { seq, prevHash, commands } = fromBytes(bytes);
  if (seq !== folded.seq + 1 || prevHash !== folded.hash)
    throw new RangeError(`entry ${seq} does not follow ${folded.seq}`);
  const next = commands.reduce((state, command) => apply(machine, state, command, seq), opened(folded));
  return { ...next, seq, hash: hashOf(bytes) };
}

/** A copy that {@link apply} may write into: copying the memory of 500 people at each of a batch's commands took a fifth of the server. */
type Opened<State> = Folded<State> & { readonly recent: Record<PersonId, Folded<State>['recent'][string]> };
const opened = <State>(folded: Folded<State>): Opened<State> => ({ ...folded, recent: { ...folded.recent } });
function apply<State>(machine: Machine<State>, folded: Opened<State>, recorded: Recorded, seq: number): Opened<State> {
  const { events, commandId, actor, at, onBehalfOf } = recorded;
  const by: By = { commandId, actor: actor ?? '', at: at ?? folded.at, ...(onBehalfOf && { onBehalfOf }) };
  const state = events.map(machine.upcast).reduce((before, event) => machine.evolve(before, event, by), folded.state);
  if (actor === null) return { ...folded, state };
  const last = [...recentOf(folded, actor), [commandId, seq] as const].slice(-RECENT);
  folded.recent[actor] = last;
  return { ...folded, state, at: by.at };
}

/**
 * Decides what arrived together, each command on the state after the one before; no bytes if there is nothing to record.
 * `after` is what {@link fold} would make of the bytes, which need not be read again. A rule that throws answers `internal` for its command alone; what it threw is in `faults`.
 */
export function decideAll<State>(
  machine: Machine<State>,
  folded: Folded<State>,
  sent: readonly Sent<State>[],
  now: string,
  { stream, incarnation }: Pick<Entry, 'stream' | 'incarnation'>,
) {
  const seq = folded.seq + 1;
  const commands: Recorded[] = [];
  const faults: { readonly commandId: string; readonly fault: unknown }[] = [];
  let next = opened(folded);
  const decideOne = (one: Sent<State>): Decision => {
    const before = recordedAt(next, one.actor, one.commandId);
    if (before !== null) return { ok: true, at: { stream, seq: before } };
    const grant = one.may(next.state);
    if (!grant) return { ok: false, refusal: 'not-allowed' };
    const by: By = { commandId: one.commandId, actor: one.actor, at: now > next.at ? now : next.at, ...grant };
    const events = machine.decide(next.state, one, by);
    if (typeof events === 'string') return { ok: false, refusal: events };
    if (events.length === 0) throw new TypeError(`${one.name} was accepted without an event`);
    const recorded = { ...by, events };
    next = apply(machine, next, recorded, seq);
    commands.push(recorded);
    return { ok: true, at: { stream, seq } };
  };
  const answers = sent.map((one): Decision => {
    try {
      return decideOne(one);
    } catch (fault) {
      faults.push({ commandId: one.commandId, fault });
      return { ok: false, refusal: 'internal' };
    }
  });
  const bytes = commands.length
    ? toBytes({ format: 1, stream, seq, prevHash: folded.hash, incarnation, commands })
    : null;
  const after: Folded<State> | null = bytes && { ...next, seq, hash: hashOf(bytes) };
  return { answers, bytes, after, faults };
}
