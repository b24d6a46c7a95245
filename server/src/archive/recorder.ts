import { minutesContent } from '@ecab/shared/sync/content';
import { minutesDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import type { Directory } from '../body/directory.js';
import { Corrupt } from '../storage/faults.js';
import type { Blobs, Streams } from '../storage/ports.js';
import type { Docs } from '../sync/docs.js';
import { documentsOf } from './documents.js';
import { archivedPart, buildPackage, type RecordParts } from './package.js';
import { readWhole } from './read-whole.js';
import { createRosterHistory } from './roster-history.js';
import { inkContent } from './shared-ink.js';

export interface RecorderParts {
  readonly streams: Streams;
  readonly blobs: Blobs;
  readonly docs: Pick<Docs, 'read'>;
  readonly directory: Pick<Directory, 'bodyId'>;
  readonly release: string;
  readonly signer: RecordParts['signer'];
}
export interface Recorder {
  /**
   * Packs the record of an archived meeting and stores it; again it gives the same blob.
   * @throws StoreFault; RangeError if the meeting has not been archived.
   */
  pack(meetingId: string): Promise<{ readonly sha256: string; readonly sizeBytes: number }>;
}
const PAGE = 500;

export function createRecorder({ streams, blobs, docs, directory, release, signer }: RecorderParts): Recorder {
  const { bodyId } = directory;
  const roster = createRosterHistory(streams, bodyId);
  async function entriesOf(stream: string): Promise<Uint8Array[]> {
    const all: Uint8Array[] = [];
    for (;;) {
      const entries = await streams.read(stream, all.length, PAGE);
      all.push(...entries.map(({ entry }) => entry));
      if (entries.length < PAGE) return all;
    }
  }
  return {
    async pack(meetingId) {
      const record = await archivedPart(await entriesOf(`meeting/${meetingId}`));
      const { room, at } = record;
      const made = buildPackage({
        record,
        documents: await documentsOf(streams, bodyId, room.meeting, at),
        people: await roster.read(),
        minutesContent: await docs.read(minutesDoc(meetingId), minutesContent),
        sharedInk: (versionId) => docs.read(sharedInkDoc(versionId), inkContent),
        release,
        signer,
        async blob(sha256) {
          const bytes = await readWhole(blobs, sha256);
          if (!bytes) throw new Corrupt(`meeting/${meetingId}: there is no blob ${sha256}`);
          return bytes;
        },
      });
      const { sha256, size } = await blobs.put(made);
      return { sha256, sizeBytes: size };
    },
  };
}
