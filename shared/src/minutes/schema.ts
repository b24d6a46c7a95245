import { type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';

const aligned = { textAlign: { default: null } };
const cell: NodeSpec = {
  content: 'block+',
  isolating: true,
  attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
};
/**
 * Nodes of the minutes, named as Tiptap's starter kit names them. The editor must know these and no others, and every
 * attribute: one that it does not know it drops for everybody. What may stand in a doc is checked by the policy of
 * `sync/policies/minutes`; here is the order that ProseMirror needs beside it.
 */
export const nodes = {
  doc: { content: 'block+' },
  paragraph: { content: 'inline*', group: 'block', attrs: aligned },
  text: { group: 'inline' },
  heading: { content: 'inline*', group: 'block', defining: true, attrs: { level: { default: 1 }, ...aligned } },
  bulletList: { content: 'listItem+', group: 'block' },
  orderedList: {
    content: 'listItem+',
    group: 'block',
    attrs: { start: { default: 1 }, type: { default: null } },
  },
  listItem: { content: 'paragraph block*', defining: true },
  hardBreak: { inline: true, group: 'inline', selectable: false },
  table: { content: 'tableRow+', group: 'block', isolating: true, tableRole: 'table' },
  tableRow: { content: '(tableCell | tableHeader)*', tableRole: 'row' },
  tableCell: { ...cell, tableRole: 'cell' },
  tableHeader: { ...cell, tableRole: 'header_cell' },
} as const satisfies Record<string, NodeSpec>;

/**
 * `fact` ties a passage to the event it tells: `stream`, `seq` and `index` (counted through all commands of the entry)
 * name the event, `text` is the passage as it was drafted. What is typed at its edges is the secretary's own.
 */
export const marks = {
  bold: {},
  italic: {},
  underline: {},
  fact: { inclusive: false, attrs: { stream: {}, seq: {}, index: {}, text: {} } },
} as const satisfies Record<string, MarkSpec>;

export const minutesSchema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks });
