import { type DocName, parseDocName } from '@ecab/shared/sync/doc-name';

/** Where a doc is written in this application; null for one that has no place of its own. */
export function placeOf(name: string): { readonly kind: DocName['kind']; readonly to: string | null } | null {
  const doc = parseDocName(name);
  if (!doc) return null;
  if ('meetingId' in doc) return { kind: doc.kind, to: `/meetings/${doc.meetingId}/${doc.kind}` };
  return { kind: doc.kind, to: 'versionId' in doc ? `/papers/${doc.versionId}` : null };
}
