import { Eraser, Hand, ListChecks, Lock, type LucideIcon, Pencil, Redo2, Undo2, Users } from 'lucide-react';
import { useState } from 'react';
import { useConnection } from '../../app/connection.js';
import { useWords } from '../../i18n/say.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import css from './ink.module.css';
import type { InkStroke } from './ink-layer.js';
import { type Pen, usePen, type Width } from './pen.js';
import { StrokeList } from './stroke-list.js';
import type { Ink, Tool } from './use-ink.js';

interface Props {
  readonly ink: Ink;
  /** Goes to a stroke that was chosen in the list of notes, and marks it. */
  readonly onShow?: ((stroke: InkStroke) => void) | undefined;
}
const tools: readonly { readonly tool: Tool; readonly Icon: LucideIcon; readonly key: string }[] = [
  { tool: 'hand', Icon: Hand, key: '1' },
  { tool: 'pen', Icon: Pencil, key: '2' },
  // 3 and 4 are kept for highlighter and note, so that no key changes its meaning later.
  { tool: 'eraser', Icon: Eraser, key: '5' },
];

/** Pen, eraser, the layer that is written, undo. Stands as a column, or as a bar where its place is wider than high. */
export function InkTools({ ink, onShow }: Props) {
  const say = useWords('papers');
  const [list, setList] = useState(false);
  return (
    <div className={css.place}>
      <div className={css.tools} role="toolbar" aria-label={say('ink.tools')}>
        <Layers ink={ink} />
        {tools.map(({ tool, Icon, key }) => (
          <button
            key={tool}
            type="button"
            className={css.tool}
            aria-pressed={ink.tool === tool}
            aria-keyshortcuts={key}
            disabled={tool !== 'hand' && ink.hindrance !== null}
            onClick={() => ink.choose(tool)}
          >
            <Icon size={24} aria-hidden />
            {say(`ink.${tool}`)}
          </button>
        ))}
        {ink.tool === 'pen' && <PenChoice />}
        <button
          type="button"
          className={css.tool}
          aria-keyshortcuts="Control+Z"
          disabled={!ink.canUndo}
          onClick={() => ink.undo()}
        >
          <Undo2 size={24} aria-hidden />
          {say('ink.undo')}
        </button>
        <button
          type="button"
          className={css.tool}
          aria-keyshortcuts="Control+Shift+Z"
          disabled={!ink.canRedo}
          onClick={() => ink.redo()}
        >
          <Redo2 size={24} aria-hidden />
          {say('ink.redo')}
        </button>
        <button type="button" className={css.tool} onClick={() => setList(true)}>
          <ListChecks size={24} aria-hidden />
          {say('ink.listShort')}
        </button>
        <Saved ink={ink} />
      </div>
      <StrokeList ink={ink} opened={list} onClose={() => setList(false)} onShow={onShow} />
    </div>
  );
}

/** Which layer is written: never in doubt, and private unless said otherwise for this paper. */
function Layers({ ink }: { readonly ink: Ink }) {
  const say = useWords('papers');
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <div role="radiogroup" aria-label={say('ink.layer')} className={css.layers}>
      {(['private', 'shared'] as const).map((layer) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio cannot ask before it is chosen.
        <button
          key={layer}
          type="button"
          role="radio"
          aria-checked={ink.layer === layer}
          onClick={() => (layer === 'shared' && !asked ? setAsking(true) : ink.chooseLayer(layer))}
        >
          {layer === 'private' ? <Lock size={18} aria-hidden /> : <Users size={18} aria-hidden />}
          {say(`ink.${layer}`)}
        </button>
      ))}
      <ConfirmDialog
        opened={asking}
        title={say('ink.shareTitle')}
        body={say('ink.sharedAsk')}
        confirm={say('ink.share')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsked(true);
          setAsking(false);
          ink.chooseLayer('shared');
        }}
      />
    </div>
  );
}

const nextWidth: Readonly<Record<Width, Width>> = { thin: 'medium', medium: 'thick', thick: 'thin' };
function PenChoice() {
  const say = useWords('papers');
  const { colour, width } = usePen();
  return (
    <>
      <div role="radiogroup" aria-label={say('ink.colour')} className={css.colours}>
        {(['blue', 'red'] as const).map((one: Pen['colour']) => (
          // biome-ignore lint/a11y/useSemanticElements: drawn as a spot of ink.
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={colour === one}
            aria-label={say(`ink.${one}`)}
            data-colour={one}
            onClick={() => usePen.setState({ colour: one })}
          />
        ))}
      </div>
      <button
        type="button"
        className={css.tool}
        aria-label={`${say('ink.width')}: ${say(`ink.${width}`)}`}
        onClick={() => usePen.setState({ width: nextWidth[width] })}
      >
        <span className={css.line} data-width={width} data-colour={colour} aria-hidden />
        {say(`ink.${width}`)}
      </button>
    </>
  );
}

function Saved({ ink }: { readonly ink: Ink }) {
  const say = useWords('papers');
  const app = useWords('app');
  const connected = useConnection(({ state }) => state === 'connected');
  const words =
    ink.hindrance === 'read-only'
      ? say('ink.readOnly')
      : ink.hindrance === 'needs-connection'
        ? say('ink.needsConnection')
        : ink.unsent === 0
          ? app('outbox.saved')
          : app(connected ? 'outbox.sending' : 'outbox.onDevice');
  return (
    <p className={css.saved} role="status">
      {words}
    </p>
  );
}
