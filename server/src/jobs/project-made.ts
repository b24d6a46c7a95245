import { z } from 'zod';
import type { Index, Row } from '../storage/ports.js';

/** A row as it should be, and how to make it; `digest` tells whether it is the one made before. */
export interface Planned {
  readonly view: string;
  readonly id: string;
  readonly digest: string;
  /** Called only if the row is new or another than before. */
  readonly make: (from: number) => Promise<Row>;
}
const made = z.object({
  /** The position of the stream that the rows were last made from. */
  upTo: z.int(),
  rows: z.array(z.object({ view: z.string(), id: z.string(), digest: z.string() })),
});
type Made = z.infer<typeof made>;
export const madeView = 'made';
const nothing: Made = { upTo: -1, rows: [] };

const nameOf = ({ view, id }: Pick<Planned, 'view' | 'id'>) => `${view} ${id}`;

/**
 * Brings the rows of one stream to what is planned: new and changed ones are written, those no longer planned removed.
 * What was made is remembered in a view of its own; it names a row before the row is there, so none is ever forgotten.
 *
 * @param from position of the stream that the plan was made from.
 * @param force views whose rows are written in any case: they have been dropped.
 */
export async function bringTo(
  index: Index,
  stream: string,
  planned: readonly Planned[],
  from: number,
  force: ReadonlySet<string>,
): Promise<void> {
  const stored = await index.get(madeView, stream);
  const before = stored ? made.parse(stored.body) : nothing;
  let turn = stored?.from ?? 0;
  const remember = async (rows: Made['rows'], upTo: number) => {
    turn += 1;
    await index.put([{ view: madeView, id: stream, from: turn, sort: stream, terms: [], body: { upTo, rows } }]);
  };
  const known = new Map(before.rows.map((one) => [nameOf(one), one.digest]));
  const wanted = new Set(planned.map(nameOf));
  const fresh = planned.filter((one) => !known.has(nameOf(one)));
  const gone = before.rows.filter((one) => !wanted.has(nameOf(one)));
  const changed = planned.filter((one) => force.has(one.view) || known.get(nameOf(one)) !== one.digest);
  if (changed.length === 0 && gone.length === 0) return;

  if (fresh.length > 0)
    await remember(
      [...before.rows, ...fresh.map(({ view, id }) => ({ view, id, digest: '' }))],
      Math.min(before.upTo, from - 1),
    );
  for (const { view, id } of gone) await index.remove(view, id);
  for (const one of changed) {
    const row = await one.make(from);
    // Of an unchanged stream another version of the code may say something else; the port keeps the row it has.
    if (before.upTo >= from && known.has(nameOf(one))) await index.remove(one.view, one.id);
    await index.put([row]);
  }
  await remember(
    planned.map(({ view, id, digest }) => ({ view, id, digest })),
    from,
  );
}
