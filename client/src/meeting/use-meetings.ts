import type { MeetingRow, MeetingsAnswer } from '@ecab/shared/contract/http';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { read } from '../app/api.js';
import { useTimeZone } from '../app/body.js';
import { serverNow, useConnection } from '../app/connection.js';
import { usePeople } from '../app/people.js';
import { personOf, useMe } from '../app/session.js';
import { daysBetween } from '../i18n/format.js';

const address = (after: string | null) => `/api/meetings${after === null ? '' : `?after=${encodeURIComponent(after)}`}`;

/** The newest meetings, kept for offline: for home and for what is under way. */
export function useMeetings() {
  return useQuery({
    queryKey: ['meetings', 'first'],
    queryFn: ({ signal }) => read<MeetingsAnswer>(address(null), signal),
    meta: { keep: true },
  });
}
/** All of them, page by page. */
export function useAllMeetings() {
  return useInfiniteQuery({
    queryKey: ['meetings', 'all'],
    queryFn: ({ pageParam, signal }) => read<MeetingsAnswer>(address(pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
const over = ({ state }: MeetingRow) => state === 'closed' || state === 'archived' || state === 'cancelled';
const running = ({ state }: MeetingRow) => state === 'checkin' || state === 'in_session' || state === 'paused';

/** Today's and those under way, then what comes, soonest first, then what is past, latest first. */
export function useSorted() {
  const timeZone = useTimeZone();
  // Today is the server's: drawn again once its clock is known, whatever this device believes.
  useConnection(({ offsetMs }) => offsetMs);
  return (rows: readonly MeetingRow[]) => {
    const now = new Date(serverNow()).toISOString();
    const days = (row: MeetingRow) => daysBetween(now, row.startsAt, timeZone);
    const today = rows.filter((row) => running(row) || (days(row) === 0 && row.state !== 'cancelled'));
    const others = rows.filter((row) => !today.includes(row));
    const sooner = (a: MeetingRow, b: MeetingRow) => (a.startsAt < b.startsAt ? -1 : 1);
    return {
      today: today.toSorted(sooner),
      coming: others.filter((row) => days(row) > 0 && !over(row)).toSorted(sooner),
      past: others.filter((row) => days(row) <= 0 || over(row)).toSorted((a, b) => sooner(b, a)),
    };
  };
}
/** Does this person prepare meetings for the body? */
export function useIsOffice(): boolean {
  const me = personOf(useMe())?.id ?? '';
  return usePeople().person(me)?.roles.includes('secretary') ?? false;
}
