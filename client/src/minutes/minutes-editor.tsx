import type { RichNode } from '@ecab/shared/sync/content';
import { Collaboration } from '@tiptap/extension-collaboration';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { Bold, Heading2, Italic, List, ListOrdered, Redo2, Underline, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type * as Y from 'yjs';
import { useWords } from '../i18n/say.js';
import { minutesExtensions } from './editor-schema.js';
import { choosing, FactNotes, factAt } from './fact-notes.js';
import css from './minutes.module.css';

interface Props {
  readonly doc: Y.Doc;
  readonly editable: boolean;
  /** The event whose sentence is shown; scrolled to when it changes. */
  readonly chosen: string | null;
  readonly onReady: (editor: Editor | null) => void;
  readonly onContent: (content: RichNode) => void;
  readonly onChoose: (fact: string) => void;
  /** Says that this person writes here. */
  readonly onWriting: (writing: boolean) => void;
}

/** The page, edited by several people at once; sentences that tell an event are tinted. */
export function MinutesEditor({ doc, editable, chosen, onReady, onContent, onChoose, onWriting }: Props) {
  const say = useWords('minutes');
  const editor = useEditor(
    {
      extensions: [...minutesExtensions, FactNotes, Collaboration.configure({ fragment: doc.getXmlFragment('body') })],
      editable,
      // The editor makes no element of the page's own style sheet; the page has it.
      injectCSS: false,
      editorProps: {
        attributes: {
          class: css.page ?? '',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': say('minutes.text'),
          lang: 'vi',
        },
        // Where nothing is written no caret tells which sentence is meant.
        handleClick: ({ editable: written, state }, at) => {
          const fact = written ? null : factAt(state.doc, at);
          if (fact) onChoose(fact);
          return false;
        },
      },
      onCreate: ({ editor: made }) => onContent(made.getJSON() as RichNode),
      onUpdate: ({ editor: made }) => onContent(made.getJSON() as RichNode),
      // Not on the click: the editor has not read by then where the caret is, and would put it back to where it was.
      onSelectionUpdate: ({ editor: { isFocused, state } }) => {
        const fact = isFocused ? factAt(state.doc, state.selection.from) : null;
        if (fact) onChoose(fact);
      },
      onFocus: () => onWriting(true),
      onBlur: () => onWriting(false),
    },
    [doc],
  );
  useEffect(() => {
    onReady(editor);
    return () => onReady(null);
  }, [editor, onReady]);
  useEffect(() => {
    if (!editor) return;
    // Tells no update: whether the text may be edited is no change of it.
    if (editor.isEditable !== editable) editor.setEditable(editable, false);
    // The attributes that the editor is made with stay as they were.
    editor.view.dom.setAttribute('aria-readonly', String(!editable));
  }, [editor, editable]);
  useEffect(() => {
    if (!editor) return;
    editor.view.dispatch(choosing(editor.state, chosen));
    editor.view.dom.querySelector('[data-now]')?.scrollIntoView({ block: 'nearest' });
  }, [editor, chosen]);
  return (
    <div className={css.editor}>
      {editable && editor && <Toolbar editor={editor} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard. */}
      <div className={css.desk} tabIndex={0}>
        <EditorContent editor={editor} />
      </div>
    </div>
  );
}

function Toolbar({ editor }: { readonly editor: Editor }) {
  const say = useWords('minutes');
  const button = (label: string, icon: ReactNode, act: () => void, pressed?: boolean) => (
    <button
      type="button"
      className={css.tool}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      // The text keeps the focus and its selection.
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {icon}
    </button>
  );
  const chain = () => editor.chain().focus();
  return (
    <div className={css.toolbar} role="toolbar" aria-label={say('minutes.toolbar')}>
      {button(say('minutes.undo'), <Undo2 aria-hidden />, () => chain().undo().run())}
      {button(say('minutes.redo'), <Redo2 aria-hidden />, () => chain().redo().run())}
      {button(say('minutes.heading'), <Heading2 aria-hidden />, () =>
        chain().toggleNode('heading', 'paragraph', { level: 2 }).run(),
      )}
      {button(say('minutes.bold'), <Bold aria-hidden />, () => chain().toggleMark('bold').run())}
      {button(say('minutes.italic'), <Italic aria-hidden />, () => chain().toggleMark('italic').run())}
      {button(say('minutes.underline'), <Underline aria-hidden />, () => chain().toggleMark('underline').run())}
      {button(say('minutes.bullets'), <List aria-hidden />, () => chain().toggleList('bulletList', 'listItem').run())}
      {button(say('minutes.numbers'), <ListOrdered aria-hidden />, () =>
        chain().toggleList('orderedList', 'listItem').run(),
      )}
    </div>
  );
}
