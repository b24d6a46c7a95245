import { agendaContent, contentDigest, type DraftItem } from '@ecab/shared/sync/content';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';

export interface Draft {
  readonly items: readonly DraftItem[];
  readonly digest: string;
}
/** The draft as this tablet has it, read anew when anybody changes it. */
export function useDraft(doc: Y.Doc): Draft {
  const read = (): Draft => ({ items: agendaContent(doc), digest: contentDigest(doc, 'agenda') });
  const [draft, setDraft] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is of this doc.
  useEffect(() => {
    const again = () => setDraft(read());
    again();
    doc.on('update', again);
    return () => doc.off('update', again);
  }, [doc]);
  return draft;
}
/** Items of one level, in their order. */
export const levelOf = (items: readonly DraftItem[], parent: string | null) =>
  items.filter((one) => one.parent === parent);
