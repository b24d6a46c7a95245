import { useEffect, useMemo, useState } from 'react';
import type { OpenedPaper } from '../stage/open-pdf.js';
import type { PageMatches } from './find-marks.js';
import { hasWords, type Manner, matchesIn } from './matches.js';
import type { PageText } from './page-text.js';

/** Given to `PdfStage` (what to mark) and `FindBar` (what to say). */
export interface Find {
  readonly query: string;
  setQuery(query: string): void;
  /** `reading`: texts of pages are still being read. `scan`: no page has text. */
  readonly state: 'idle' | 'reading' | 'done' | 'scan';
  readonly count: number;
  /** From 1; 0 if there is none. */
  readonly number: number;
  readonly current: { readonly pageIndex: number; readonly index: number } | null;
  next(): void;
  previous(): void;
  onPage(pageIndex: number): PageMatches | null;
}
interface Asked {
  readonly query: string;
  readonly manner: Manner;
}

/**
 * Finds words in an opened paper.
 *
 * @param start what to look for at once, as the archive's search sends one here. @param startPage where to look first.
 */
export function useFind(paper: OpenedPaper | null, start: string, startPage: number): Find {
  const [{ query, manner }, ask] = useState<Asked>({ query: start, manner: 'whole' });
  const [texts, setTexts] = useState<{ readonly of: OpenedPaper; readonly pages: readonly PageText[] } | null>(null);
  const [chosen, choose] = useState<{ readonly query: string; readonly at: number } | null>(null);
  const wanted = query.trim() !== '';
  const read = texts?.of === paper ? texts : null;

  useEffect(() => {
    if (!paper || !wanted || read) return;
    let gone = false;
    const pages: PageText[] = [];
    const readAll = async () => {
      for (let pageIndex = 0; pageIndex < paper.pages && !gone; pageIndex += 1)
        pages.push(await paper.textOf(pageIndex));
      if (!gone) setTexts({ of: paper, pages });
    };
    // Closed while it was being read: there is nobody left to tell.
    readAll().catch((fault: unknown) => gone || console.error(fault));
    return () => {
      gone = true;
    };
  }, [paper, wanted, read]);

  const found = useMemo(
    () =>
      read && wanted
        ? matchesIn(
            read.pages.map(({ text }) => text),
            query,
            manner,
          )
        : null,
    [read, wanted, query, manner],
  );
  const places = useMemo(
    () => (found ?? []).flatMap((matches, pageIndex) => matches.map((_, index) => ({ pageIndex, index }))),
    [found],
  );
  const first = Math.max(
    0,
    places.findIndex(({ pageIndex }) => pageIndex >= startPage),
  );
  const at = chosen?.query === query ? Math.min(chosen.at, places.length - 1) : first;
  const current = places[at] ?? null;
  const isScan = useMemo(() => read !== null && !read.pages.some(({ text }) => hasWords(text)), [read]);
  const step = (by: number) => {
    if (places.length > 0) choose({ query, at: (at + by + places.length) % places.length });
  };
  return {
    query,
    setQuery: (typed) => ask({ query: typed, manner: 'typed' }),
    state: !wanted ? 'idle' : !read ? 'reading' : isScan ? 'scan' : 'done',
    count: places.length,
    number: current ? at + 1 : 0,
    current,
    next: () => step(1),
    previous: () => step(-1),
    onPage(pageIndex) {
      const matches = found?.[pageIndex];
      const text = read?.pages[pageIndex];
      if (!matches || !text) return null;
      return { text, matches, current: current?.pageIndex === pageIndex ? current.index : null };
    },
  };
}
