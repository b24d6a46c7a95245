import { system, type Who } from '@ecab/shared/access/can';
import { digestOf, fromBytes } from '@ecab/shared/ledger/entry';
import type { Clock } from '../adapters/system.js';
import type { App } from '../app.js';
import type { Store } from '../storage/ports.js';

/** What the past is played on: the product itself, with a clock that stands where it is told to. */
export interface Stage {
  readonly app: Pick<App, 'commands' | 'directory' | 'docs' | 'leases'>;
  readonly store: Store;
  readonly clock: Clock;
  /**
   * Somebody orders something, unless the stream says that he has: after an interruption the same play goes on where it
   * ended. The same order of the same person happens once a stream.
   * @param whole the request holds what else the server adds to it.
   * @throws Refused
   */
  order(personId: string, stream: string, name: string, request?: object, whole?: 'whole'): Promise<void>;
}
/** The demonstration's data and the rules do not agree. */
export class Refused extends Error {}

const PAGE = 500;

export function createStage({ app, store, clock }: Pick<Stage, 'app' | 'store' | 'clock'>): Stage {
  const done = new Map<string, Promise<Set<string>>>();
  // Not left to the stream's own memory of commands: that keeps the last few of each person.
  const doneIn = (stream: string): Promise<Set<string>> => {
    const ids = done.get(stream) ?? commandsIn(store, stream);
    done.set(stream, ids);
    return ids;
  };
  return {
    app,
    store,
    clock,
    async order(personId, stream, name, request = {}, whole) {
      const commandId = digestOf([stream, personId, name, request]).slice(0, 48);
      const ids = await doneIn(stream);
      if (ids.has(commandId)) return;
      const who: Who = personId === system.personId ? system : app.directory.who(personId);
      const answer = await (whole
        ? app.commands.issue(who, stream, commandId, name, request)
        : app.commands.handle(who, { commandId, stream, name, request }));
      if (!answer.ok) throw new Refused(`${name} of ${personId} on ${stream}: ${answer.refusal}`);
      ids.add(commandId);
    },
  };
}

async function commandsIn({ streams }: Store, stream: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let after = 0; ; after += PAGE) {
    const entries = await streams.read(stream, after, PAGE);
    for (const { entry } of entries) for (const { commandId } of fromBytes(entry).commands) ids.add(commandId);
    if (entries.length < PAGE) return ids;
  }
}

/** The last instant that any of these streams tells of; null if there are none yet. */
export async function lastInstant(
  { streams }: Pick<Store, 'streams'>,
  names: readonly string[],
): Promise<string | null> {
  let latest: string | null = null;
  for (const name of names) {
    const [last] = await streams.read(name, Math.max(0, (await streams.head(name)) - 1), 1);
    for (const { at } of last ? fromBytes(last.entry).commands : [])
      if (at !== null && (latest === null || at > latest)) latest = at;
  }
  return latest;
}

/** Something that happened then. */
export interface Happening {
  readonly at: string;
  readonly what: () => Promise<void>;
}
/** Plays it in the order of time, each with all that follows from it. `told`: how many there were so far. */
export async function play(
  happenings: readonly Happening[],
  clock: Clock,
  settled: () => Promise<void>,
  told: (count: number) => void,
): Promise<void> {
  const inOrder = [...happenings].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const [index, { at, what }] of inOrder.entries()) {
    clock.standAt(at);
    await what();
    await settled();
    told(index + 1);
  }
}

/** An instant so many milliseconds later. */
export const after = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
export const MINUTE_MS = 60_000;
/** An hour of the office's day, by Greenwich: nine in the morning in Vietnam is `02:00`. `days` later, or earlier. */
export const onDay = (day: string, days: number, time: string): string =>
  after(`${day}T${time}:00.000Z`, days * 24 * 60 * MINUTE_MS);
