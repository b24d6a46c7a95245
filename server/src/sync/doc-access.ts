import { can, type Standing, type Who } from '@ecab/shared/access/can';
import { parseVersionId } from '@ecab/shared/papers/slice';
import { type DocName, parseDocName } from '@ecab/shared/sync/doc-name';
import type { Hosts } from '../ledger/hosts.js';

export interface DocRights {
  readonly read: boolean;
  readonly write: boolean;
}
const none: DocRights = { read: false, write: false };

/** The meeting that a doc belongs to, null for docs of a person. */
export const meetingOf = (doc: DocName): string | null => {
  if ('meetingId' in doc) return doc.meetingId;
  return 'versionId' in doc ? (parseVersionId(doc.versionId)?.meetingId ?? null) : null;
};

/** One doc is one permission: what this person may do with it, by the meeting as it stands. */
export function rightsIn(room: Standing, who: Who, doc: DocName): DocRights {
  switch (doc.kind) {
    case 'agenda':
      return { read: can(room, who, 'agenda:read'), write: can(room, who, 'agenda:write') };
    case 'minutes':
      return { read: can(room, who, 'minutes:read'), write: can(room, who, 'minutes:write') };
    case 'shared-ink':
      return { read: can(room, who, 'paper:read', doc.versionId), write: can(room, who, 'ink:shared', doc.versionId) };
    case 'private-ink': {
      const own = doc.personId === who.personId && can(room, who, 'ink:private', doc.versionId);
      return { read: own, write: own };
    }
    case 'reading':
      return none;
  }
}

export async function docRights(hosts: Hosts, who: Who, name: string): Promise<DocRights> {
  const doc = parseDocName(name);
  if (!doc) return none;
  if (doc.kind === 'reading') {
    const own = doc.personId === who.personId && who.displayOf === null;
    return { read: own, write: own };
  }
  const meetingId = meetingOf(doc);
  return meetingId === null ? none : rightsIn((await hosts.meeting(meetingId)).folded().state, who, doc);
}
