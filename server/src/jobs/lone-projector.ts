import { minutesContent } from '@ecab/shared/sync/content';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { codeVersion } from '../ledger/code-version.js';
import { createHosts } from '../ledger/hosts.js';
import { words } from '../minutes/desk.js';
import type { Store } from '../storage/ports.js';
import { createDocs } from '../sync/docs.js';
import { Leases } from '../sync/leases.js';
import { createProjector, type Projector } from './projector.js';

/** A projector without the cabinet around it: for a command that makes rows, or compares them. It decides nothing. */
export function createLoneProjector(
  { streams, vault, blobs, index, incarnation }: Omit<Store, 'close'>,
  bodyId: string,
): Projector {
  const report = (fault: unknown) => {
    throw fault;
  };
  // Nobody asks for the time, waits, or is given an id, where nothing is decided or written.
  const now = () => new Date(0).toISOString();
  const leases = new Leases({ vault, now, random: () => new Uint8Array() });
  const docs = createDocs({ streams, leases, now, onFault: report });
  const pause = async () => {};
  const hosts = createHosts({ streams, incarnation, now, pause, elapsed: () => 0, codeVersion: codeVersion(), report });
  return createProjector({
    hosts,
    streams,
    index,
    blobs,
    directory: { bodyId },
    readMinutes: async (meetingId) => words(await docs.read(minutesDoc(meetingId), minutesContent)),
  });
}
