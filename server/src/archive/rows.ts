import { fold } from '@ecab/shared/text/fold';
import { looksLegacyEncoded } from '@ecab/shared/text/legacy';
import { foldedText } from '@ecab/shared/text/rank';
import { termsOf, textPrefixes } from '@ecab/shared/text/terms';
import { z } from 'zod';
import type { Row } from '../storage/ports.js';

export const archiveKinds = ['meeting', 'decision', 'paper', 'minutes', 'task'] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** `legacy-encoding`, `no-text`: found by its title only. `cut`: too long to be searched whole. */
const note = z.enum(['legacy-encoding', 'no-text', 'cut']);

/** What is shown of a unit beside its passages. */
const shown = {
  kind: z.enum(archiveKinds),
  id: z.string().min(1),
  title: z.string(),
  when: isoDay,
  /** The facet; by default that of `when`. */
  year: z.int().min(0).max(9999),
  symbol: z.string().optional(),
  meetingId: z.string().optional(),
  itemId: z.string().optional(),
  paperId: z.string().optional(),
  versionId: z.string().optional(),
  note: note.optional(),
};
const archiveBody = z.strictObject({
  ...shown,
  pages: z.array(z.string()),
  /** See `foldedText`; kept because 1,000 units are looked through for one answer. */
  folded: z.string(),
});
export type ArchiveBody = z.infer<typeof archiveBody>;
export type ArchiveFields = Omit<ArchiveBody, 'pages' | 'folded'>;

/** One thing that can be found. */
export interface ArchiveUnit {
  readonly kind: ArchiveKind;
  readonly id: string;
  readonly title: string;
  /** `2025-09-26`: when it happened or was issued; of a paper, when its meeting is. */
  readonly when: string;
  readonly symbol?: string | undefined;
  readonly year?: number | undefined;
  /** Text page by page, the title not repeated; one element for what has no pages. */
  readonly pages: readonly string[];
  /** Who may find it, as terms: `who:p-khue`, `role:secretary`, `item:i6`. */
  readonly who: readonly string[];
  readonly meetingId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly paperId?: string | undefined;
  readonly versionId?: string | undefined;
  readonly note?: z.infer<typeof note> | undefined;
}

export const archiveView = 'archive';
/** Rows hold 4 MB; a quarter of it is left to JSON's own signs and the fields. */
const TEXT_BYTES = 3_000_000;

/**
 * The row of a unit in view `archive`; rows come newest first.
 *
 * @param from position of the entry that made it so, see {@link Row.from}.
 * @throws RangeError if a right could be mistaken for a term of the text, or `when` is no day.
 */
export function rowOf(unit: ArchiveUnit, from: number): Row {
  const rights = unit.who.map(checkRight);
  const year = unit.year ?? Number(isoDay.parse(unit.when).slice(0, 4));
  const { title, pages, note } = searchable(unit);
  // A paper has no day of its own: "26/11/2026" must not find every paper of that meeting.
  const own = unit.kind === 'paper' ? {} : { day: unit.when, year };
  const made = termsOf({ title, pages, ...own, ...given('symbol', unit.symbol) }, 19_000 - rights.length);
  const body: ArchiveBody = {
    kind: unit.kind,
    id: unit.id,
    title,
    when: unit.when,
    year,
    ...given('symbol', unit.symbol),
    ...given('meetingId', unit.meetingId),
    ...given('itemId', unit.itemId),
    ...given('paperId', unit.paperId),
    ...given('versionId', unit.versionId),
    ...given('note', unit.note ?? note ?? (made.cut ? 'cut' : undefined)),
    pages,
    folded: foldedText({ title, pages }),
  };
  return {
    view: archiveView,
    id: `${unit.kind}:${unit.id}`,
    from,
    sort: unit.when,
    terms: [...rights, kindTerm(unit.kind), yearTerm(year), ...made.terms],
    body,
  };
}

/** A field that is there or is not: a body keeps no undefined. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}

/** @throws ZodError if what the index gave is no body of this view: drop and rebuild it. */
export const bodyOf = (row: Row): ArchiveBody => archiveBody.parse(row.body);

export const kindTerm = (kind: ArchiveKind): string => `kind:${kind}`;
export const yearTerm = (year: number): string => `year:${year}`;

const taken: ReadonlySet<string> = new Set([...textPrefixes, 'kind', 'year']);

/** A right is a term like those of the text, and must never be one of them: what a text says would open it. */
export function checkRight(term: string): string {
  const prefix = /^([a-z]+):./.exec(term)?.[1];
  if (prefix === undefined || taken.has(prefix)) throw new RangeError(`${term} is no right`);
  return term;
}

type Searchable = Pick<ArchiveBody, 'title' | 'pages' | 'note'>;

/** The unit's text as every engine keeps it, of the same length: what stands at an offset stands there in the paper. */
function searchable(unit: ArchiveUnit): Searchable {
  const [title, all] = [portable(unit.title), unit.pages.map(portable)];
  // Letters of another encoding fold to words that nobody wrote; found they would only puzzle.
  if (looksLegacyEncoded(all.join('\n'))) return { title, pages: [], note: 'legacy-encoding' };
  if (!all.some((page) => /[\p{L}\p{N}]/u.test(page))) return { title, pages: all, note: 'no-text' };
  let left = TEXT_BYTES;
  const pages = all.map((page) => {
    left -= Buffer.byteLength(JSON.stringify(page)) + Buffer.byteLength(fold(page));
    // An empty page in its place, so that the pages after it keep their numbers.
    return left < 0 ? '' : page;
  });
  return { title, pages, ...(left < 0 && { note: 'cut' }) };
}

const portable = (text: string) => text.replaceAll('\0', ' ').toWellFormed();
