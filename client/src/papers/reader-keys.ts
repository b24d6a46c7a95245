import { useEffect, useEffectEvent } from 'react';
import type { Ink } from './ink/use-ink.js';
import type { StageHandle } from './pdf-stage.js';

interface Parts {
  readonly stage: StageHandle | null;
  readonly ink: Ink;
  readonly openFind: () => void;
  /** Lays the tool down, closes the search: whatever is open. */
  readonly escape: () => void;
}
const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The keys of the reader. What is typed into a field, and what is asked in a dialog, are left alone. */
export function useReaderKeys(parts: Parts): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || document.querySelector('[aria-modal="true"]')) return;
    const { stage, ink } = parts;
    const act = actOf(event, isField(event.target), {
      find: parts.openFind,
      escape: parts.escape,
      undo: () => ink.canUndo && ink.undo(),
      redo: () => ink.canRedo && ink.redo(),
      turn: (by) => stage?.turn(by),
      zoom: (factor) => stage?.zoomBy(factor),
      fit: () => stage?.fitWidth(),
      tool: (tool) => (tool === 'hand' || ink.hindrance === null) && ink.choose(tool),
    });
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

interface Acts {
  find(): void;
  escape(): void;
  undo(): void;
  redo(): void;
  turn(by: 1 | -1): void;
  zoom(factor: number): void;
  fit(): void;
  tool(tool: Ink['tool']): void;
}
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** @returns what a key does, null if it is not one of ours. @param inField something is being typed. */
export function actOf({ key, ctrlKey, metaKey, shiftKey }: Pressed, inField: boolean, acts: Acts): (() => void) | null {
  if (ctrlKey || metaKey) {
    if (key === 'f') return acts.find;
    if (inField) return null;
    if (key === 'y' || (key.toLowerCase() === 'z' && shiftKey)) return acts.redo;
    return key === 'z' ? acts.undo : null;
  }
  if (inField) return null;
  switch (key) {
    case '/':
      return acts.find;
    case 'Escape':
      return acts.escape;
    case 'PageDown':
    case 'n':
      return () => acts.turn(1);
    case 'PageUp':
    case 'p':
      return () => acts.turn(-1);
    case '+':
    case '=':
      return () => acts.zoom(1.25);
    case '-':
      return () => acts.zoom(1 / 1.25);
    case '0':
      return acts.fit;
    case '1':
      return () => acts.tool('hand');
    case '2':
      return () => acts.tool('pen');
    case '5':
      return () => acts.tool('eraser');
    default:
      return null;
  }
}
