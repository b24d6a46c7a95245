import { randomBytes } from 'node:crypto';
import { seriesOf } from '@ecab/shared/rules/symbol';
import { privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot, strokeKey } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import * as Y from 'yjs';
import { novemberId, novemberOrders } from '../archive/november.fixture.js';
import { createWriter } from '../archive/orders.fixture.js';
import { bodyOrders, meetingOrders, type Ordered, taskOrders } from '../archive/past.fixture.js';
import { demoBody, pastMeetings } from '../archive/past-data.fixture.js';
import { createSealing } from '../ledger/sealing.js';
import type { Store } from '../storage/ports.js';
import { createDocs } from '../sync/docs.js';
import { Leases } from '../sync/leases.js';
import { now } from './backup.fixture.js';

export { novemberId };
export const WRITER = 'p-oanh';
export const SEALED_WORDS = 'việc riêng của tôi';
const past = pastMeetings[0]!;
export const pastId = past.id;

/**
 * A body with one meeting archived, one convened with its papers, its tasks, ink of both kinds (some of it folded into a
 * snapshot), sealed words, and rows of the vault of every sort.
 */
export async function fillStore(store: Store) {
  const { streams, vault, blobs } = store;
  const write = await createWriter(store);
  const minutesPdf = Buffer.from('%PDF-1.7 minutes');
  await blobs.put(minutesPdf);
  await write(bodyOrders());
  await write(withNumber([...meetingOrders(past, minutesPdf)], 'before'));
  const seq = await streams.head(`meeting/${past.id}`);
  const issuedOn = `${past.date}`;
  const documentType = 'BB';
  await write([
    {
      stream: `register/${demoBody.id}/${seriesOf('BB', false)}/${issuedOn.slice(0, 4)}`,
      actor: 'system',
      at: past.closedAt,
      name: 'number:allocate',
      request: {
        documentId: `bb-${past.id}`,
        documentType,
        suffix: 'UBND',
        issuedOn,
        abstract: past.title,
        meetingId: past.id,
        source: { stream: `meeting/${past.id}`, seq, index: 0 },
      },
    },
  ]);
  await write(withNumber([...meetingOrders(past, minutesPdf)], 'after'));
  await write(taskOrders(past));
  await write(await novemberOrders(blobs));
  const sealed = createSealing(blobs, randomBytes).seal({ unsealed: SEALED_WORDS });
  await sealed.keep();
  const stream = `meeting/${novemberId}`;
  const request = { personId: WRITER, reason: sealed.request };
  await write([{ stream, actor: 'p-huong', at: now(), name: 'attendance:excuse', request }]);

  const versionId = `${novemberId}~p01~1`;
  await draw(store, sharedInkDoc(versionId), 6);
  await draw(store, privateInkDoc(versionId, WRITER), 6);
  const later = new Date(Date.parse(now()) + 86_400_000).toISOString();
  await vault.put('session/abc', { who: WRITER }, 'absent', later);
  await vault.put(`credential/${WRITER}`, { hash: 'argon2id of a secret' }, 'absent');
  await vault.put('cursor/projections', now(), 'absent');
  await vault.put('installation', { bodyId: demoBody.id }, 'absent');
  return { shared: sharedInkDoc(versionId), own: privateInkDoc(versionId, WRITER) };
}

/** So many strokes of the writer, each an update of its own; after four of them a snapshot is kept. */
export async function draw({ streams, vault }: Store, name: string, strokes: number) {
  const leases = new Leases({ vault, now, random: randomBytes });
  const onFault = (fault: unknown) => {
    throw fault;
  };
  const docs = createDocs({ streams, leases, now, onFault, compactAfter: 4 });
  const owner = { personId: WRITER, deviceId: 'tablet' };
  const doc = new Y.Doc();
  [doc.clientID] = (await leases.lease(name, owner, 1)) as [number];
  for (let i = 0; i < strokes; i += 1) {
    const before = Y.encodeStateVector(doc);
    const p = encodeStroke([{ x: i, y: 1, pressure: 1 }]);
    doc.getMap(inkRoot(WRITER)).set(strokeKey(0, `s${doc.clientID}-${i}`), { t: 'pen', c: 'blue', w: 1.5, p });
    const answer = await docs.update(name, owner, Y.encodeStateAsUpdate(doc, before));
    if (!answer.ok) throw new Error(`${name}: ${answer.refusal}`);
  }
  await docs.settled();
  return docs.read(name, (whole) => whole.getMap(inkRoot(WRITER)).size);
}

/** The orders before the minutes have their number, or from it on. */
function withNumber(orders: readonly Ordered[], part: 'before' | 'after'): Ordered[] {
  const at = orders.findIndex(({ name }) => name === 'minutes:number');
  return part === 'before' ? orders.slice(0, at) : orders.slice(at);
}
