import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Index, Store } from '../storage/ports.js';
import { demoUnits, searchCases } from './archive.fixture.js';
import { type ArchiveUnit, archiveKinds, rowOf } from './rows.js';
import { type ArchiveAnswer, type ArchiveQuery, CANDIDATES, searchArchive } from './search.js';

export const secretary = ['role:secretary'];

export async function fill(index: Index, units: readonly ArchiveUnit[]): Promise<void> {
  for (const unit of units) await index.put([rowOf(unit, 1)]);
}

/** Page by page to the end, as a person who turns every page. */
export async function everything(index: Index, asked: Omit<ArchiveQuery, 'limit'>, limit = 7): Promise<ArchiveAnswer> {
  const first = await searchArchive(index, { ...asked, limit });
  const hits = [...first.hits];
  for (let { next } = first; next !== null; ) {
    const page = await searchArchive(index, { ...asked, after: next, limit });
    expect({ ...page, hits: [], next: null }).toEqual({ ...first, hits: [], next: null });
    hits.push(...page.hits);
    ({ next } = page);
  }
  return { ...first, hits, next: null };
}
const ids = (answer: ArchiveAnswer) => answer.hits.map(({ id }) => id);

const unit = (id: string, when: string, text: string, more: Partial<ArchiveUnit> = {}): ArchiveUnit => ({
  kind: 'meeting',
  id,
  title: '',
  when,
  pages: [text],
  who: secretary,
  ...more,
});

/** Every engine gives the same hits, counts and order. */
export function describeSearch(engine: string, open: () => Promise<Store>): void {
  describe(`the demonstration archive on ${engine}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
      // One person is invited to two meetings and may read one paper.
      const guest = new Set(['m-2025-03-27', 'm-2024-01-25', 'p05']);
      await fill(
        store.index,
        demoUnits((id) => (guest.has(id) ? ['who:p-guest'] : [])),
      );
    }, 60_000);
    afterAll(() => store.close());

    test.each(searchCases)('$id $query', async ({ query, expect: complete, first, mustNot }) => {
      const answer = await everything(store.index, { query, rights: secretary }, 50);
      const found = ids(answer);
      expect([...found].sort()).toEqual([...complete].sort());
      expect(found.slice(0, first.length).sort()).toEqual([...first].sort());
      expect(found.filter((id) => mustNot.includes(id))).toEqual([]);
      expect(answer.total).toBe(complete.length);
      expect(answer.capped).toBe(false);
      // Who asked sees why each was found.
      for (const hit of answer.hits) expect(hit.titleMarks.length + hit.passages.length).toBeGreaterThan(0);
    });

    test('pages hold every hit once, in one order, whatever their size', async () => {
      const asked = { query: 'dạt', rights: secretary };
      const whole = await everything(store.index, asked, 50);
      expect(whole.hits).toHaveLength(69);
      expect(await everything(store.index, asked, 3)).toEqual(whole);
    });

    test('kinds and years filter the hits and leave the facets', async () => {
      const all = await everything(store.index, { query: 'bàn giao', rights: secretary });
      const some = await everything(store.index, { query: 'bàn giao', rights: secretary, kinds: ['meeting', 'paper'] });
      expect(ids(some)).toEqual(ids(all).filter((id) => /^[mp]/.test(id)));
      expect(some.facets).toEqual(all.facets);
      expect(Object.values(all.facets.kinds).reduce((a, b) => a + b)).toBe(all.total);
      const year = await everything(store.index, { query: 'bàn giao', rights: secretary, years: [2025] });
      expect(year.total).toBe(all.facets.years['2025']);
      expect(year.hits.every(({ when }) => when.startsWith('2025'))).toBe(true);
    });

    test('who may see three units finds and counts those only', async () => {
      const rights = ['who:p-guest', 'role:guest'];
      const answer = await everything(store.index, { query: 'đường', rights });
      expect(ids(answer).sort()).toEqual(['m-2024-01-25', 'm-2025-03-27', 'p05']);
      expect(answer.facets).toEqual({ kinds: { meeting: 2, paper: 1 }, years: { 2024: 1, 2025: 1, 2026: 1 } });
      // That the number exists is not told either: without the document it is a word that stands nowhere.
      expect((await everything(store.index, { query: '38nqubnd', rights })).total).toBe(0);
      expect((await everything(store.index, { query: 'đường', rights: [] })).total).toBe(0);
      expect((await everything(store.index, { query: 'đường', rights: ['who:p-gues'] })).total).toBe(0);
    });

    test('a paper is found at the page of the hit', async () => {
      const { hits } = await searchArchive(store.index, {
        query: '"Phụ lục 7. Giải ngân vốn đầu tư công"',
        rights: secretary,
        limit: 50,
      });
      const paper = hits.find(({ id }) => id === 'p01');
      expect(paper?.passages.map(({ pageIndex }) => pageIndex)).toContain(15);
      for (const { text, marks } of paper!.passages) {
        for (const { start, end } of marks)
          expect(text.slice(start, end)).toMatch(/^phụ\s+lục\s+7\.\s+giải\s+ngân\s+vốn\s+đầu\s+tư\s+công$/i);
      }
    });

    test.each([
      ['nothing', ''],
      ['punctuation', '…'],
      ['a pattern of 14 kB', '(zq+)+$'.repeat(2_000)],
      ['10 kB of NUL', '\0'.repeat(10_240)],
      ['10 kB of blanks', `zq${' '.repeat(10_240)}b`],
      ['a term of the index', 'w:dat'],
      ['half a quotation', '"'],
      ["another engine's operators", '%_ NEAR(a b) $where * OR 1=1 --'],
      ['half a letter', '\ud800'],
    ])('R12: %s is looked for and not found', async (_, query) => {
      const answer = await searchArchive(store.index, { query, rights: secretary, limit: 50 });
      expect(answer).toMatchObject({ total: 0, capped: false, hits: [], next: null });
    });
  });

  describe(`an archive on ${engine}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test('of more candidates than are looked at, exact ones come first and "capped" says so', async () => {
      const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
      await store.index.put(
        Array.from({ length: CANDIDATES + 50 }, (_, i) =>
          rowOf(unit(`u${i}`, day(i), i === 3 ? 'chó' : 'cho', { kind: i % 10 === 0 ? 'task' : 'meeting' }), 1),
        ),
      );
      const answer = await searchArchive(store.index, { query: 'chó', rights: secretary, limit: 2 });
      expect(answer.hits.map(({ id, exact }) => ({ id, exact }))).toEqual([
        { id: 'u3', exact: true },
        { id: `u${CANDIDATES + 49}`, exact: false },
      ]);
      expect(answer).toMatchObject({ total: CANDIDATES, capped: true });
      // A filter looks among its own: also at those too old for the first look.
      const tasks = await everything(store.index, { query: 'cho', rights: secretary, kinds: ['task'] }, 50);
      expect(tasks).toMatchObject({ total: (CANDIDATES + 50) / 10, capped: false });
      expect(tasks.hits.at(-1)?.id).toBe('u0');
      const both = await everything(
        store.index,
        { query: 'cho', rights: secretary, kinds: ['task', 'meeting'], years: [2020] },
        50,
      );
      expect(both).toMatchObject({ total: 366, capped: false });
      expect(both.hits[0]).toMatchObject({ id: 'u365', exact: false });
    });

    test('rights never leak into hits, counts, facets or pages', async () => {
      const people = ['who:a', 'who:b', 'role:c'];
      const words = fc.subarray(['đất', 'dat', 'đường', '38/NQ-UBND', '26/9/2025'], { minLength: 1 });
      const some = fc.record({
        text: words.map((all) => all.join(' ')),
        who: fc.subarray(people),
        kind: fc.constantFrom(...archiveKinds),
        when: fc.constantFrom('2024-05-06', '2025-09-26'),
      });
      const query = fc.constantFrom('đất', 'dat duong', '"đất đường"', '38/NQ-UBND', '38nqubnd', '26/9/2025');
      await fc.assert(
        fc.asyncProperty(
          fc.array(some, { maxLength: 12 }),
          fc.subarray(people),
          query,
          async (given, rights, asked) => {
            const units = given.map(({ text, ...more }, i) =>
              unit(`u${i}`, more.when, text, { ...more, symbol: i % 3 === 0 ? '38/NQ-UBND' : undefined }),
            );
            const seen = units.filter(({ who }) => who.some((right) => rights.includes(right)));
            await store.index.drop();
            await fill(store.index, units);
            const among = await everything(store.index, { query: asked, rights }, 2);
            await store.index.drop();
            await fill(store.index, seen);
            // As if what may not be seen were not there at all.
            expect(among).toEqual(await everything(store.index, { query: asked, rights: people }, 2));
            expect(among.total).toBe(among.hits.length);
          },
        ),
        { seed: 20261126, numRuns: 60 },
      );
    }, 60_000);

    test('a right that could be a word of a text is refused', async () => {
      for (const right of ['w:dat', 'x:đất', 's:38nqubnd', 'own:1', 'kind:paper', 'year:2025', 'secretary', 'who:', ''])
        await expect(searchArchive(store.index, { query: 'đất', rights: [right], limit: 1 })).rejects.toThrow(
          RangeError,
        );
    });
  });
}
