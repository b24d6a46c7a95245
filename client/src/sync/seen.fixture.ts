import { vi } from 'vitest';

/** Waits for the fact. vitest itself gives up after a second, which a loaded machine takes for nothing. */
export const seen = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 20 });
