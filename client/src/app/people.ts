import type { RosterAnswer, RosterPerson } from '@ecab/shared/contract/http';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { read } from './api.js';

/** The roster of the body, as everybody who is signed in may know it. */
export interface People {
  /** Null until it is known. */
  readonly roster: RosterAnswer | null;
  /** Members in the order of their seats, then the others by given name. */
  readonly list: readonly RosterPerson[];
  person(personId: string): RosterPerson | null;
  /** The name to show; the id itself of somebody who is no longer on the roster. */
  name(personId: string): string;
}
const order = new Intl.Collator('vi');

export function usePeople(): People {
  const { data } = useQuery({
    queryKey: ['roster'],
    queryFn: ({ signal }) => read<RosterAnswer>('/api/roster', signal),
    staleTime: 5 * 60_000,
    meta: { keep: true },
  });
  return useMemo(() => peopleOf(data ?? null), [data]);
}

export function peopleOf(roster: RosterAnswer | null): People {
  const byId = new Map(roster?.people.map((one) => [one.personId, one]));
  const seat = (one: RosterPerson) => one.seat ?? Number.MAX_SAFE_INTEGER;
  const list = [...byId.values()].sort((a, b) => seat(a) - seat(b) || order.compare(a.sortKey, b.sortKey));
  const person = (personId: string) => byId.get(personId) ?? null;
  return {
    roster,
    list,
    person,
    name(personId) {
      const found = person(personId);
      return found ? (found.displayName ?? found.fullName) : personId;
    },
  };
}
