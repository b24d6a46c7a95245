import type { z } from 'zod';
export type PersonId = string;
/** What the door knows of a command: from the connection and the clock, never from the request. */
export interface By {
  readonly commandId: string;
  readonly actor: PersonId;
  /** The chair, where a delegated secretary acts for the chair. */
  readonly onBehalfOf?: PersonId;
  readonly at: string;
}
/** A table of forms as types; `Filled`, because zod types an empty form so that no `type` can be added to it. */
export type Fields<Forms> = {
  [Name in keyof Forms]: Forms[Name] extends z.ZodType ? Filled<z.output<Forms[Name]>> : never;
};
type Filled<Form> = Form extends Record<string, never> ? Record<never, never> : Form;
/** Facts to append, at least one; or why not. */
export type Decided<Events, Refusal extends string> = readonly [EventOf<Events>, ...EventOf<Events>[]] | Refusal;
export type EventOf<Events> = { [Type in keyof Events]: { type: Type } & Events[Type] }[keyof Events];
/** One rule a request. `Reads` is as much of the stream's state as these rules look at. */
export type Decide<Reads, Requests, Decision> = {
  readonly [Name in keyof Requests]: (state: Reads, request: Requests[Name], by: By) => Decision;
};
/** One step an event: all of the slice's own, and those of others that it hears. Never throws, reads no clock. */
export type Evolve<State, Events> = {
  readonly [Type in keyof Events]: (state: State, event: Events[Type], by: By) => State;
};
/** Raises version 1 of an event to 2, 2 to 3, …; never removed. The version in force is one more than there are steps. */
export type Earlier<Events> = { readonly [Type in keyof Events]?: readonly Raise[] };
type Raise = (old: Record<string, unknown>) => object;
/**
 * What a tablet sends, where it differs from what is decided on: the server completes it (a digest by the doc's content,
 * a profile's id by its rules). Null: never from a tablet.
 */
export type Asked<Requests> = { readonly [Name in keyof Requests]?: z.ZodObject | null };
