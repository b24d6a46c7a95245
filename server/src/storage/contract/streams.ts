import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Streams } from '../ports.js';
import { bytesOf, describeOn, type Engine } from './opened.js';

const all = Number.MAX_SAFE_INTEGER;

async function fill(streams: Streams, name: string, count: number): Promise<void> {
  const head = await streams.head(name);
  for (let seq = head; seq < head + count; seq += 1) await streams.append(name, seq, bytesOf(`${name} ${seq + 1}`));
}

async function touchedInPages(streams: Streams, since: string, limit: number): Promise<string[]> {
  const found = [];
  let after: string | null = null;
  do {
    const page = await streams.touched(since, after, limit);
    expect(page.streams.length).toBeLessThanOrEqual(limit);
    found.push(...page.streams);
    after = page.next;
  } while (after !== null);
  return found;
}

/** What every engine owes the callers of `Streams`. */
export function describeStreams(engine: Engine): void {
  describeOn(engine, 'streams', (bench) => {
    test('a stream nobody wrote to is empty', async () => {
      const { streams } = bench.store;
      expect(await streams.head('meeting/a')).toBe(0);
      expect(await streams.read('meeting/a', 0, 10)).toEqual([]);
      expect(await streams.snapshot('meeting/a', 'state')).toBeNull();
      expect(await streams.touched('2000-01-01T00:00:00.000Z', null, 10)).toEqual({ streams: [], next: null });
    });

    test('entries are numbered from 1 and come back byte for byte, in order', async () => {
      const { streams } = bench.store;
      const entries = [
        new Uint8Array([0]),
        new Uint8Array([0, 255, 0, 128]),
        bytesOf('Đặng\0😀'),
        Buffer.from('pooled'),
      ];
      for (const [index, entry] of entries.entries()) {
        expect(await streams.append('meeting/a', index, entry)).toBe('stored');
      }
      const found = await streams.read('meeting/a', 0, all);
      expect(found.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(found.map(({ entry }) => [...entry])).toEqual(entries.map((entry) => [...entry]));
      expect(await streams.head('meeting/a')).toBe(4);
    });

    test('what the caller does to its bytes afterwards is no concern of the store', async () => {
      const { streams } = bench.store;
      const entry = new Uint8Array([1, 2, 3]);
      const appended = streams.append('meeting/a', 0, entry);
      entry.fill(9);
      await appended;
      (await streams.read('meeting/a', 0, 1))[0]?.entry.fill(7);
      expect(await streams.read('meeting/a', 0, 1)).toEqual([{ seq: 1, entry: new Uint8Array([1, 2, 3]) }]);
    });

    test('a page holds at most its limit and follows the one before', async () => {
      const { streams } = bench.store;
      await fill(streams, 'meeting/a', 5);
      const numbers = async (after: number, limit: number) =>
        (await streams.read('meeting/a', after, limit)).map(({ seq }) => seq);
      expect(await numbers(0, 2)).toEqual([1, 2]);
      expect(await numbers(2, 2)).toEqual([3, 4]);
      expect(await numbers(4, 2)).toEqual([5]);
      expect(await numbers(5, 2)).toEqual([]);
      expect(await numbers(9, 2)).toEqual([]);
      expect(await numbers(0, 0)).toEqual([]);
    });

    test('streams whose names are alike are different streams', async () => {
      const { streams } = bench.store;
      const names = ['meeting/a', 'meeting/A', 'meeting/a/b', 'meeting/a.b', 'meeting/a_b', 'meeting/a-b', 'task/a'];
      for (const one of names) await streams.append(one, 0, bytesOf(one));
      for (const one of names) expect(await streams.read(one, 0, all)).toEqual([{ seq: 1, entry: bytesOf(one) }]);
    });

    test('what does not name a stream is refused', async () => {
      const { streams } = bench.store;
      const long = `doc${'/abcdefghi'.repeat(40)}`;
      for (const stream of ['', 'meeting', 'meeting/', 'meeting/đ', 'meeting/a\0', '../a', long]) {
        await expect(streams.append(stream, 0, bytesOf('x'))).rejects.toThrow(TypeError);
        await expect(streams.read(stream, 0, 1)).rejects.toThrow(TypeError);
        await expect(streams.head(stream)).rejects.toThrow(TypeError);
      }
    });

    test('an entry has at least 1 byte and at most 4 MiB', async () => {
      const { streams } = bench.store;
      const most = new Uint8Array(4 * 1024 * 1024).fill(7);
      await expect(streams.append('doc/a', 0, new Uint8Array(0))).rejects.toThrow(RangeError);
      await expect(streams.append('doc/a', 0, new Uint8Array(most.length + 1))).rejects.toThrow(RangeError);
      expect(await streams.append('doc/a', 0, most)).toBe('stored');
      const [stored] = await streams.read('doc/a', 0, 1);
      expect(Buffer.compare(stored?.entry ?? new Uint8Array(), most)).toBe(0);
    });

    test('what is no sequence number is refused', async () => {
      const { streams } = bench.store;
      for (const after of [-1, 0.5, Number.NaN, 2 ** 53]) {
        await expect(streams.append('meeting/a', after, bytesOf('x'))).rejects.toThrow(RangeError);
        await expect(streams.read('meeting/a', after, 1)).rejects.toThrow(RangeError);
      }
    });

    test('an append after anything but the head moves nothing', async () => {
      const { streams } = bench.store;
      await fill(streams, 'meeting/a', 2);
      expect(await streams.append('meeting/a', 1, bytesOf('behind'))).toBe('moved');
      expect(await streams.append('meeting/a', 3, bytesOf('ahead'))).toBe('moved');
      expect(await streams.append('meeting/new', 1, bytesOf('ahead'))).toBe('moved');
      expect((await streams.read('meeting/a', 0, all)).map(({ seq }) => seq)).toEqual([1, 2]);
      expect(await streams.head('meeting/new')).toBe(0);
    });

    test('of writers at one number one is stored and the others moved', async () => {
      const { streams } = bench.store;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, writer) => streams.append('meeting/a', 0, bytesOf(`${writer}`))),
      );
      expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
      const [stored, ...more] = await streams.read('meeting/a', 0, all);
      expect(stored?.entry).toEqual(bytesOf(`${answers.indexOf('stored')}`));
      expect(more).toEqual([]);
    });

    test('writers at random never fork a stream and never leave a gap', async () => {
      const { streams } = bench.store;
      const step = fc.record({ stream: fc.integer({ min: 0, max: 2 }), behind: fc.constantFrom(0, 0, 0, 1) });
      const writer = fc.array(step, { minLength: 1, maxLength: 12 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(writer, { minLength: 2, maxLength: 5 }), async (writers) => {
          run += 1;
          const stored = new Map<string, string[]>();
          await Promise.all(
            writers.map(async (steps, who) => {
              for (const [index, { stream, behind }] of steps.entries()) {
                const to = `meeting/${run}-${stream}`;
                const after = Math.max(0, (await streams.head(to)) - behind);
                const said = `${who}.${index}`;
                if ((await streams.append(to, after, bytesOf(said))) === 'moved') continue;
                const told = stored.get(to) ?? [];
                stored.set(to, told);
                // Nobody else was told the same number.
                expect(told[after]).toBeUndefined();
                told[after] = said;
              }
            }),
          );
          for (const [to, told] of stored) {
            const found = await streams.read(to, 0, all);
            expect(found.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
            expect(found.map(({ entry }) => new TextDecoder().decode(entry))).toEqual(told);
          }
        }),
        { seed: 20_261_125, numRuns: 25 },
      );
    });

    test('streams are touched in the order of their last append, then of their names, each at least once', async () => {
      const { streams } = bench.store;
      for (const one of ['meeting/b', 'meeting/a', 'doc/c']) await fill(streams, one, 1);
      bench.setClock('2026-11-20T00:30:00.001Z');
      await fill(streams, 'meeting/d', 1);
      bench.setClock('2026-11-21T00:00:00.000Z');
      await fill(streams, 'meeting/a', 2);
      const order = ['doc/c', 'meeting/b', 'meeting/d', 'meeting/a'];
      for (const limit of [1, 2, 3, 4, 9]) {
        expect(await touchedInPages(streams, '2026-11-20T00:30:00.000Z', limit)).toEqual(order);
      }
      expect(await touchedInPages(streams, '2026-11-20T00:30:00.001Z', 2)).toEqual(order.slice(2));
      expect(await touchedInPages(streams, '2026-11-21T00:00:00.001Z', 2)).toEqual([]);
      expect((await streams.touched('2026-11-21T00:00:00.000Z', null, 0)).streams).toEqual([]);
    });

    test('a stream touched while it is swept comes again, and none is left out', async () => {
      const { streams } = bench.store;
      for (const one of ['meeting/a', 'meeting/b', 'meeting/c']) await fill(streams, one, 1);
      const first = await streams.touched('2026-11-20T00:30:00.000Z', null, 2);
      bench.setClock('2026-11-20T00:30:05.000Z');
      await fill(streams, 'meeting/a', 1);
      const rest = await streams.touched('2026-11-20T00:30:00.000Z', first.next, 9);
      expect([...first.streams, ...rest.streams]).toEqual(['meeting/a', 'meeting/b', 'meeting/c', 'meeting/a']);
    });

    test('a clock set back hides no append from a sweep that has passed that time', async () => {
      const { streams } = bench.store;
      await fill(streams, 'meeting/z', 1);
      bench.setClock('2026-11-19T23:30:00.000Z');
      await fill(streams, 'meeting/a', 1);
      expect(await touchedInPages(streams, '2026-11-20T00:30:00.000Z', 1)).toEqual(['meeting/a', 'meeting/z']);
    });

    test('what is not an instant is refused', async () => {
      const { streams } = bench.store;
      await expect(streams.touched('2026-11-20', null, 1)).rejects.toThrow(TypeError);
      await expect(streams.touched('2026-11-20T00:30:00+07:00', null, 1)).rejects.toThrow(TypeError);
      await expect(streams.touched('2026-11-20T00:30:00.000Z', 'nonsense', 1)).rejects.toThrow(TypeError);
    });

    test('the newest snapshot of a form is kept, an older one ignored', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 5);
      await streams.keep('doc/a', 'yjs@1', 3, bytesOf('three'));
      await streams.keep('doc/a', 'yjs@1', 2, bytesOf('two'));
      await streams.keep('doc/a', 'yjs@2', 1, new Uint8Array(0));
      expect(await streams.snapshot('doc/a', 'yjs@1')).toEqual({ upTo: 3, bytes: bytesOf('three') });
      expect(await streams.snapshot('doc/a', 'yjs@2')).toEqual({ upTo: 1, bytes: new Uint8Array(0) });
      await streams.keep('doc/a', 'yjs@1', 5, bytesOf('five'));
      expect(await streams.snapshot('doc/a', 'yjs@1')).toEqual({ upTo: 5, bytes: bytesOf('five') });
      expect(await streams.snapshot('doc/b', 'yjs@1')).toBeNull();
      expect(await streams.head('doc/a')).toBe(5);
    });

    test('a snapshot of entries that are not there is refused', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 2);
      await expect(streams.keep('doc/a', 'yjs', 3, bytesOf('x'))).rejects.toThrow(RangeError);
      await expect(streams.keep('doc/b', 'yjs', 1, bytesOf('x'))).rejects.toThrow(RangeError);
      expect(await streams.snapshot('doc/a', 'yjs')).toBeNull();
    });

    test('a snapshot has at most 12 MiB, and one of the same entries takes the place of the other', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 1);
      const most = new Uint8Array(12 * 1024 * 1024).fill(7);
      await expect(streams.keep('doc/a', 'yjs', 1, new Uint8Array(most.length + 1))).rejects.toThrow(RangeError);
      await streams.keep('doc/a', 'yjs', 1, most);
      const kept = await streams.snapshot('doc/a', 'yjs');
      expect(Buffer.compare(kept?.bytes ?? new Uint8Array(), most)).toBe(0);
      await streams.keep('doc/a', 'yjs', 1, bytesOf('again'));
      expect(await streams.snapshot('doc/a', 'yjs')).toEqual({ upTo: 1, bytes: bytesOf('again') });
    });

    test('of snapshots kept at once the newest stays', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 6);
      const order = [3, 6, 1, 5, 2, 4];
      await Promise.all(order.map((upTo) => streams.keep('doc/a', 'yjs', upTo, bytesOf(`${upTo}`))));
      expect(await streams.snapshot('doc/a', 'yjs')).toEqual({ upTo: 6, bytes: bytesOf('6') });
    });

    test('what does not name a form is refused, and forms that are alike are different', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 2);
      for (const form of ['', 'a b', 'đ', 'x'.repeat(201)])
        await expect(streams.keep('doc/a', form, 1, bytesOf('x'))).rejects.toThrow(TypeError);
      for (const form of ['yjs', 'yjs@1', 'yjs@', 'YJS', '~']) await streams.keep('doc/a', form, 1, bytesOf(form));
      for (const form of ['yjs', 'yjs@1', 'yjs@', 'YJS', '~'])
        expect(await streams.snapshot('doc/a', form)).toEqual({ upTo: 1, bytes: bytesOf(form) });
    });

    test('entries appended while others are trimmed keep their order and leave no gap', async () => {
      const { streams } = bench.store;
      const append = async () => {
        for (let seq = 0; seq < 30; seq += 1)
          expect(await streams.append('doc/a', seq, bytesOf(`${seq + 1}`))).toBe('stored');
      };
      const trim = async () => {
        for (let upTo = 0; upTo < 25; ) {
          const head = await streams.head('doc/a');
          if (head === upTo) continue;
          upTo = head;
          await streams.keep('doc/a', 'yjs', upTo, bytesOf(`${upTo}`));
          await streams.trim('doc/a', upTo);
        }
      };
      const read = async () => {
        for (let last = 0; last < 30; ) {
          // Whoever is too late for an entry goes on from the snapshot.
          const found = await streams.read('doc/a', last, 3);
          const seqs = found.map(({ seq }) => seq);
          expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
          last = seqs.at(-1) ?? (await streams.snapshot('doc/a', 'yjs'))?.upTo ?? last;
        }
      };
      await Promise.all([append(), trim(), read()]);
      expect(await streams.head('doc/a')).toBe(30);
    });

    test('trim takes exactly what a snapshot covers, and numbers go on', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 5);
      await fill(streams, 'doc/b', 5);
      await streams.keep('doc/a', 'yjs', 4, bytesOf('four'));
      await expect(streams.trim('doc/a', 5)).rejects.toThrow(RangeError);
      await streams.trim('doc/a', 3);
      const numbers = async (stream: string, after: number) =>
        (await streams.read(stream, after, 9)).map(({ seq }) => seq);
      expect(await numbers('doc/a', 0)).toEqual([4, 5]);
      expect(await numbers('doc/a', 4)).toEqual([5]);
      expect((await streams.read('doc/a', 0, 1)).map(({ seq }) => seq)).toEqual([4]);
      expect(await numbers('doc/b', 0)).toEqual([1, 2, 3, 4, 5]);
      await streams.trim('doc/a', 2);
      expect(await numbers('doc/a', 0)).toEqual([4, 5]);
      expect(await streams.append('doc/a', 3, bytesOf('x'))).toBe('moved');
      expect(await streams.append('doc/a', 5, bytesOf('six'))).toBe('stored');
    });

    test('a stream trimmed to its end keeps its number', async () => {
      const { streams } = bench.store;
      await fill(streams, 'doc/a', 3);
      await streams.keep('doc/a', 'yjs', 3, bytesOf('three'));
      await streams.trim('doc/a', 3);
      expect(await streams.head('doc/a')).toBe(3);
      expect(await streams.read('doc/a', 0, 9)).toEqual([]);
      expect(await streams.append('doc/a', 0, bytesOf('again'))).toBe('moved');
      expect(await streams.append('doc/a', 3, bytesOf('four'))).toBe('stored');
      expect(await streams.read('doc/a', 0, 9)).toEqual([{ seq: 4, entry: bytesOf('four') }]);
    });

    test('only docs are trimmed: a ledger keeps every entry', async () => {
      const { streams } = bench.store;
      await fill(streams, 'meeting/a', 2);
      await streams.keep('meeting/a', 'state', 2, bytesOf('two'));
      await expect(streams.trim('meeting/a', 1)).rejects.toThrow(RangeError);
      await expect(streams.trim('doc/none', 1)).rejects.toThrow(RangeError);
      expect(await streams.read('meeting/a', 0, 9)).toHaveLength(2);
    });

    test('close waits for what is under way and refuses what comes after', async () => {
      const { store } = bench;
      const appended = store.streams.append('meeting/a', 0, bytesOf('x'));
      await store.close();
      expect(await appended).toBe('stored');
      await expect(store.streams.append('meeting/a', 1, bytesOf('y'))).rejects.toThrow('closed');
      await expect(store.streams.head('meeting/a')).rejects.toThrow('closed');
      await store.close();
    });

    if (!engine.keeps) return;

    test('all of it is there after a restart, and the incarnation is the same', async () => {
      const { store, opened } = bench;
      await fill(store.streams, 'doc/a', 3);
      await store.streams.keep('doc/a', 'yjs', 2, bytesOf('two'));
      await store.streams.trim('doc/a', 2);
      const again = await opened.reopen();
      expect(again.incarnation).toBe(store.incarnation);
      expect(await again.streams.head('doc/a')).toBe(3);
      expect(await again.streams.read('doc/a', 0, 9)).toEqual([{ seq: 3, entry: bytesOf('doc/a 3') }]);
      expect(await again.streams.snapshot('doc/a', 'yjs')).toEqual({ upTo: 2, bytes: bytesOf('two') });
      bench.setClock('2026-11-19T00:00:00.000Z');
      await fill(again.streams, 'doc/b', 1);
      expect(await touchedInPages(again.streams, '2026-11-20T00:30:00.000Z', 1)).toEqual(['doc/a', 'doc/b']);
    });
  });
}
