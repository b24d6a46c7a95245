import * as Y from 'yjs';
import { isAllowed } from './content-check.js';
import { Places } from './place.js';
import type { Policy } from './policy.js';
import { clockOf, type Decoded, decode, liveItems } from './yjs-internals.js';

export const refusals = [
  'too-large',
  'malformed',
  'foreign-client',
  'gap',
  'missing-reference',
  'not-permitted',
  'bad-content',
] as const;
export type CheckRefusal = (typeof refusals)[number];

export interface Limits {
  /** Of one update as it comes. */
  readonly bytes: number;
  /** In one update. */
  readonly structs: number;
  /** How far one update may move its client's clock: letters, items, and what was deleted before it was sent. */
  readonly advance: number;
}
export const limits: Limits = { bytes: 65_536, structs: 8_192, advance: 1 << 20 };
/** Yjs counts in whole numbers, engines are fast up to here. */
const MAX_CLOCK = 2 ** 31;

export interface Sender {
  readonly personId: string;
  /** Was this client id leased to this person and device, for this doc? */
  leased(client: number): boolean;
}
export type Checked =
  | {
      readonly ok: true;
      /** Exactly what was checked and is to be applied. */
      readonly update: Uint8Array;
      /** Whose structs they are; null if it only deletes. */
      readonly client: number | null;
      /** Nothing that the doc does not have yet. */
      readonly empty: boolean;
    }
  | { readonly ok: false; readonly refusal: CheckRefusal; readonly client: number | null };

/**
 * Checks an update that a tablet sent against the doc it is meant for, without touching the doc. What passes can be
 * applied: it throws nothing, leaves nothing waiting, and changes only what the person may change.
 *
 * Trying it on a copy instead costs 13 to 105 ms for a doc of a meeting, and a Yjs transaction cannot be rolled back.
 *
 * @param update any bytes at all.
 * @returns the refusal, and the client id that it was about; `gap` and `missing-reference` say that the doc lacks
 *   something: read its log to the end before believing them.
 */
export function checkUpdate(
  doc: Y.Doc,
  update: Uint8Array,
  policy: Policy,
  sender: Sender,
  { bytes, structs, advance }: Limits = limits,
): Checked {
  const refuse = (refusal: CheckRefusal, client: number | null = null): Checked => ({ ok: false, refusal, client });
  if (update.length > bytes) return refuse('too-large');
  const sliced = slice(doc, update);
  if (sliced === null) return refuse('malformed');
  const { decoded } = sliced;
  const client = decoded.structs[0]?.id.client ?? null;
  if (client !== null) {
    const stranger = decoded.structs.find(({ id }) => id.client !== client || !sender.leased(id.client));
    if (stranger) return refuse('foreign-client', stranger.id.client);
    if (decoded.blocks !== 1) return refuse('malformed', client);
    if (decoded.structs.length > structs) return refuse('too-large', client);
  }
  const start = client === null ? 0 : clockOf(doc, client);
  const places = new Places(doc, policy, client ?? -1, start);
  const end = checkStructs(decoded, start, advance, places, policy, sender.personId);
  if (typeof end === 'string') return refuse(end, client);
  const live = checkDeletes(doc, decoded, client, end, places, policy, sender.personId);
  if (typeof live === 'string') return refuse(live, client);
  return { ok: true, update: sliced.bytes, client, empty: client === null && !live };
}

/**
 * Cuts off what the doc has: a tablet that reconnects while its update is still being stored sends it again, and Yjs
 * resolves the references of repeats too, throwing or waiting where they are forged.
 */
function slice(doc: Y.Doc, update: Uint8Array): { bytes: Uint8Array; decoded: Decoded } | null {
  try {
    // Copied, since values of the doc will be views on these bytes and the caller's buffer may be used again.
    let bytes = Uint8Array.from(update);
    let decoded = decode(bytes);
    const [first] = decoded.structs;
    const isNew = first && decoded.blocks === 1 && first.id.clock >= clockOf(doc, first.id.client);
    if (!isNew && decoded.blocks > 0) {
      const clients = new Set(decoded.structs.map(({ id }) => id.client));
      const known = new Map([...clients].map((client) => [client, clockOf(doc, client)]));
      bytes = Uint8Array.from(Y.diffUpdate(bytes, Y.encodeStateVector(known)));
      decoded = decode(bytes);
    }
    return { bytes, decoded };
  } catch {
    // Whatever a decoder throws on strangers' bytes, it means the same.
    return null;
  }
}

/** @returns the clock after the last struct, or why they are refused. */
function checkStructs(
  { structs }: Decoded,
  start: number,
  advance: number,
  places: Places,
  policy: Policy,
  personId: string,
): number | CheckRefusal {
  let clock = start;
  for (const struct of structs) {
    if (struct instanceof Y.Skip || struct.id.clock !== clock) return 'gap';
    if (struct.length < 1) return 'malformed';
    clock += struct.length;
    if (clock - start > advance || clock > MAX_CLOCK) return 'too-large';
    if (struct instanceof Y.GC) {
      places.keep(clock, null, 'gone');
      continue;
    }
    const spot = places.of(struct);
    if (spot === 'missing') return 'missing-reference';
    if (spot === 'malformed') return 'malformed';
    // Someone deleted what it was written in. Yjs keeps only its id, so its content does no harm.
    if (spot !== 'gone') {
      const { root, shape, depth } = spot.container;
      if (shape === null || !policy.mayWrite(root, personId)) return 'not-permitted';
      if (depth >= policy.depth || !isAllowed(struct, spot)) return 'bad-content';
    }
    places.keep(clock, struct, spot);
  }
  return clock;
}

/**
 * A delete set repeats what is deleted already, everyone's too, whenever a tablet sends all it has: only what still
 * lives is asked about.
 *
 * @returns whether anything live is deleted, or why it is refused.
 */
function checkDeletes(
  doc: Y.Doc,
  { deletes }: Decoded,
  client: number | null,
  end: number,
  places: Places,
  policy: Policy,
  personId: string,
): boolean | CheckRefusal {
  let live = false;
  for (const range of deletes) {
    if (range.length < 1) return 'malformed';
    const known = clockOf(doc, range.client);
    // A deletion ahead of what it deletes would wait in the doc and fall on whatever gets that id.
    if (range.clock + range.length > (range.client === client ? end : known)) return 'missing-reference';
    // New items in the update may be deleted by it: they stand where the person may write.
    if (range.clock >= known) continue;
    for (const item of liveItems(doc, range)) {
      live = true;
      const { root, shape } = places.ofLive(item).container;
      if (shape === null || !policy.mayWrite(root, personId)) return 'not-permitted';
    }
  }
  return live;
}
