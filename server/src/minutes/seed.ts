import { minutesSchema } from '@ecab/shared/minutes/schema';
import { minutesContent, type RichNode } from '@ecab/shared/sync/content';
import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

/**
 * Writes a draft into the doc of the minutes, as editors write it; once, on the server: drafts put in by two tablets would
 * both stand there.
 *
 * @throws RangeError if something is written already, or if the draft does not fit the schema.
 */
export function seedMinutes(doc: Y.Doc, draft: RichNode): void {
  const body = doc.getXmlFragment('body');
  if (body.length > 0) throw new RangeError('the minutes are written already');
  minutesSchema.nodeFromJSON(draft).check();
  doc.transact(() => prosemirrorJSONToYXmlFragment(minutesSchema, draft, body));
}

/** What is printed and read is what the digest is taken of. */
export const readMinutes = (doc: Y.Doc): RichNode => minutesContent(doc);
