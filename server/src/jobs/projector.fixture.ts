import { demoBody } from '../archive/past-data.fixture.js';
import { codeVersion } from '../ledger/code-version.js';
import { createHosts } from '../ledger/hosts.js';
import { memoryStore } from '../storage/memory.js';
import type { Row, Store } from '../storage/ports.js';
import { createProjector, projectedViews } from './projector.js';

export const now = () => '2026-11-20T00:00:00.000Z';

/** A store with a projector on it, as a new process would have; minutes say whose they are. */
export function openProjector(store: Store = memoryStore({ now })) {
  const { streams, index, blobs, incarnation } = store;
  const hosts = createHosts({
    streams,
    incarnation,
    now,
    pause: async () => {},
    elapsed: () => 0,
    codeVersion: codeVersion(),
    report: (fault) => {
      throw fault;
    },
  });
  const projector = createProjector({
    hosts,
    streams,
    index,
    blobs,
    directory: { bodyId: demoBody.id },
    readMinutes: async (meetingId) => `Biên bản của ${meetingId}`,
  });
  return {
    store,
    projector,
    async projectAll() {
      const { streams: names } = await streams.touched('1970-01-01T00:00:00.000Z', null, 10_000);
      for (const name of names) await projector.project(name);
    },
  };
}

/** Every row of the views, without where it comes from. */
export async function allRows(store: Store): Promise<Omit<Row, 'from'>[]> {
  const rows: Row[] = [];
  for (const view of projectedViews)
    for (let after: { sort: string; id: string } | undefined; ; ) {
      const page = await store.index.find(view, { allTerms: [], limit: 200, ...(after && { after }) });
      rows.push(...page);
      const last = page.at(-1);
      if (page.length < 200 || !last) break;
      after = { sort: last.sort, id: last.id };
    }
  return rows.map(({ from: _, ...row }) => row);
}
