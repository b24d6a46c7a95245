import type { LedgerAnswer } from '@ecab/shared/contract/http';
import { useQuery } from '@tanstack/react-query';
import { read } from '../app/api.js';

/** The events of the meeting beside its minutes; for chair and secretaries. */
export function useLedger(meetingId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['ledger', meetingId],
    enabled,
    queryFn: ({ signal }) => read<LedgerAnswer>(`/api/meetings/${meetingId}/ledger`, signal),
  });
}
