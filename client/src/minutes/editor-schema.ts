import { marks, nodes } from '@ecab/shared/minutes/schema';
import { type AnyExtension, Mark, Node } from '@tiptap/core';
import type { DOMOutputSpec, MarkSpec, NodeSpec } from '@tiptap/pm/model';

/** How each node stands in the page; `0`: its content. What is not here has no element of its own. */
const elements: Readonly<Record<string, (attrs: Readonly<Record<string, unknown>>) => DOMOutputSpec>> = {
  paragraph: () => ['p', 0],
  heading: ({ level }) => [`h${Math.min(6, Math.max(1, Number(level) || 1)) + 1}`, 0],
  bulletList: () => ['ul', 0],
  orderedList: ({ start }) => ['ol', { start: Number(start) || 1 }, 0],
  listItem: () => ['li', 0],
  hardBreak: () => ['br'],
  table: () => ['table', ['tbody', 0]],
  tableRow: () => ['tr', 0],
  tableCell: (attrs) => ['td', spans(attrs), 0],
  tableHeader: (attrs) => ['th', spans(attrs), 0],
};
const spans = ({ colspan, rowspan }: Readonly<Record<string, unknown>>) => ({
  colspan: Number(colspan) || 1,
  rowspan: Number(rowspan) || 1,
});
/** What pasted HTML becomes; an element that is not here gives its words only. */
const pasted: Readonly<Record<string, readonly string[]>> = {
  paragraph: ['p'],
  heading: ['h1', 'h2', 'h3'],
  bulletList: ['ul'],
  orderedList: ['ol'],
  listItem: ['li'],
  hardBreak: ['br'],
  table: ['table'],
  tableRow: ['tr'],
  tableCell: ['td'],
  tableHeader: ['th'],
  bold: ['strong', 'b'],
  italic: ['em', 'i'],
  underline: ['u'],
};
const tags: Readonly<Record<string, string>> = { bold: 'strong', italic: 'em', underline: 'u' };
const keys: Readonly<Record<string, string>> = { bold: 'Mod-b', italic: 'Mod-i', underline: 'Mod-u' };

// An attribute is kept as it is, whatever the page shows of it: what the editor dropped would be gone for everybody.
const attributes = (attrs: NodeSpec['attrs'] = {}) =>
  Object.fromEntries(
    Object.entries(attrs).map(([name, spec]) => [name, { ...spec, rendered: false, parseHTML: () => spec.default }]),
  );

function nodeOf(name: string, { attrs, ...spec }: NodeSpec): AnyExtension {
  return Node.create({
    name,
    ...(spec.content && { content: spec.content }),
    ...(spec.group && { group: spec.group }),
    ...(name === 'doc' && { topNode: true }),
    ...(spec.inline && { inline: true }),
    ...(spec.isolating && { isolating: true }),
    ...(spec.defining && { defining: true }),
    ...(spec.selectable === false && { selectable: false }),
    addAttributes: () => attributes(attrs),
    parseHTML: () => (pasted[name] ?? []).map((tag) => ({ tag })),
    ...(elements[name] && { renderHTML: ({ node }) => elements[name]?.(node.attrs) as DOMOutputSpec }),
    ...(name === 'hardBreak' && {
      renderText: () => '\n',
      addKeyboardShortcuts() {
        return { 'Shift-Enter': () => this.editor.commands.insertContent({ type: 'hardBreak' }) };
      },
    }),
    ...(name === 'listItem' && {
      addKeyboardShortcuts() {
        return {
          Enter: () => this.editor.commands.splitListItem(name),
          Tab: () => this.editor.commands.sinkListItem(name),
          'Shift-Tab': () => this.editor.commands.liftListItem(name),
        };
      },
    }),
  });
}

function markOf(name: string, { attrs, inclusive }: MarkSpec): AnyExtension {
  return Mark.create({
    name,
    ...(inclusive === false && { inclusive: false }),
    addAttributes: () =>
      Object.fromEntries(Object.keys(attrs ?? {}).map((one) => [one, { default: null, rendered: false }])),
    parseHTML: () => (pasted[name] ?? []).map((tag) => ({ tag })),
    renderHTML: ({ mark }) =>
      name === 'fact'
        ? ['span', { 'data-fact': `${mark.attrs.seq} ${mark.attrs.index}` }, 0]
        : [tags[name] ?? 'span', 0],
    addKeyboardShortcuts() {
      const key = keys[name];
      return key ? { [key]: () => this.editor.commands.toggleMark(name) } : {};
    },
  });
}

/**
 * The editor's nodes and marks: exactly those of the minutes' schema, with every attribute. An editor that knows fewer
 * deletes the others for everybody by merely opening the text.
 */
export const minutesExtensions: AnyExtension[] = [
  ...Object.entries(nodes).map(([name, spec]) => nodeOf(name, spec)),
  ...Object.entries(marks).map(([name, spec]) => markOf(name, spec)),
];
