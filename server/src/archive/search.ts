import { type Mark, marksIn, type Passage, passages } from '@ecab/shared/text/passages';
import { parseQuery, type Query } from '@ecab/shared/text/query';
import { rank, verify } from '@ecab/shared/text/rank';
import { termsFor } from '@ecab/shared/text/terms';
import type { Index, Row } from '../storage/ports.js';
import type { Stretches } from '../sync/stretches.js';
import { type Asked, newest } from './newest.js';
import { type ArchiveFields, type ArchiveKind, archiveView, bodyOf, checkRight, kindTerm, yearTerm } from './rows.js';

export interface ArchiveQuery {
  /** As typed. */
  readonly query: string;
  /** Terms of which a unit must hold one to be found and counted, `who:p-khue`; none: nothing is found. */
  readonly rights: readonly string[];
  /** Only these; empty or absent: all. */
  readonly kinds?: readonly ArchiveKind[] | undefined;
  readonly years?: readonly number[] | undefined;
  /** `next` of the page before. */
  readonly after?: string | null | undefined;
  /** Hits a page, 1 to 50. */
  readonly limit: number;
}

export interface ArchiveHit extends ArchiveFields {
  /** The words stand there with the query's own diacritics; for a number or a day: it is the document itself. */
  readonly exact: boolean;
  readonly titleMarks: readonly Mark[];
  /** At most three, best first; none where only the title is hit. */
  readonly passages: readonly Passage[];
}

export interface ArchiveAnswer {
  /** Hits that pass the filters, among the candidates. */
  readonly total: number;
  /** There are older units that were not looked at: say "1.000+", or among how many it was looked. */
  readonly capped: boolean;
  readonly hits: readonly ArchiveHit[];
  /** Hits by kind and year before the filters, so that another filter can be offered. */
  readonly facets: {
    readonly kinds: Readonly<Partial<Record<ArchiveKind, number>>>;
    readonly years: Readonly<Partial<Record<string, number>>>;
  };
  readonly next: string | null;
}

/** How many units are looked at for one answer, newest first, those of the exact tier before the others. */
export const CANDIDATES = 1_000;
const MOST_YEARS = 20;

/**
 * Searches the archive: the index names candidates by terms, shared code verifies and ranks them, so that every engine
 * gives the same hits, counts and order.
 *
 * @throws RangeError on a limit, filter or right that is none. Faults of the store as {@link Index} throws them.
 */
export async function searchArchive(
  index: Index,
  asked: ArchiveQuery,
  stretches: Pick<Stretches, 'isOver' | 'rest'> | null = null,
): Promise<ArchiveAnswer> {
  const rights = asked.rights.map(checkRight);
  if (!(asked.limit >= 1 && asked.limit <= 50)) throw new RangeError(`${asked.limit} hits a page`);
  if (asked.years !== undefined && asked.years.length > MOST_YEARS) throw new RangeError(`${asked.years.length} years`);
  const query = await meant(index, parseQuery(asked.query), rights);
  if (query.kind === 'none' || rights.length === 0) return nothing;

  const rest = async () => {
    if (stretches?.isOver) await stretches.rest();
  };
  const wide = await look(index, query, rights, [[]], rest);
  const narrow = await narrowed(index, query, asked, rights, wide, rest);
  const ranked = narrow.found.sort((a, b) => (a.key < b.key ? 1 : -1));
  const left = asked.after ? ranked.filter(({ key }) => key < asked.after!) : ranked;
  const page = left.slice(0, asked.limit);
  const hits = await Promise.all(page.map((one) => hitOf(index, one, query, rights)));
  return {
    total: ranked.length,
    capped: narrow.capped,
    hits: hits.filter((hit) => hit !== null),
    facets: { kinds: tally(wide.found, ({ kind }) => kind), years: tally(wide.found, ({ year }) => String(year)) },
    next: left.length > page.length ? page.at(-1)!.key : null,
  };
}

const nothing: ArchiveAnswer = { total: 0, capped: false, hits: [], facets: { kinds: {}, years: {} }, next: null };

/** `38nqubnd` is a number if a document that may be seen has it, else a word. */
async function meant(index: Index, query: Query, rights: readonly string[]): Promise<Query> {
  if (query.kind !== 'words' || query.perhaps === null || rights.length === 0) return query;
  const allTerms = [`own:${query.perhaps.key}`];
  return (await index.count(archiveView, { allTerms, anyTerms: rights, cap: 1 })) > 0 ? query.perhaps : query;
}

interface Found {
  readonly rowId: string;
  readonly kind: ArchiveKind;
  readonly year: number;
  readonly tier: 'exact' | 'all';
  /** Greatest first: tier, rank, newest, id. It is the cursor, too: the same after new units came. */
  readonly key: string;
}
interface Looked {
  readonly found: Found[];
  readonly capped: boolean;
}

/** @param filters groups of terms; a unit must hold all of one group. No unit may belong to two groups. */
async function look(
  index: Index,
  query: Exclude<Query, { kind: 'none' }>,
  rights: readonly string[],
  filters: readonly (readonly string[])[],
  rest: () => Promise<void>,
): Promise<Looked> {
  const { exact, all } = termsFor(query);
  const tiers: readonly (readonly ['exact' | 'all', readonly string[]])[] = [
    ...(exact === null ? [] : [['exact', exact] as const]),
    ['all', all],
  ];
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  for (const [tier, terms] of tiers) {
    const sources: Asked[] = filters.map((filter) => ({ allTerms: [...terms, ...filter], anyTerms: rights }));
    for await (const row of newest(index, archiveView, sources)) {
      if (found.has(row.id)) continue;
      if (!seen.has(row.id) && seen.size >= CANDIDATES) return { found: [...found.values()], capped: true };
      seen.add(row.id);
      const one = judge(row, query, tier);
      if (one !== null) found.set(row.id, one);
      await rest();
    }
  }
  return { found: [...found.values()], capped: false };
}

function judge(row: Row, query: Query, tier: 'exact' | 'all'): Found | null {
  const unit = bodyOf(row);
  if (!verify(unit, unit.folded, query, tier)) return null;
  const score = String(rank(unit, unit.folded, query, tier)).padStart(3, '0');
  const key = [tier === 'exact' ? 1 : 0, score, row.sort, row.id].join(' ');
  return { rowId: row.id, kind: unit.kind, year: unit.year, tier, key };
}

/** What passes the filters: of what was found, or, where older units were not looked at, of a search among those only. */
async function narrowed(
  index: Index,
  query: Exclude<Query, { kind: 'none' }>,
  { kinds = [], years = [] }: ArchiveQuery,
  rights: readonly string[],
  wide: Looked,
  rest: () => Promise<void>,
): Promise<Looked> {
  if (kinds.length === 0 && years.length === 0) return wide;
  const [onlyKinds, onlyYears] = [new Set(kinds), new Set(years)];
  if (!wide.capped) {
    const passes = ({ kind, year }: Found) =>
      (onlyKinds.size === 0 || onlyKinds.has(kind)) && (onlyYears.size === 0 || onlyYears.has(year));
    return { found: wide.found.filter(passes), capped: false };
  }
  const kindTerms = onlyKinds.size === 0 ? [[]] : [...onlyKinds].map((kind) => [kindTerm(kind)]);
  const yearTerms = onlyYears.size === 0 ? [[]] : [...onlyYears].map((year) => [yearTerm(year)]);
  const groups = kindTerms.flatMap((kind) => yearTerms.map((year) => [...kind, ...year]));
  return look(index, query, rights, groups, rest);
}

/** Null if it was taken away, or its reader's right with it, since it was found. */
async function hitOf(index: Index, one: Found, query: Query, rights: readonly string[]): Promise<ArchiveHit | null> {
  const row = await index.get(archiveView, one.rowId);
  if (row === null || !rights.some((right) => row.terms.includes(right))) return null;
  const { pages, folded: _, ...fields } = bodyOf(row);
  const exact = one.tier === 'exact';
  return {
    ...fields,
    exact,
    titleMarks: marksIn(fields.title, query, exact ? 'exact' : 'folded'),
    passages: passages(pages, query, { max: 3, radius: 90, exact }),
  };
}

function tally<Key extends string>(found: readonly Found[], of: (one: Found) => Key): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {};
  for (const one of found) counts[of(one)] = (counts[of(one)] ?? 0) + 1;
  return counts;
}
