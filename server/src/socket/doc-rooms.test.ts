import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { expect, test } from 'vitest';
import type { Hosts } from '../ledger/hosts.js';
import type { DocListener, Docs } from '../sync/docs.js';
import { createDocRooms, type Reader } from './doc-rooms.js';

const ink = sharedInkDoc('v1');

/** A room of readers, told piece by piece. */
async function roomOf(...keys: readonly string[]) {
  let listener: DocListener = () => undefined;
  let head = 0;
  const docs = {
    subscribe: (_name: string, one: DocListener) => {
      listener = one;
      return () => {};
    },
    join: async () => ({ ok: true, upTo: head, seq: head }),
  };
  const told: string[] = [];
  const rooms = createDocRooms(
    docs as unknown as Docs,
    { onAppended: () => {} } as unknown as Hosts,
    (personId) => personId,
    () => {},
  );
  const join = async (key: string) => {
    const reader = {
      key,
      who: () => ({ personId: key }),
      doc: ({ update }) => told.push(`${key} ${update[0]}`) > 0,
    } as Partial<Reader> as Reader;
    await rooms.join(ink, reader, new Uint8Array());
    return reader;
  };
  const readers = new Map<string, Reader>();
  for (const key of keys) readers.set(key, await join(key));
  /** Tells the first reader. @returns how to tell the rest. */
  const tellFirst = (seq: number) => {
    head = seq;
    const pieces = (listener({ type: 'update', seq, update: Uint8Array.of(seq) }) ?? [])[Symbol.iterator]();
    pieces.next();
    return () => {
      while (!pieces.next().done);
    };
  };
  const tell = (seq: number) => tellFirst(seq)();
  return { rooms, told, tell, tellFirst, join, readers };
}

test('who leaves while the others are told is told nothing more', async () => {
  const { rooms, told, tellFirst, readers } = await roomOf('an', 'binh', 'chi');
  const tellRest = tellFirst(1);
  rooms.leave(ink, readers.get('binh') as Reader);
  tellRest();
  expect(told).toEqual(['an 1', 'chi 1']);
});

test('who comes while the others are told has it from its answer, and is told the next', async () => {
  const { told, tell, tellFirst, join } = await roomOf('an', 'binh');
  const tellRest = tellFirst(1);
  await join('chi');
  tellRest();
  expect(told.splice(0)).toEqual(['an 1', 'binh 1']);
  tell(2);
  expect(told).toEqual(['an 2', 'binh 2', 'chi 2']);
});
