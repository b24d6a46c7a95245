import type { Forms } from '@ecab/shared/contract/wire';
import { createStore } from 'zustand/vanilla';
import type { Connection } from './connection.js';
import type { Device } from './device.js';
import type { Readable } from './readable.js';
import { throttle } from './throttle.js';

export interface Present {
  /** One per tablet, not per person. */
  readonly from: string;
  /** Written by the server: nobody appears as somebody else. */
  readonly person: { readonly id: string; readonly name: string };
  /** What that tablet says of itself, plain JSON; parse it before use. */
  readonly state: unknown;
}
type State = Forms['doc:aware']['state'];
export interface Awareness {
  readonly others: Readable<readonly Present[]>;
  /** Plain JSON of at most 4 KB; the last wins. Null: here no more. */
  set(state: State): void;
  close(): void;
}
const EVERY_MS = 100;
/** Told again so often, and forgotten when not heard for twice as long. */
const REPEAT_MS = 15_000;

/** Who has a co-edited doc open and where. Never stored, dropped first. */
export function createAwareness(name: string, connection: Connection, { now }: Pick<Device, 'now'>): Awareness {
  const others = createStore<readonly Present[]>(() => []);
  const heardAt = new Map<string, number>();
  let mine: State = null;
  const say = throttle<State>(EVERY_MS, (state) => connection.tell('doc:aware', { name, state }, 'volatile'));

  const drop = (gone: (one: Present) => boolean) => {
    const left = others.getState().filter((one) => !gone(one));
    if (left.length < others.getState().length) others.setState(left, true);
  };
  const repeat = setInterval(() => {
    if (mine !== null) say(mine);
    drop(({ from }) => now() - (heardAt.get(from) ?? 0) > 2 * REPEAT_MS);
  }, REPEAT_MS);
  const stops = [
    connection.on('doc:aware', (message) => {
      if (message.name !== name) return;
      const { from, person, state } = message;
      heardAt.set(from, now());
      const rest = others.getState().filter((one) => one.from !== from);
      others.setState(state === null ? rest : [...rest, { from, person, state }], true);
    }),
    connection.state.subscribe(({ link }) => link !== 'connected' && drop(() => true)),
  ];
  return {
    others,
    set(state) {
      // Nobody need be told that one who never said anything has gone.
      if (state === null && mine === null) return;
      mine = state;
      say(state);
    },
    close() {
      clearInterval(repeat);
      say.cancel();
      if (mine !== null) connection.tell('doc:aware', { name, state: null });
      for (const stop of stops) stop();
    },
  };
}
