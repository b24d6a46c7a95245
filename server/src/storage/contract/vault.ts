import { expect, test } from 'vitest';
import { describeOn, type Engine, lookalikes, unportable } from './opened.js';

/** What every engine owes the callers of `Vault`. */
export function describeVault(engine: Engine): void {
  describeOn(engine, 'vault', (bench) => {
    test('a secret is put once and changed only by who knows its version', async () => {
      const { vault } = bench.store;
      expect(await vault.get('lease/a')).toBeNull();
      expect(await vault.put('lease/a', { node: 1 }, 'absent')).toBe('stored');
      expect(await vault.put('lease/a', { node: 2 }, 'absent')).toBe('moved');
      expect(await vault.get('lease/a')).toEqual({ key: 'lease/a', version: 1, value: { node: 1 } });
      expect(await vault.put('lease/a', { node: 2 }, 2)).toBe('moved');
      expect(await vault.put('lease/a', { node: 2 }, 1)).toBe('stored');
      expect(await vault.get('lease/a')).toEqual({ key: 'lease/a', version: 2, value: { node: 2 } });
      expect(await vault.put('lease/b', 1, 1)).toBe('moved');
    });

    test('of many who put at one version one wins', async () => {
      const { vault } = bench.store;
      const race = async (expected: 'absent' | number) => {
        const racers = Array.from({ length: 20 }, (_, who) => vault.put('lease/a', { who }, expected));
        const answers = await Promise.all(racers);
        expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
        expect((await vault.get('lease/a'))?.value).toEqual({ who: answers.indexOf('stored') });
      };
      await race('absent');
      await race(1);
    });

    test('what was removed is absent, and its version is not given again', async () => {
      const { vault } = bench.store;
      await vault.put('key/a', 'old', 'absent');
      expect(await vault.remove('key/a', 2)).toBe('moved');
      expect(await vault.remove('key/a', 1)).toBe('removed');
      expect(await vault.get('key/a')).toBeNull();
      expect(await vault.remove('key/a', 1)).toBe('moved');
      expect(await vault.put('key/a', 'new', 1)).toBe('moved');
      expect(await vault.put('key/a', 'new', 'absent')).toBe('stored');
      // Whoever still holds the old version must not take the new secret for it.
      expect((await vault.get('key/a'))?.version).toBeGreaterThan(1);
      expect(await vault.put('key/a', 'stale', 1)).toBe('moved');
      expect(await vault.remove('key/a', 1)).toBe('moved');
    });

    test('what has expired is absent from the very instant on', async () => {
      const { vault } = bench.store;
      await vault.put('session/a', 1, 'absent', '2026-11-20T00:31:00.000Z');
      await vault.put('session/b', 2, 'absent');
      bench.setClock('2026-11-20T00:30:59.999Z');
      expect((await vault.get('session/a'))?.value).toBe(1);
      expect(await vault.put('session/a', 3, 'absent')).toBe('moved');
      bench.setClock('2026-11-20T00:31:00.000Z');
      expect(await vault.get('session/a')).toBeNull();
      expect(await vault.list('session/', null, 9)).toHaveLength(1);
      expect(await vault.put('session/a', 3, 1)).toBe('moved');
      expect(await vault.remove('session/a', 1)).toBe('moved');
      expect(await vault.put('session/a', 4, 'absent')).toBe('stored');
      expect((await vault.get('session/a'))?.version).toBeGreaterThan(1);
    });

    test('a put without expiry takes an earlier one away', async () => {
      const { vault } = bench.store;
      await vault.put('session/a', 1, 'absent', '2026-11-20T00:31:00.000Z');
      await vault.put('session/a', 2, 1);
      bench.setClock('2027-01-01T00:00:00.000Z');
      expect((await vault.get('session/a'))?.value).toBe(2);
      await expect(vault.put('session/b', 1, 'absent', '2027-01-01')).rejects.toThrow(TypeError);
    });

    test('long after, the expired are still absent and the others still there', async () => {
      const { vault } = bench.store;
      await vault.put('a', 1, 'absent', '2026-11-20T00:31:00.000Z');
      await vault.put('b', 2, 'absent');
      bench.setClock('2027-11-20T00:00:00.000Z');
      await vault.put('c', 3, 'absent');
      expect((await vault.list('', null, 9)).map(({ key }) => key)).toEqual(['b', 'c']);
      expect(await vault.put('a', 4, 'absent')).toBe('stored');
    });

    test('keys are listed by prefix, in the order of their code points, page by page', async () => {
      const { vault } = bench.store;
      // U+FFFF comes before astral signs by code point, and after them by UTF-16 unit.
      const keys = [
        'p/\u{10ffff}x',
        'p/😀',
        'p/\uffff',
        'p/đ',
        'p/b',
        'p/a/2',
        'p/a',
        'p/B',
        'p/',
        'p',
        'q/a',
        'P/a',
        'o/z',
      ];
      for (const key of keys) await vault.put(key, key, 'absent');
      const order = ['p/', 'p/B', 'p/a', 'p/a/2', 'p/b', 'p/đ', 'p/\uffff', 'p/😀', 'p/\u{10ffff}x'];
      for (const limit of [1, 2, 4, 9, 20]) {
        const found = [];
        let page = await vault.list('p/', null, limit);
        while (page.length > 0) {
          expect(page.length).toBeLessThanOrEqual(limit);
          found.push(...page.map(({ key }) => key));
          page = await vault.list('p/', found.at(-1) ?? null, limit);
        }
        expect(found).toEqual(order);
      }
      expect((await vault.list('p/\u{10ffff}', null, 9)).map(({ key }) => key)).toEqual(['p/\u{10ffff}x']);
      expect(await vault.list('', null, 99)).toHaveLength(keys.length);
      expect(await vault.list('nothing', null, 9)).toEqual([]);
      expect((await vault.list('p/', 'o/z', 1)).map(({ key }) => key)).toEqual(['p/']);
    });

    test('keys and values that look alike are different, and come back as they were', async () => {
      const { vault } = bench.store;
      for (const text of lookalikes)
        expect(await vault.put(text, { [text.replaceAll(/[.$]/g, '')]: [text] }, 'absent')).toBe('stored');
      for (const text of lookalikes) {
        expect(await vault.get(text)).toEqual({ key: text, version: 1, value: { [text]: [text] } });
      }
    });

    test('a key that continues another as its versions do is another key', async () => {
      const { vault } = bench.store;
      const keys = ['a', 'a/1', 'a/1/1', 'a/2', 'a/'];
      for (const key of keys) await vault.put(key, `${key} first`, 'absent');
      for (const key of keys) expect(await vault.put(key, key, 1)).toBe('stored');
      for (const key of keys) expect(await vault.get(key)).toEqual({ key, version: 2, value: key });
      await vault.remove('a', 2);
      expect((await vault.list('a', null, 9)).map(({ key }) => key)).toEqual(['a/', 'a/1', 'a/1/1', 'a/2']);
    });

    test('any portable value is kept', async () => {
      const { vault } = bench.store;
      const values = [null, true, 0, -1.5, 1e300, 5e-324, '', [], {}, { a: { b: [{ c: null }] } }];
      for (const [n, value] of values.entries()) await vault.put(`k${n}`, value, 'absent');
      for (const [n, value] of values.entries()) expect((await vault.get(`k${n}`))?.value).toEqual(value);
    });

    test('what is not portable is refused before anything is stored', async () => {
      const { vault } = bench.store;
      for (const text of unportable) {
        await expect(vault.put(text, 1, 'absent')).rejects.toThrow(TypeError);
        await expect(vault.put('k', { text }, 'absent')).rejects.toThrow(TypeError);
        await expect(vault.get(text)).rejects.toThrow(TypeError);
        await expect(vault.list(text, null, 1)).rejects.toThrow(TypeError);
      }
      await expect(vault.put('k', { 'a.b': 1 }, 'absent')).rejects.toThrow(TypeError);
      await expect(vault.put('k', [[1]], 'absent')).rejects.toThrow(TypeError);
      await expect(vault.put('k', 'x'.repeat(4 * 1024 * 1024), 'absent')).rejects.toThrow(TypeError);
      await expect(vault.put('', 1, 'absent')).rejects.toThrow(RangeError);
      await expect(vault.put('k'.repeat(401), 1, 'absent')).rejects.toThrow(RangeError);
      expect(await vault.get('k')).toBeNull();
    });

    if (!engine.keeps) return;

    test('secrets, their versions and those of removed ones outlast a restart', async () => {
      const { store, opened } = bench;
      await store.vault.put('a', 1, 'absent');
      await store.vault.put('b', 2, 'absent');
      await store.vault.remove('b', 1);
      const { vault } = await opened.reopen();
      expect(await vault.get('a')).toEqual({ key: 'a', version: 1, value: 1 });
      await vault.put('b', 3, 'absent');
      expect((await vault.get('b'))?.version).toBeGreaterThan(1);
    });
  });
}
