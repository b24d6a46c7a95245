import * as Y from 'yjs';

/** The one place that looks behind the types of Yjs (13.6): decoded structs, the store, pending leftovers. */
export type Struct = Y.Item | Y.GC | Y.Skip;
export interface Id {
  readonly client: number;
  readonly clock: number;
}
export interface Range extends Id {
  readonly length: number;
}
export interface Decoded {
  readonly structs: readonly Struct[];
  readonly deletes: readonly Range[];
  /** Runs of structs of one client as they were written; Yjs keeps only the last of two runs of one client. */
  readonly blocks: number;
}
export type Type = Y.AbstractType<unknown>;

/** The one that Yjs made last: it makes it itself, and reads with it before anyone else can. */
let reading: Counting;
/** One class for all updates: one for each had V8 compile the reading of Yjs anew and again. */
class Counting extends Y.UpdateDecoderV1 {
  blocks = 0;
  constructor(rest: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
    super(rest);
    reading = this;
  }
  override readClient(): number {
    this.blocks += 1;
    return super.readClient();
  }
}

/**
 * Reads an update lazily, so that no length it claims is believed before the bytes are there.
 *
 * @param bytes must not change later: what was read may be views on them.
 * @throws on anything that is no update, and on bytes left over.
 */
export function decode(bytes: Uint8Array): Decoded {
  const { structs, ds } = Y.decodeUpdateV2(bytes, Counting);
  const { blocks, restDecoder } = reading;
  if (restDecoder.pos !== bytes.length) throw new RangeError('bytes left over');
  const deletes: Range[] = [];
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) deletes.push({ client, clock, length: len });
  return { structs, deletes, blocks };
}

/** The clock that the next struct of this client must have. */
export const clockOf = (doc: Y.Doc, client: number) => Y.getState(doc.store, client);

/** The struct that covers an id which the doc has. */
export const structAt = (doc: Y.Doc, { client, clock }: Id): Y.Item | Y.GC => {
  const structs = doc.store.clients.get(client)!;
  return structs[Y.findIndexSS(structs, clock)]!;
};

/** The items of a range that are not deleted; the doc must have its first clock. */
export function* liveItems(doc: Y.Doc, { client, clock, length }: Range): Generator<Y.Item> {
  const structs = doc.store.clients.get(client)!;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
    const struct = structs[at]!;
    if (struct.id.clock >= clock + length) return;
    if (struct instanceof Y.Item && !struct.deleted) yield struct;
  }
}

/** The root's name, or the item that holds this type. */
export const holderOf = (type: Type): string | Y.Item => type._item ?? Y.findRootTypeKey(type);

/** A root, if the doc has it: asking Yjs for one that it has not makes it. */
export const rootOf = (doc: Y.Doc, name: string) => (doc.share.get(name) ?? null) as Type | null;

/** Did something stay behind that waits for what it refers to? Never, after an update that passed the check. */
export const hasPending = (doc: Y.Doc) => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/**
 * Applies updates from the log as they are. After a remote change Yjs tidies formats in a second transaction, and what
 * it finds depends on the copy (it compares values by identity): done by each copy for itself, one deletes what no other
 * was told of. So only the server tidies, once, when it takes an update; it stores and relays what that deleted.
 *
 * @param origin of the transaction; not null where an undo manager must not take it for the person's own.
 */
export function replay(doc: Y.Doc, updates: Iterable<Uint8Array>, origin: unknown = null): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update);
    const leave = (ended: Y.Transaction) => {
      if (ended !== transaction) return;
      transaction._needFormattingCleanup = false;
      doc.off('afterTransaction', leave);
    };
    // Heard after the observers, which ask for tidying, and before it is done.
    doc.on('afterTransaction', leave);
  }, origin);
}
