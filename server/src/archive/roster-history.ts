import type { Person } from '@ecab/shared/body/slice';
import { fromBytes } from '@ecab/shared/ledger/entry';
import { machines } from '@ecab/shared/ledger/machines';
import type { Streams } from '../storage/ports.js';

/** People as the roster of a body had them at an instant. */
export interface PeopleThen {
  /**
   * The last that was said of the person until `at`; of somebody entered only afterwards, the first that was ever said.
   * So the answer for an instant that has passed never changes, and it outlives the person's place in the roster.
   */
  person(personId: string, at: string): Person | null;
  /** The full name, or the id where nobody of it was ever entered. */
  fullName(personId: string, at: string): string;
}
export interface RosterHistory {
  /** Reads what is new in the body's stream. @throws StoreFault */
  read(): Promise<PeopleThen>;
}
interface Said {
  readonly at: string;
  readonly person: Person;
}
const PAGE = 500;

/** Entries hold ids: rows and packages name people as they were called at the time, today and when they are made again. */
export function createRosterHistory(streams: Streams, bodyId: string): RosterHistory {
  const said = new Map<string, Said[]>();
  let seq = 0;
  let reading: Promise<void> = Promise.resolve();

  function take(bytes: Uint8Array) {
    for (const { at, events } of fromBytes(bytes).commands)
      for (const stored of events) {
        if (stored.type !== 'roster:added' && stored.type !== 'roster:amended') continue;
        const { person } = machines.body.upcast(stored) as unknown as { person: Person };
        const before = said.get(person.personId) ?? [];
        said.set(person.personId, [...before, { at: at ?? '', person }]);
      }
  }
  async function readOn() {
    for (;;) {
      const entries = await streams.read(`body/${bodyId}`, seq, PAGE);
      for (const one of entries) {
        take(one.entry);
        seq = one.seq;
      }
      if (entries.length < PAGE) return;
    }
  }
  const person = (personId: string, at: string): Person | null => {
    const all = said.get(personId) ?? [];
    return (all.findLast((one) => one.at <= at) ?? all[0])?.person ?? null;
  };
  const then: PeopleThen = { person, fullName: (personId, at) => person(personId, at)?.fullName ?? personId };
  return {
    async read() {
      // One after the other: two readers at once would take an entry twice.
      const next = reading.then(readOn);
      reading = next.catch(() => {});
      await next;
      return then;
    },
  };
}
