import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as Y from 'yjs';
import type { z } from 'zod';
import { canonical } from '../ledger/json.js';
import { isPlain } from './plain.js';
import { fields } from './policies/agenda.js';
import { markName } from './policies/minutes.js';

type Fields = { readonly [Name in keyof typeof fields]: z.output<(typeof fields)[Name]> };
/** An item of the draft as plain values. */
export interface DraftItem extends Fields {
  readonly id: string;
  readonly title: string;
  readonly note: string;
}
/** What a field counts as that an item lacks: a tablet may have been cut off while it made it. */
const absent: Fields = {
  presenterId: null,
  unit: '',
  minutes: 0,
  kind: 'information',
  order: 'z',
  parent: null,
  vote: 'none',
  audience: 'everyone',
};

/** The draft of an agenda, in its order. */
export function agendaContent(doc: Y.Doc): DraftItem[] {
  const items: DraftItem[] = [];
  for (const [id, item] of doc.getMap('items')) {
    if (!(item instanceof Y.Map)) continue;
    const read = <Name extends keyof Fields>(name: Name): Fields[Name] => {
      const parsed = fields[name].safeParse(item.get(name));
      return parsed.success ? (parsed.data as Fields[Name]) : absent[name];
    };
    items.push({
      id,
      title: words(item.get('title')),
      note: words(item.get('note')),
      presenterId: read('presenterId'),
      unit: read('unit'),
      minutes: read('minutes'),
      kind: read('kind'),
      order: read('order'),
      parent: read('parent'),
      vote: read('vote'),
      audience: read('audience'),
    });
  }
  const rank = ({ order, id }: DraftItem) => `${order} ${id}`;
  return items.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
// The half of a pair that a keyboard left behind reaches others as U+FFFD; here too, so that both digests agree.
const words = (text: unknown) => (text instanceof Y.Text ? text.toString().toWellFormed() : '');

export interface Mark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}
/** A node as ProseMirror writes it in JSON. */
export interface RichNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly RichNode[];
  readonly text?: string;
  readonly marks?: readonly Mark[];
}

/** The minutes as ProseMirror JSON: neighbouring words of equal marks are one text, marks are sorted. */
export const minutesContent = (doc: Y.Doc): RichNode => ({
  type: 'doc',
  content: childrenOf(doc.getXmlFragment('body')),
});

function childrenOf(parent: Y.XmlFragment): RichNode[] {
  const nodes: RichNode[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) textsOf(child, nodes);
    else if (child instanceof Y.XmlElement) {
      const attrs = Object.entries(child.getAttributes()).filter(([, value]) => isPlain(value));
      const content = childrenOf(child);
      nodes.push({
        type: child.nodeName,
        ...(attrs.length > 0 && { attrs: Object.fromEntries(attrs) }),
        ...(content.length > 0 && { content }),
      });
    }
  }
  return nodes;
}

function textsOf(text: Y.XmlText, into: RichNode[]): void {
  for (const { insert, attributes = {} } of text.toDelta() as readonly {
    insert: unknown;
    attributes?: Record<string, unknown>;
  }[]) {
    if (typeof insert !== 'string') continue;
    const marks = Object.entries(attributes)
      .map(([format, value]): Mark => {
        const attrs = typeof value === 'object' && value !== null ? { ...value } : {};
        return { type: markName(format), ...(Object.keys(attrs).length > 0 && { attrs }) };
      })
      .map((mark) => ({ mark, rank: canonical(mark) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ mark }) => mark);
    const words = insert.toWellFormed();
    const last = into.at(-1);
    if (last?.text !== undefined && canonical(last.marks ?? []) === canonical(marks))
      into[into.length - 1] = { ...last, text: last.text + words };
    else into.push({ type: 'text', text: words, ...(marks.length > 0 && { marks }) });
  }
}

/** Kinds of doc whose content is approved by its digest. */
export type DigestedKind = 'agenda' | 'minutes';

/** SHA-256, in hex, of the content's canonical JSON. Tablet and server compute the same of the same state. */
export const contentDigest = (doc: Y.Doc, kind: DigestedKind): string =>
  bytesToHex(sha256(utf8ToBytes(canonical(kind === 'agenda' ? agendaContent(doc) : minutesContent(doc)))));
