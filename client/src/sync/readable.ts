import type { StoreApi } from 'zustand/vanilla';

/** State that may be looked at and listened to, as `useStore` of zustand takes it. */
export type Readable<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;

/**
 * Waits for a fact.
 *
 * @returns the first state of which it holds.
 */
export function until<T>(source: Readable<T>, holds: (state: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (state: T) => {
      if (!holds(state)) return;
      stop();
      resolve(state);
    };
    let stop = () => {};
    stop = source.subscribe(look);
    look(source.getState());
  });
}
