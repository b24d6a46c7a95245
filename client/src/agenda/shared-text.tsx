import { Textarea } from '@mantine/core';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { shift, TextBinding } from './text-binding.js';

interface Props {
  readonly text: Y.Text | null;
  readonly label: string;
  readonly maxLength: number;
  readonly minRows: number;
  readonly readOnly: boolean;
  /** A title is one line, however long. */
  readonly oneLine?: boolean;
  readonly error?: string | undefined;
}

/** A field whose words several people may write at once; the caret stays where it was among the words of the others. */
export function SharedText({ text, oneLine = false, ...props }: Props) {
  const binding = useMemo(() => (text ? new TextBinding(text) : null), [text]);
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<readonly [number, number] | null>(null);
  const [, drawAgain] = useState(0);
  const shown = useSyncExternalStore(
    useCallback(
      (changed: () => void) =>
        binding?.onChange((theirs) => {
          const { current } = field;
          // Before the new words are drawn: afterwards the browser has put the caret at the end.
          if (current && current === document.activeElement && theirs.length > 0)
            caret.current = [theirs.reduce(shift, current.selectionStart), theirs.reduce(shift, current.selectionEnd)];
          changed();
          drawAgain((n) => n + 1);
        }) ?? (() => {}),
      [binding],
    ),
    () => binding?.shown ?? '',
  );
  useLayoutEffect(() => {
    binding?.drawn();
    if (caret.current && field.current) field.current.setSelectionRange(...caret.current);
    caret.current = null;
  });
  const clean = (value: string) => (oneLine ? value.replace(/\r\n|[\r\n]/g, ' ') : value);
  return (
    <Textarea
      {...props}
      ref={field}
      autosize
      value={shown}
      onKeyDown={(event) => {
        if (oneLine && event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
      }}
      onChange={({ currentTarget }) => binding?.write(clean(currentTarget.value), currentTarget.selectionStart)}
      onCompositionStart={({ currentTarget }) => binding?.compose(true, currentTarget.value)}
      onCompositionEnd={({ currentTarget }) =>
        binding?.compose(false, clean(currentTarget.value), currentTarget.selectionStart)
      }
    />
  );
}
