import type { Live, LiveOf } from '@ecab/shared/contract/wire';
import { createStore } from 'zustand/vanilla';
import type { Connection } from './connection.js';
import { type Device, newId } from './device.js';
import type { Readable } from './readable.js';
import { throttle } from './throttle.js';

export interface LiveInk {
  /** What others do in this doc at this moment, one line a pen; never what this tab does. */
  readonly others: Readable<readonly LiveOf[]>;
  /** A stroke that goes on, or a pointer. The last wins. Null: lifted. */
  say(live: Live | null): void;
  close(): void;
}
const EVERY_MS = 50;
/** A pen that was not heard of for so long is gone: its last word may have been dropped. */
const FORGOTTEN_MS = 3_000;

/** Strokes while they are drawn, and pointers, in one open doc. Never stored, dropped first. */
export function createLive(name: string, connection: Connection, { now }: Pick<Device, 'now'>): LiveInk {
  const pen = newId().slice(0, 32);
  const others = createStore<readonly LiveOf[]>(() => []);
  const heardAt = new Map<string, number>();
  const say = throttle<Live | null>(EVERY_MS, (live) => connection.tell('doc:live', { name, pen, live }, 'volatile'));

  const keep = (stays: (one: LiveOf) => boolean) => {
    const left = others.getState().filter(stays);
    if (left.length < others.getState().length) others.setState(left, true);
  };
  const forgetting = setInterval(
    () => keep((one) => now() - (heardAt.get(one.pen) ?? 0) <= FORGOTTEN_MS),
    FORGOTTEN_MS,
  );
  const stops = [
    connection.on('doc:live', (message) => {
      if (message.name !== name) return;
      const told = message.all.filter((one) => one.pen !== pen);
      if (told.length === 0) return;
      for (const one of told) heardAt.set(one.pen, now());
      const pens = new Set(told.map((one) => one.pen));
      const rest = others.getState().filter((one) => !pens.has(one.pen));
      others.setState([...rest, ...told.filter(({ live }) => live !== null)], true);
    }),
    connection.state.subscribe(({ link }) => link !== 'connected' && keep(() => false)),
  ];
  return {
    others,
    say,
    close() {
      clearInterval(forgetting);
      say.cancel();
      connection.tell('doc:live', { name, pen, live: null });
      for (const stop of stops) stop();
    },
  };
}
