import type { ReactNode } from 'react';
import css from './archive.module.css';

interface Props {
  readonly text: string;
  /** Offsets in `text`, in order, not overlapping. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** Text with the words found marked. It is text only: whatever stands in a paper stays words. */
export function Marked({ text, marks }: Props) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} className={css.mark}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}
