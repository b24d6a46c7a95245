import { tellsAs } from '@ecab/shared/minutes/facts';
import { Extension } from '@tiptap/core';
import type { Attrs, Mark, Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** Words side by side that one event is tied to, whatever else they are marked with. */
interface Passage {
  readonly fact: Mark;
  readonly from: number;
  readonly to: number;
  readonly words: string;
}
const keyOf = ({ seq, index }: Attrs) => `${seq} ${index}`;
const isEdited = ({ fact, words }: Passage) => !tellsAs(words, String(fact.attrs.text));

export function passagesIn(doc: Node): readonly Passage[] {
  const passages: Passage[] = [];
  doc.descendants((node, at) => {
    const fact = node.isText ? node.marks.find(({ type }) => type.name === 'fact') : undefined;
    if (!fact) return;
    const last = passages.at(-1);
    const words = node.text ?? '';
    if (last?.to === at && last.fact.eq(fact))
      passages[passages.length - 1] = { ...last, to: at + node.nodeSize, words: last.words + words };
    else passages.push({ fact, from: at, to: at + node.nodeSize, words });
  });
  return passages;
}

/** The event that is told at this place, `seq index`; null: none. */
export function factAt(doc: Node, at: number): string | null {
  const passage = passagesIn(doc).find(({ from, to }) => from <= at && at <= to);
  return passage ? keyOf(passage.fact.attrs) : null;
}
/**
 * Puts the words of an event back where they were edited. What is left of them in several places, because others were
 * written between, comes together in the first.
 *
 * @param chosen the event, `seq index`.
 */
export function restored(state: EditorState, chosen: string): Transaction {
  const { tr } = state;
  const edited = passagesIn(state.doc).filter((one) => keyOf(one.fact.attrs) === chosen && isEdited(one));
  // From the last to the first, so that the places before are still where they were read.
  for (const [place, one] of [...edited.entries()].reverse()) {
    const first = edited.findIndex(({ fact }) => fact.eq(one.fact)) === place;
    putBack(tr, one, first ? String(one.fact.attrs.text) : '');
  }
  return tr;
}
/** Only what differs is replaced: a label before it stays bold. */
function putBack(tr: Transaction, { fact, from, to, words }: Passage, text: string): void {
  let start = 0;
  while (start < Math.min(words.length, text.length) && words[start] === text[start]) start += 1;
  let end = 0;
  const most = Math.min(words.length, text.length) - start;
  while (end < most && words[words.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  const missing = text.slice(start, text.length - end);
  const marks = fact.addToSet(tr.doc.resolve(from + start).marksAcross(tr.doc.resolve(to - end)) ?? []);
  if (missing === '') tr.delete(from + start, to - end);
  else tr.replaceWith(from + start, to - end, tr.doc.type.schema.text(missing, marks));
}

/**
 * Words typed over the last ones of a passage are its words, until the caret is put elsewhere; the editor by itself takes
 * them for what is typed behind it.
 *
 * @returns null where the editor knows what to do.
 */
export function typedOver(state: EditorState, from: number, to: number, text: string): Transaction | null {
  const over = passagesIn(state.doc).find((one) => from < to && one.from <= from && to === one.to);
  const fact = over?.fact ?? state.storedMarks?.find(({ type }) => type.name === 'fact');
  if (!fact) return null;
  const marks = fact.addToSet(state.storedMarks ?? state.doc.resolve(from).marks());
  const tr = state.tr.replaceWith(from, to, state.schema.text(text, marks));
  return tr.setSelection(TextSelection.create(tr.doc, from + text.length)).setStoredMarks(marks);
}

interface Shown {
  readonly chosen: string | null;
  readonly drawn: DecorationSet;
}
const shown = new PluginKey<Shown>('facts');
function drawn(doc: Node, chosen: string | null): DecorationSet {
  const notes = passagesIn(doc).flatMap((one) => [
    ...(isEdited(one) ? [Decoration.inline(one.from, one.to, { 'data-edited': '' })] : []),
    ...(keyOf(one.fact.attrs) === chosen ? [Decoration.inline(one.from, one.to, { 'data-now': '' })] : []),
  ]);
  return DecorationSet.create(doc, notes);
}
export const choosing = (state: EditorState, chosen: string | null): Transaction => state.tr.setMeta(shown, { chosen });

/**
 * What the page shows of its facts beside their tint: which is chosen, which were edited. As decorations: an attribute
 * that is put on the page itself is read by the editor as typing, and the words lose their tie for everybody.
 */
export const FactNotes = Extension.create({
  name: 'factNotes',
  addProseMirrorPlugins: () => [
    new Plugin<Shown>({
      key: shown,
      state: {
        init: (_, { doc }) => ({ chosen: null, drawn: drawn(doc, null) }),
        apply(tr, before) {
          const told = tr.getMeta(shown) as { readonly chosen: string | null } | undefined;
          if (!told && !tr.docChanged) return before;
          const { chosen } = told ?? before;
          return { chosen, drawn: drawn(tr.doc, chosen) };
        },
      },
      props: {
        decorations: (state) => shown.getState(state)?.drawn,
        handleTextInput(view, from, to, text) {
          const tr = typedOver(view.state, from, to, text);
          if (tr) view.dispatch(tr.scrollIntoView());
          return tr !== null;
        },
      },
    }),
  ],
});
