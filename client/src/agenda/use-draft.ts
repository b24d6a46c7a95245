import { agendaContent, contentDigest, type DraftItem } from '@ecab/shared/sync/content';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { levelled } from './draft.js';

export interface Draft {
  readonly items: readonly DraftItem[];
  readonly digest: string;
}
const read = (doc: Y.Doc): Draft => ({ items: levelled(agendaContent(doc)), digest: contentDigest(doc, 'agenda') });

/** The draft as this tablet has it, read anew when anybody changes it. */
export function useDraft(doc: Y.Doc): Draft {
  const [draft, setDraft] = useState(() => read(doc));
  useEffect(() => {
    const again = () => setDraft(read(doc));
    again();
    doc.on('update', again);
    return () => doc.off('update', again);
  }, [doc]);
  return draft;
}
