import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryIndex } from '../memory/index.js';
import type { Index, Query, Row } from '../ports.js';
import { describeOn, type Engine, lookalikes, unportable } from './opened.js';

const row = (id: string, sort: string, terms: readonly string[], more: Partial<Row> = {}): Row => ({
  view: 'meetings',
  id,
  from: 1,
  sort,
  terms,
  body: { id },
  ...more,
});
const everything: Query = { allTerms: [] };
const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

async function inPages(index: Index, query: Query, limit: number): Promise<string[]> {
  const found: string[] = [];
  let page = await index.find('meetings', { ...query, limit });
  while (page.length > 0) {
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...idsOf(page));
    page = await index.find('meetings', { ...query, limit, after: page.at(-1)! });
  }
  return found;
}

/** What every engine owes the callers of `Index`. */
export function describeIndex(engine: Engine): void {
  describeOn(engine, 'index', (bench) => {
    test('a row comes back as it was put', async () => {
      const { index } = bench.store;
      const one = row('m-1', '2026-11-20', ['w:nghi', 'x:nghị', 'w:nghi'], { body: { t: 'Nghị', n: [1, null] } });
      await index.put([one]);
      expect(await index.get('meetings', 'm-1')).toEqual(one);
      expect(await index.find('meetings', { allTerms: ['x:nghị'], limit: 9 })).toEqual([one]);
      expect(await index.get('meetings', 'm-2')).toBeNull();
      expect(await index.get('papers', 'm-1')).toBeNull();
    });

    test('a row is replaced by a newer one only, terms included', async () => {
      const { index } = bench.store;
      await index.put([row('a', '1', ['old'], { from: 5, body: 'old' })]);
      await index.put([
        row('a', '2', ['same'], { from: 5, body: 'same' }),
        row('a', '3', ['older'], { from: 4, body: 'older' }),
      ]);
      expect((await index.get('meetings', 'a'))?.body).toBe('old');
      expect(await index.count('meetings', { allTerms: ['same'], cap: 9 })).toBe(0);
      await index.put([row('a', '9', ['new'], { from: 6, body: 'new' })]);
      expect(await index.find('meetings', { allTerms: ['new'], limit: 9 })).toHaveLength(1);
      expect(await index.count('meetings', { allTerms: ['old'], cap: 9 })).toBe(0);
      expect(await index.count('meetings', { ...everything, cap: 9 })).toBe(1);
    });

    test('of two rows with one id in one call the newer stays, whichever comes first', async () => {
      const { index } = bench.store;
      await index.put([row('a', '1', ['t'], { from: 2, body: 2 }), row('a', '1', ['t'], { from: 1, body: 1 })]);
      await index.put([row('b', '1', ['t'], { from: 1, body: 1 }), row('b', '1', ['t'], { from: 2, body: 2 })]);
      expect((await index.find('meetings', { allTerms: ['t'], limit: 9 })).map(({ body }) => body)).toEqual([2, 2]);
    });

    test('of rows put at once the newest stays', async () => {
      const { index } = bench.store;
      const versions = [4, 2, 9, 1, 7, 3, 8, 5, 6];
      await Promise.all(versions.map((from) => index.put([row('a', `${from}`, [`t${from}`], { from, body: from })])));
      expect(await index.get('meetings', 'a')).toEqual(row('a', '9', ['t9'], { from: 9, body: 9 }));
      expect(await index.count('meetings', { allTerms: ['t4'], cap: 9 })).toBe(0);
    });

    test('any portable body comes back', async () => {
      const { index } = bench.store;
      const values = [null, true, 0, -1.5, 1e300, 5e-324, 2 ** 53 - 1, 2 ** 31, '', 'đ😀', [], {}];
      const nested = { '': 1, _id: 2, id: null, terms: ['x'], a: { b: [{ c: [] }, {}, null, 'đ'] }, constructor: 'c' };
      for (const [n, body] of [...values, nested].entries()) {
        await index.put([row(`${n}`, '1', [], { body })]);
        expect((await index.get('meetings', `${n}`))?.body).toEqual(body);
      }
    });

    test('rows come greatest sort key first, ties by id, the same in pages of any size', async () => {
      const { index } = bench.store;
      const rows = [
        row('b', '2026', ['t']),
        row('a', '2026', ['t']),
        row('Z', '2026', ['t']),
        row('đ', '2026', ['t']),
        row('😀', '2026', ['t']),
        row('\uffff', '2026', ['t']),
        row('c', '2025~', ['t']),
        row('d', '2025', ['t']),
        row('e', '20250', ['t']),
        row('f', 'a', ['t']),
        row('g', 'A', ['t']),
      ];
      await index.put(rows);
      const order = ['f', 'g', '😀', '\uffff', 'đ', 'b', 'a', 'Z', 'c', 'e', 'd'];
      for (const query of [everything, { allTerms: ['t'] }, { allTerms: [], prefix: 't' }]) {
        for (const limit of [1, 2, 3, 11, 50]) expect(await inPages(index, query, limit)).toEqual(order);
      }
      expect(await index.find('meetings', { ...everything, limit: 0 })).toEqual([]);
      // The cursor need not be a row that is still there.
      const after = { sort: '2026', id: 'aa' };
      expect(idsOf(await index.find('meetings', { ...everything, limit: 2, after }))).toEqual(['a', 'Z']);
    });

    test('all of allTerms, one of anyTerms, something that starts with the prefix', async () => {
      const { index } = bench.store;
      await index.put([
        row('a', '1', ['w:hoi', 'w:dong', 'who:p-1']),
        row('b', '2', ['w:hoi', 'w:nghi', 'who:p-2']),
        row('c', '3', ['w:hoi', 'who:all']),
        row('d', '4', []),
      ]);
      const ask = async (query: Query) => {
        const ids = idsOf(await index.find('meetings', { ...query, limit: 9 }));
        expect(await index.count('meetings', { ...query, cap: 9 })).toBe(ids.length);
        return ids.join('');
      };
      expect(await ask(everything)).toBe('dcba');
      expect(await ask({ allTerms: ['w:hoi'] })).toBe('cba');
      expect(await ask({ allTerms: ['w:hoi', 'w:dong'] })).toBe('a');
      expect(await ask({ allTerms: ['w:dong', 'w:nghi'] })).toBe('');
      expect(await ask({ allTerms: ['w:hoi'], anyTerms: ['who:p-1', 'who:all'] })).toBe('ca');
      expect(await ask({ allTerms: [], anyTerms: ['who:p-2'] })).toBe('b');
      // No rights at all are not all rights.
      expect(await ask({ allTerms: [], anyTerms: [] })).toBe('');
      expect(await ask({ allTerms: ['w:hoi'], prefix: 'w:ng' })).toBe('b');
      expect(await ask({ allTerms: [], prefix: 'who:p-' })).toBe('ba');
      expect(await ask({ allTerms: [], prefix: 'w:hoi' })).toBe('cba');
      expect(await ask({ allTerms: [], prefix: '' })).toBe('cba');
      expect(await ask({ allTerms: ['hoi'] })).toBe('');
      expect(await ask({ allTerms: ['w:ho'] })).toBe('');
    });

    test('terms that look alike are different terms', async () => {
      const { index } = bench.store;
      await index.put(lookalikes.map((term, n) => row(`${n}`, '1', [term])));
      for (const [n, term] of lookalikes.entries()) {
        expect(idsOf(await index.find('meetings', { allTerms: [term], limit: 99 }))).toEqual([`${n}`]);
        const alike = lookalikes.flatMap((other, at) => (other.startsWith(term) ? [`${at}`] : []));
        const prefixed = idsOf(await index.find('meetings', { allTerms: [], prefix: term, limit: 99 }));
        expect(prefixed.sort()).toEqual(alike.sort());
      }
    });

    test('many rights are asked for at once', async () => {
      const { index } = bench.store;
      await index.put([row('a', '1', ['who:p-499', 'x']), row('b', '2', ['who:p-500', 'x'])]);
      const anyTerms = Array.from({ length: 500 }, (_, n) => `who:p-${n}`);
      expect(idsOf(await index.find('meetings', { allTerms: ['x'], anyTerms, limit: 9 }))).toEqual(['a']);
    });

    test('a count goes no further than its cap', async () => {
      const { index } = bench.store;
      await index.put(Array.from({ length: 5 }, (_, n) => row(`${n}`, '1', ['t'])));
      for (const query of [everything, { allTerms: ['t'] }]) {
        expect(await index.count('meetings', { ...query, cap: 3 })).toBe(3);
        expect(await index.count('meetings', { ...query, cap: 5 })).toBe(5);
        expect(await index.count('meetings', { ...query, cap: 9 })).toBe(5);
        expect(await index.count('meetings', { ...query, cap: 0 })).toBe(0);
      }
    });

    test('views are apart, and are emptied one by one or all together', async () => {
      const { index } = bench.store;
      for (const view of ['meetings', 'papers', 'paper', 'tasks']) await index.put([row('a', '1', ['t'], { view })]);
      const count = async () => {
        const views = ['meetings', 'papers', 'paper', 'tasks'];
        const some = await Promise.all(views.map((view) => index.count(view, { allTerms: ['t'], cap: 9 })));
        const all = await Promise.all(views.map((view) => index.count(view, { ...everything, cap: 9 })));
        expect(some).toEqual(all);
        return all.join('');
      };
      await index.remove('meetings', 'a');
      await index.remove('meetings', 'nobody');
      expect(await count()).toBe('0111');
      await index.drop('papers');
      expect(await count()).toBe('0011');
      await index.drop('papers');
      await index.drop();
      expect(await count()).toBe('0000');
      // What was dropped is built again, from the beginning.
      await index.put([row('a', '1', ['t'], { view: 'papers' })]);
      expect(await count()).toBe('0100');
    });

    test('no rows are no work, 20,000 terms of 200 characters are the most', async () => {
      const { index } = bench.store;
      await index.put([]);
      const long = (n: number) => `${n}`.padEnd(200, 'đ');
      await index.put([
        row(
          'a',
          '1',
          Array.from({ length: 20_000 }, (_, n) => long(n)),
        ),
      ]);
      expect(await index.count('meetings', { allTerms: [long(0), long(19_999)], cap: 9 })).toBe(1);
      const terms = Array.from({ length: 20_001 }, (_, n) => `${n}`);
      await expect(index.put([row('b', '1', terms)])).rejects.toThrow(RangeError);
      await expect(index.put([row('b', '1', [long(1).concat('x')])])).rejects.toThrow(RangeError);
      await expect(index.put([row('b', '1', [''])])).rejects.toThrow(RangeError);
    });

    test('what is not portable is refused, and with it all rows of the call', async () => {
      const { index } = bench.store;
      const good = row('good', '1', ['t']);
      for (const text of unportable) {
        await expect(index.put([good, row(text, '1', ['t'])])).rejects.toThrow(TypeError);
        await expect(index.put([good, row('a', '1', [text])])).rejects.toThrow(TypeError);
        await expect(index.put([good, row('a', '1', ['t'], { body: { text } })])).rejects.toThrow(TypeError);
        await expect(index.find('meetings', { allTerms: [text], limit: 1 })).rejects.toThrow(TypeError);
      }
      await expect(index.put([good, row('a', 'đ', ['t'])])).rejects.toThrow(TypeError);
      await expect(index.put([good, row('a', '1', ['t'], { from: -1 })])).rejects.toThrow(RangeError);
      await expect(index.put([good, row('a', '1', ['t'], { view: 'Meetings!' })])).rejects.toThrow(TypeError);
      expect(await index.get('meetings', 'good')).toBeNull();
    });

    test('more hits than an engine sorts at once come in the same order', async () => {
      const { index } = bench.store;
      const rows = Array.from({ length: 2_500 }, (_, n) => {
        const sort = `${(n * 7_919) % 2_500}`.padStart(4, '0');
        return row(`${n}`, sort, ['t', n % 2 ? 'odd' : 'even']);
      });
      await index.put(rows);
      const expected = (some: readonly Row[]) => idsOf([...some].sort((a, b) => (a.sort < b.sort ? 1 : -1)));
      expect(await inPages(index, { allTerms: ['t'] }, 700)).toEqual(expected(rows));
      expect(await inPages(index, { allTerms: ['t', 'odd'] }, 700)).toEqual(
        expected(rows.filter(({ terms }) => terms.includes('odd'))),
      );
      expect(await index.count('meetings', { allTerms: ['t'], cap: 5_000 })).toBe(2_500);
      await index.drop('meetings');
      expect(await index.count('meetings', { allTerms: ['t'], cap: 5_000 })).toBe(0);
    });

    test('random rows and queries answer as the plain model does', async () => {
      const { index } = bench.store;
      const term = fc.constantFrom('w:a', 'w:ab', 'w:á', 'W:a', 'w:a b', 'who:1', 'who:12');
      const some = fc.array(term, { maxLength: 3 });
      const change = fc.record({
        id: fc.constantFrom('1', '2', '3', '4'),
        from: fc.integer({ min: 1, max: 5 }),
        sort: fc.constantFrom('a', 'b', 'B'),
        terms: some,
        gone: fc.constantFrom(false, false, false, true),
      });
      const query = fc.record(
        { allTerms: some, anyTerms: some, prefix: fc.constantFrom('w', 'w:a', 'who:1') },
        {
          requiredKeys: ['allTerms'],
        },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 8 }),
          fc.array(query, { minLength: 1, maxLength: 4 }),
          async (changes, queries) => {
            const model = memoryIndex();
            await index.drop();
            for (const { gone, id, ...made } of changes) {
              for (const one of [index, model]) {
                if (gone) await one.remove('meetings', id);
                else await one.put([row(id, made.sort, made.terms, made)]);
              }
            }
            for (const asked of queries) {
              const limited = { ...asked, limit: 3 };
              expect(await index.find('meetings', limited)).toEqual(await model.find('meetings', limited));
              const capped = { ...asked, cap: 3 };
              expect(await index.count('meetings', capped)).toBe(await model.count('meetings', capped));
            }
          },
        ),
        { seed: 7, numRuns: 40 },
      );
    });
  });
}
