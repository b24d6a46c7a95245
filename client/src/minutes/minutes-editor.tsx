import type { RichNode } from '@ecab/shared/sync/content';
import { Collaboration } from '@tiptap/extension-collaboration';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { Bold, Heading2, Italic, List, ListOrdered, Redo2, Underline, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type * as Y from 'yjs';
import { useWords } from '../i18n/say.js';
import { minutesExtensions } from './editor-schema.js';
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
      extensions: [...minutesExtensions, Collaboration.configure({ fragment: doc.getXmlFragment('body') })],
      editable,
      // The editor makes no element of the page's own style sheet; the page has it.
      injectCSS: false,
      editorProps: {
        attributes: {
          class: css.page ?? '',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': say('minutes.text'),
          'aria-readonly': String(!editable),
          lang: 'vi',
        },
        handleClick: (_, __, event) => {
          const fact = event.target instanceof Element ? event.target.closest('[data-fact]') : null;
          if (fact) onChoose(fact.getAttribute('data-fact') ?? '');
          return false;
        },
      },
      onCreate: ({ editor: made }) => onContent(made.getJSON() as RichNode),
      onUpdate: ({ editor: made }) => onContent(made.getJSON() as RichNode),
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
    // Tells no update: whether the text may be edited is no change of it.
    if (editor && editor.isEditable !== editable) editor.setEditable(editable, false);
  }, [editor, editable]);
  useEffect(() => {
    const page = editor?.view.dom;
    if (!page) return;
    for (const one of page.querySelectorAll('[data-now]')) one.removeAttribute('data-now');
    const [first, ...rest] = chosen ? page.querySelectorAll(`[data-fact="${CSS.escape(chosen)}"]`) : [];
    for (const one of [first, ...rest]) one?.setAttribute('data-now', '');
    first?.scrollIntoView({ block: 'center' });
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
