import { z } from 'zod';
import { type Accepts, accepts, type Policy, type TextShape, type XmlShape } from '../policy.js';

const bare = z.union([z.strictObject({}), z.literal(true)]);
/** Marks of the minutes. A `fact` ties a passage to what it tells: an event of a stream, with the text it had then. */
export const marks = {
  bold: bare,
  italic: bare,
  underline: bare,
  fact: z.strictObject({
    stream: z.string().max(400),
    seq: z.int().nonnegative(),
    index: z.int().nonnegative(),
    text: z.string().max(4_096),
  }),
};
const markForms = new Map<string, Accepts>(Object.entries(marks).map(([name, form]) => [name, accepts(form)]));
// Marks that may overlap with their own kind are stored as `fact--` and a hash of eight characters.
const hashed = /^([a-z]+)--[A-Za-z0-9+/=]{8}$/i;
export const markName = (format: string) => hashed.exec(format)?.[1] ?? format;

const attributes = {
  textAlign: z.enum(['left', 'center', 'right', 'justify']),
  level: z.int().min(1).max(6),
  start: z.int().min(0).max(100_000),
  type: z.enum(['1', 'a', 'A', 'i', 'I']),
  span: z.int().min(1).max(64),
  colwidth: z.array(z.int().min(0).max(4_000)).max(64),
};
const text: TextShape = { is: 'xml-text', mark: (format) => markForms.get(markName(format)) ?? null };
const blocks = ['paragraph', 'heading', 'bulletList', 'orderedList', 'table'] as const;
const cell = {
  children: blocks,
  attributes: { colspan: attributes.span, rowspan: attributes.span, colwidth: attributes.colwidth },
};
type Node = {
  readonly children?: readonly string[];
  readonly text?: true;
  readonly attributes?: Readonly<Record<string, z.ZodType>>;
};
/** Nodes of the minutes and what may stand directly inside. Editors must know these and no others. */
export const nodes = {
  doc: { children: blocks },
  paragraph: { text: true, children: ['hardBreak'], attributes: { textAlign: attributes.textAlign } },
  heading: {
    text: true,
    children: ['hardBreak'],
    attributes: { level: attributes.level, textAlign: attributes.textAlign },
  },
  bulletList: { children: ['listItem'] },
  orderedList: { children: ['listItem'], attributes: { start: attributes.start, type: attributes.type } },
  listItem: { children: blocks },
  table: { children: ['tableRow'] },
  tableRow: { children: ['tableCell', 'tableHeader'] },
  tableCell: cell,
  tableHeader: cell,
  hardBreak: {},
} as const satisfies Record<string, Node>;

const shapes = new Map<string, XmlShape>();
for (const [name, node] of Object.entries<Node>(nodes)) {
  const forms = new Map(Object.entries(node.attributes ?? {}).map(([key, form]) => [key, accepts(form)]));
  shapes.set(name, {
    is: 'xml',
    child: (inside) => (node.children?.includes(inside) ? shapes.get(inside)! : null),
    attribute: (key) => forms.get(key) ?? null,
    text: node.text ? text : null,
  });
}

/** Minutes: root `body`, a fragment as y-prosemirror writes it. Whoever may write them may change and delete all. */
export const minutes: Policy = {
  depth: 16,
  root: (name) => (name === 'body' ? shapes.get('doc')! : null),
  mayWrite: () => true,
};
