import type { DraftItem, RichNode } from './content.js';

// For tablets that know only an older schema of a doc: they read what the server writes, and bind no editor to it.

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);
const tags: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
  bold: 'strong',
  italic: 'em',
  underline: 'u',
};
const wrapped = (tag: string | undefined, inner: string) => (tag ? `<${tag}>${inner}</${tag}>` : inner);

/** The words and their order; a node or mark of a schema that this release does not know gives its words only. */
export function nodeHtml({ type, attrs, content = [], text, marks = [] }: RichNode): string {
  if (text !== undefined) return marks.reduce((inner, mark) => wrapped(tags[mark.type], inner), escaped(text));
  if (type === 'hardBreak') return '<br>';
  const inner = content.map(nodeHtml).join('');
  if (type === 'heading') return wrapped(`h${Math.min(6, Math.max(1, Number(attrs?.level) || 1) + 1)}`, inner);
  return wrapped(tags[type], inner);
}

/** @param rows in the order in which they are to stand; what belongs to a block follows it. */
export const agendaHtml = (rows: readonly DraftItem[]): string =>
  `<ol>${rows
    .map(({ title, note, minutes, parent }) => {
      const lines = [`<strong>${escaped(title)}</strong> (${minutes}′)`, ...(note ? [escaped(note)] : [])];
      return `<li${parent === null ? '' : ' class="inside"'}>${lines.map((one) => wrapped('p', one)).join('')}</li>`;
    })
    .join('')}</ol>`;

/** A whole page without script, to be shown in a frame. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { margin: 0 auto; max-width: 794px; padding: 24px; font: 19px/1.5 Tinos, "Times New Roman", serif; color: #15202b; background: #fff; overflow-wrap: anywhere; white-space: pre-wrap }
p { margin: 0 0 8px } h2, h3, h4 { font-size: 19px } table { border-collapse: collapse; width: 100% } td, th { border: 1px solid; padding: 4px 8px; vertical-align: top } .inside { margin-left: 24px }
</style></head><body><main>${body}</main></body></html>
`;
