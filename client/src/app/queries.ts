import { QueryClient } from '@tanstack/react-query';
import { Fault } from './api.js';

/** Lists and papers' facts, as last read. `meta: { keep: true }` has a query kept for offline (see keep-queries.ts). */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Offline shows what is there and says so; it is no reason to wait.
      networkMode: 'offlineFirst',
      staleTime: 30_000,
      gcTime: 24 * 60 * 60_000,
      // A refusal is an answer, and without a network the connection's return fetches anew; only a fault is tried again.
      retry: (failures, error) => error instanceof Fault && failures < 2,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
