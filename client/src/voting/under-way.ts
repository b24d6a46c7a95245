import type { MeetingsAnswer } from '@ecab/shared/contract/http';
import { useQuery } from '@tanstack/react-query';
import { read } from '../app/api.js';

const UNDER_WAY: readonly string[] = ['checkin', 'in_session', 'paused'];

/** The meetings under way that this person is called to. Asked anew whenever the server says that the list is stale. */
export function useMeetingsUnderWay(): readonly string[] {
  const { data } = useQuery({
    // Under `meetings`, so that a stale list of meetings also brings this one up to date.
    queryKey: ['meetings', 'under-way'],
    queryFn: async ({ signal }) => {
      const { meetings } = await read<MeetingsAnswer>('/api/meetings', signal);
      return meetings.filter(({ state }) => UNDER_WAY.includes(state)).map(({ meetingId }) => meetingId);
    },
    refetchInterval: 60_000,
    refetchOnReconnect: true,
    // A ballot that was under way when the tablet was reloaded is shown before the network is back.
    meta: { keep: true },
  });
  return data ?? [];
}
