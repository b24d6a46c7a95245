import { useInfiniteQuery } from '@tanstack/react-query';
import { read } from '../app/api.js';

export const kinds = ['meeting', 'decision', 'paper', 'minutes', 'task'] as const;
export type Kind = (typeof kinds)[number];
interface Mark {
  readonly start: number;
  readonly end: number;
}
export interface Hit {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly when: string;
  readonly symbol?: string;
  readonly meetingId?: string;
  readonly itemId?: string;
  readonly versionId?: string;
  readonly note?: 'no-text' | 'legacy-encoding' | 'cut';
  readonly titleMarks: readonly Mark[];
  /** Marks are offsets in `text`. */
  readonly passages: readonly { readonly pageIndex: number; readonly text: string; readonly marks: readonly Mark[] }[];
}
interface Found {
  readonly ok: true;
  readonly total: number;
  readonly capped: boolean;
  readonly hits: readonly Hit[];
  readonly facets: {
    readonly kinds: Readonly<Partial<Record<Kind, number>>>;
    readonly years: Readonly<Partial<Record<string, number>>>;
  };
  readonly next: string | null;
}

/** What is found for the words as typed; nothing is asked for blank ones. */
export function useSearch(q: string, kind: Kind | null, year: string | null) {
  return useInfiniteQuery({
    queryKey: ['archive', q, kind, year],
    enabled: q.trim() !== '',
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ q });
      if (kind) asked.set('kind', kind);
      if (year) asked.set('year', year);
      if (pageParam !== null) asked.set('after', pageParam);
      return read<Found>(`/api/search?${asked}`, signal);
    },
    getNextPageParam: ({ next }) => next,
  });
}

/** Where a hit opens: a paper at the page of the hit with the words marked, the rest at its meeting. */
export function placeOf({ kind, versionId, meetingId, id, passages }: Hit, q: string): string | null {
  if (kind === 'paper' && versionId) {
    const page = (passages[0]?.pageIndex ?? 0) + 1;
    return `/papers/${encodeURIComponent(versionId)}?${new URLSearchParams({ page: String(page), q })}`;
  }
  if (kind === 'task') return `/tasks/${encodeURIComponent(id)}`;
  if (kind === 'minutes' && meetingId) return `/meetings/${meetingId}/minutes`;
  return meetingId ? `/meetings/${meetingId}` : null;
}
