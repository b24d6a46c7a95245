import { pageKey } from '@ecab/shared/sync/policies/reading';
import { useEffect, useRef, useState } from 'react';
import { look, READ_AFTER_MS, readBy, type Since } from './seen.js';
import { pagesOf, useReadingDoc } from './use-reading.js';

interface Props {
  readonly versionId: string;
  readonly inView: readonly number[];
}

/** Marks pages as read that stay in view while the window is. Draws nothing. */
export function ReadMarks({ versionId, inView }: Props) {
  const { doc, mayWrite } = useReadingDoc(true);
  const since = useRef<Since>(new Map());
  const [read, setRead] = useState<readonly string[]>([]);
  const visible = useVisible();

  useEffect(() => {
    since.current = look(since.current, visible ? inView : [], performance.now());
    if (since.current.size === 0) return;
    const timer = setTimeout(() => {
      const keys = readBy(since.current, performance.now()).map((pageIndex) => pageKey(versionId, pageIndex));
      setRead((before) => (keys.every((key) => before.includes(key)) ? before : [...new Set([...before, ...keys])]));
      // A timer may fire a moment early; a page must not be missed for it.
    }, READ_AFTER_MS + 20);
    return () => clearTimeout(timer);
  }, [versionId, inView, visible]);

  const written = useRef(new Set<string>());
  // What was read before the doc could be written is written then; once, for a mark that the server did not accept would
  // be refused as often as it is sent.
  useEffect(() => {
    if (!mayWrite) return;
    const pages = pagesOf(doc);
    const fresh = read.filter((key) => !pages.has(key) && !written.current.has(key));
    if (fresh.length === 0) return;
    for (const key of fresh) written.current.add(key);
    doc.transact(() => {
      for (const key of fresh) pages.set(key, 1);
    });
  }, [doc, mayWrite, read]);
  return null;
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const changed = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return visible;
}
