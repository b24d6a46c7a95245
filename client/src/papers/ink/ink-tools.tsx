import { SegmentedControl } from '@mantine/core';
import { Eraser, Hand, Pencil, Redo2, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/say.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import css from '../papers.module.css';
import { type Colour, usePen } from './pen.js';
import type { Ink, Tool } from './use-ink.js';

/** Pen, eraser, whose layer, undo: every tool has its word. */
export function InkTools({ ink }: { readonly ink: Ink }) {
  const say = useWords('papers');
  const colour = usePen((pen) => pen.colour);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const tool = (name: Tool, icon: ReactNode) => (
    <button type="button" className={css.tool} aria-pressed={ink.tool === name} onClick={() => ink.choose(name)}>
      {icon}
      {say(`ink.${name}`)}
    </button>
  );
  const layer = (name: 'private' | 'shared') => {
    if (name === 'shared' && !asked) return setAsking(true);
    ink.chooseLayer(name);
  };
  return (
    <div className={css.tools} role="toolbar" aria-label={say('ink.tools')} aria-orientation="vertical">
      {tool('hand', <Hand aria-hidden size={24} />)}
      {tool('pen', <Pencil aria-hidden size={24} />)}
      {tool('eraser', <Eraser aria-hidden size={24} />)}
      {ink.tool === 'pen' && (
        <div className={css.colours}>
          {(['blue', 'red'] as const).map((one: Colour) => (
            <button
              key={one}
              type="button"
              className={css.colour}
              data-colour={one}
              aria-pressed={colour === one}
              aria-label={say(`ink.${one}`)}
              onClick={() => usePen.setState({ colour: one })}
            />
          ))}
        </div>
      )}
      <button type="button" className={css.tool} disabled={!ink.canUndo} onClick={ink.undo}>
        <Undo2 aria-hidden size={24} />
        {say('ink.undo')}
      </button>
      <button type="button" className={css.tool} disabled={!ink.canRedo} onClick={ink.redo}>
        <Redo2 aria-hidden size={24} />
        {say('ink.redo')}
      </button>
      <SegmentedControl
        orientation="vertical"
        fullWidth
        aria-label={say('ink.layer')}
        value={ink.layer}
        onChange={(value) => layer(value === 'shared' ? 'shared' : 'private')}
        data={(['private', 'shared'] as const).map((value) => ({ value, label: say(`ink.${value}`) }))}
      />
      <span className={css.saved} role="status">
        {ink.hindrance !== null
          ? say(`ink.hindrance.${ink.hindrance}`)
          : ink.unsent > 0
            ? say('ink.onDevice')
            : say('ink.saved')}
      </span>
      <ConfirmDialog
        opened={asking}
        title={say('ink.shared')}
        body={say('ink.sharedAsk')}
        confirm={say('ink.toShared')}
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
