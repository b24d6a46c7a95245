import { parseVersionId } from '@ecab/shared/papers/slice';
import { parseDocName } from '@ecab/shared/sync/doc-name';
import type { BoardView } from './boards.js';
import type { Device } from './device.js';
import type { Docs } from './docs.js';
import type { Papers } from './papers-cache.js';

interface Parts {
  readonly papers: Papers;
  readonly docs: Docs;
  readonly device: Pick<Device, 'report'>;
}
const meetingOf = (stream: string) => (stream.startsWith('meeting/') ? stream.slice('meeting/'.length) : null);

/**
 * What is kept of a meeting follows its board: the board names exactly the papers that this person may read, so a paper
 * or its ink that it no longer names is deleted here, also when the right was lost while this tablet was away. Without a
 * board there is nothing to keep.
 */
export function createCaches({ papers, docs, device }: Parts) {
  async function follow(meetingId: string, may: (versionId: string) => boolean): Promise<void> {
    const mine = (versionId: string) => parseVersionId(versionId)?.meetingId === meetingId;
    const gone = (await papers.kept()).filter((versionId) => mine(versionId) && !may(versionId));
    if (gone.length > 0) await papers.wipe(gone);
    await docs.forget((name) => {
      const doc = parseDocName(name);
      return doc !== null && 'versionId' in doc && mine(doc.versionId) && !may(doc.versionId);
    });
  }
  /** What each board named last, so that a board that changes in other things asks for nothing. */
  const named = new Map<string, string>();
  return {
    /** The server has shown this person the board as it stands. */
    shown(stream: string, { entities }: Pick<BoardView, 'entities'>): void {
      const meetingId = meetingOf(stream);
      if (meetingId === null) return;
      const names = Object.keys(entities)
        .filter((key) => key.startsWith('paper:'))
        .join(' ');
      if (named.get(stream) === names) return;
      named.set(stream, names);
      const may = (versionId: string) => `paper:${parseVersionId(versionId)?.paperId}` in entities;
      follow(meetingId, may).catch((fault: unknown) => device.report(fault, { caches: stream }));
    },
    /** The server does not show it to this person. */
    refused(stream: string): void {
      const meetingId = meetingOf(stream);
      if (meetingId === null) return;
      named.delete(stream);
      const work = Promise.all([
        follow(meetingId, () => false),
        docs.forget((name) => {
          const doc = parseDocName(name);
          return doc !== null && 'meetingId' in doc && doc.meetingId === meetingId;
        }),
      ]);
      work.catch((fault: unknown) => device.report(fault, { caches: stream }));
    },
  };
}
export type Caches = ReturnType<typeof createCaches>;
