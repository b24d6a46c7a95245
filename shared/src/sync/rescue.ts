import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonical } from '../ledger/json.js';
import type { DraftItem, RichNode } from './content.js';
import { isPlain, isWords } from './plain.js';
import { fields } from './policies/agenda.js';
import { marks, nodes } from './policies/minutes.js';

// What a tablet still has of a text and the server no longer takes: the server was restored from an older backup, or
// writes a newer schema. It travels as plain JSON, not as the doc's own bytes: it is only ever read and inserted by a
// person, so there is nothing to decode that could do harm, and any tool can read it.

/** Docs that several people write, so that somebody has to merge. Ink is its owner's alone: his tablet offers it back. */
export const rescueKinds = ['agenda', 'minutes'] as const;
export type RescueKind = (typeof rescueKinds)[number];
export const rescueCauses = ['restored', 'older-schema'] as const;
export type RescueCause = (typeof rescueCauses)[number];

export interface RescuedMinutes {
  readonly kind: 'minutes';
  readonly content: RichNode;
}
export interface RescuedAgenda {
  readonly kind: 'agenda';
  readonly items: readonly DraftItem[];
}
export type Rescued = RescuedMinutes | RescuedAgenda;

/** As it stands in the list of an office that has to merge it. Who and when are written by the server. */
export interface RescueCopy {
  readonly id: string;
  readonly meetingId: string;
  readonly kind: RescueKind;
  readonly why: RescueCause;
  readonly personId: string;
  /** The browser and machine of the session, such as "Chrome, Android". */
  readonly device: string;
  readonly at: string;
  readonly sha256: string;
  /** Who has put in what was missing, or seen that nothing is; null while it waits. */
  readonly settled: { readonly personId: string; readonly at: string } | null;
}

const words = (most: number) => z.string().max(most).refine(isWords);
const item = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  title: words(10_000),
  note: words(100_000),
  ...fields,
  unit: fields.unit.refine(isWords),
});
const node = z.custom<RichNode>((value) => isNode(value, 0));
const forms = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('minutes'), content: node }),
  z.strictObject({ kind: z.literal('agenda'), items: z.array(item).max(1_000) }),
]);
/** What a tablet sends, parsed; null if it is no text of minutes and no agenda. */
export function readRescued(value: unknown): Rescued | null {
  const read = forms.safeParse(value);
  return read.success ? (read.data as Rescued) : null;
}
/** The same as `contentDigest` of a doc with this content. */
export const rescuedDigest = (rescued: Rescued): string =>
  bytesToHex(sha256(utf8ToBytes(canonical(rescued.kind === 'minutes' ? rescued.content : rescued.items))));

/** Deeper than any text is: the policy allows 16 levels, and each has its words and marks. */
const MAX_DEPTH = 40;
/** A node that an editor of the minutes knows, in a tree of sane depth; what may stand where is the editor's to mend. */
function isNode(value: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return false;
  const { type, attrs, content, text, marks: on, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || typeof type !== 'string') return false;
  if (attrs !== undefined && !isPlain(attrs)) return false;
  if (type === 'text') return typeof text === 'string' && isWords(text) && (on === undefined || areMarks(on));
  if (!Object.hasOwn(nodes, type) || text !== undefined || on !== undefined) return false;
  return content === undefined || (Array.isArray(content) && content.every((each) => isNode(each, depth + 1)));
}
const areMarks = (value: unknown) =>
  Array.isArray(value) &&
  value.every(
    (one: unknown) =>
      typeof one === 'object' &&
      one !== null &&
      'type' in one &&
      typeof one.type === 'string' &&
      Object.hasOwn(marks, one.type) &&
      isPlain(one),
  );
