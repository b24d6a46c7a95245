import { create } from 'zustand';
import type { ConnectionView } from '../ui/connection-chip.js';

export interface Connection extends ConnectionView {
  /** Since when the server is out of reach, ISO 8601; null while it is not. */
  readonly since: string | null;
  /** The server's clock less this device's, in ms. */
  readonly offsetMs: number;
  /** The store is away; what was asked is asked again. */
  readonly unsaved: boolean;
  /** Tries at once instead of at the next turn. */
  readonly retry: () => void;
}

/** How things stand with the server. Set by the sync layer alone, shown everywhere. */
export const useConnection = create<Connection>(() => ({
  state: 'connecting',
  waiting: 0,
  sending: null,
  drafts: 0,
  since: null,
  offsetMs: 0,
  unsaved: false,
  retry: () => {},
}));

/** The server's clock, in ms. */
export const serverNow = (): number => Date.now() + useConnection.getState().offsetMs;
