import { randomUUID } from 'node:crypto';
import { minutesDoc, privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot, strokeKey } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { paperOf } from '../adapters/pdf/made.fixture.js';
import { createWriter } from '../archive/orders.fixture.js';
import { bodyOrders, CLERK, HEAD, voters } from '../archive/past.fixture.js';
import { demoBody } from '../archive/past-data.fixture.js';
import { draftAgenda, publishAgenda } from '../demo/agenda-draft.js';
import { createStage } from '../demo/stage.js';
import type { Store } from '../storage/ports.js';
import { openCabinet } from '../testing/app.fixture.js';
import { now } from './backup.fixture.js';

export const START = now();
const SECRETARY = 'p-huong';
const MEMBERS = voters.filter((id) => id !== HEAD).slice(0, 6);
const STANDING = 'm-standing';

export interface Stroke {
  readonly doc: string;
  readonly writer: string;
  readonly key: string;
}
export const turn = () => new Promise<void>((done) => void setImmediate(done));

/**
 * A cabinet at work until it is told to stop: meetings go from their agenda to the archive one after the other, with tasks,
 * numbers and packages in their wake; two people draw, for all and for themselves; papers are uploaded.
 */
export async function openAtWork(store: Store, draw: (below: number) => number) {
  await (await createWriter(store))(bodyOrders());
  await store.vault.put('installation', { bodyId: demoBody.id }, 'absent');
  const print = async () => Buffer.from(`%PDF-1.7 minutes ${randomUUID()}`);
  const cabinet = await openCabinet({ start: START, store, print });
  const { app, clock } = cabinet;
  const stage = createStage({ app, store, clock });
  const secretary = await cabinet.tablet(SECRETARY);
  const strokes: Stroke[] = [];
  const waiting: Record<'order' | 'meeting', (() => void)[]> = { order: [], meeting: [] };
  const tell = (what: 'order' | 'meeting') => {
    for (const done of waiting[what].splice(0)) done();
  };
  let isOver = false;

  async function upload(meetingId: string) {
    const form = new FormData();
    form.set('title', 'Tờ trình');
    form.set('itemId', `${meetingId}-0`);
    const bytes = new Uint8Array(paperOf({ page: `/Title (${randomUUID()})` }));
    form.set('file', new Blob([bytes]), 'a.pdf');
    const sent = await secretary.send(`/api/meetings/${meetingId}/papers`, form);
    expect(await sent.json()).toMatchObject({ ok: true });
  }
  async function convene(meetingId: string, items: number) {
    const stream = `meeting/${meetingId}`;
    const startsAt = '2026-12-15T01:00:00.000Z';
    const about = {
      kind: 'regularSession',
      title: `Phiên ${meetingId}`,
      number: 1,
      startsAt,
      place: 'Phòng 1',
      roomId: null,
    };
    const profileId = demoBody.ruleProfile;
    await stage.order(SECRETARY, stream, 'meeting:create', { ...about, chairId: HEAD, profileId });
    const seat = (personId: string, role: string) => ({ personId, role, items: [], standsFor: null });
    const people = [...MEMBERS.map((id) => seat(id, 'member')), seat(CLERK, 'clerk')];
    await stage.order(SECRETARY, stream, 'person:call', { people });
    const planned = Array.from({ length: items }, (_, n) => ({
      id: `${meetingId}-${n}`,
      title: `Nội dung ${n}`,
      kind: 'information',
      presenterId: null,
      unit: '',
      minutes: 10,
      parent: null,
      vote: 'none',
      audience: 'everyone',
    }));
    await draftAgenda(stage, meetingId, SECRETARY, planned as unknown as Parameters<typeof draftAgenda>[3]);
    await publishAgenda(stage, meetingId, SECRETARY);
  }
  async function meet(meetingId: string) {
    const stream = `meeting/${meetingId}`;
    /** Beside each order somebody draws, and now and then a paper comes. */
    const order = (by: string, name: string, request: object = {}) =>
      Promise.all([
        stage.order(by, stream, name, request),
        ...pens.map((stroke) => (draw(3) === 0 ? stroke() : null)),
        draw(12) === 0 ? upload(STANDING) : null,
      ]).then(() => tell('order'));
    const items = 1 + draw(3);
    await convene(meetingId, items);
    await upload(meetingId);
    await order(SECRETARY, 'attendance:open');
    await Promise.all([HEAD, ...MEMBERS].map((id) => stage.order(id, stream, 'attendance:check-in')));
    await order(HEAD, 'session:open', { withoutVoting: false });
    for (let n = 0; n < items; n += 1) {
      const itemId = `${meetingId}-${n}`;
      await order(HEAD, 'item:call', { itemId });
      const tasks = Array.from({ length: draw(3) }, (_, t) => ({
        taskId: `${itemId}-${t}`,
        text: 'Hoàn thiện dự thảo',
        lead: { personId: MEMBERS[0]!, agency: 'Sở Tài chính' },
        coLeads: [],
        product: 'Dự thảo',
        deadline: '2026-12-31',
      }));
      await order(HEAD, 'item:conclude', { itemId, outcome: 'noted', text: 'Ghi nhận', tasks });
    }
    await order(HEAD, 'session:close');
    await order(SECRETARY, 'minutes:draft');
    await order(SECRETARY, 'minutes:release');
    const digest = await app.docs.digest(minutesDoc(meetingId));
    for (const by of [SECRETARY, HEAD]) await order(by, 'minutes:approve', { digest });
    await order(CLERK, 'minutes:issue');
    await app.settled();
    await order(CLERK, 'meeting:archive');
  }

  const pens: (() => Promise<void>)[] = [];
  for (const writer of MEMBERS.slice(0, 2))
    for (const name of [sharedInkDoc('v1'), privateInkDoc('v1', writer)]) pens.push(await pen(name, writer));
  async function pen(name: string, writer: string) {
    const owner = { personId: writer, deviceId: 'tablet' };
    const doc = new Y.Doc();
    [doc.clientID] = (await app.leases.lease(name, owner, 1)) as [number];
    let drawn = 0;
    return async () => {
      drawn += 1;
      const [before, key] = [Y.encodeStateVector(doc), strokeKey(0, `s${doc.clientID}-${drawn}`)];
      const p = encodeStroke([{ x: drawn, y: 1, pressure: 1 }]);
      doc.getMap(inkRoot(writer)).set(key, { t: 'pen', c: 'blue', w: 1.5, p });
      expect(await app.docs.update(name, owner, Y.encodeStateAsUpdate(doc, before))).toEqual({ ok: true });
      strokes.push({ doc: name, writer, key });
    };
  }

  async function meetings() {
    for (let n = 0; !isOver; n += 1) {
      await meet(`m-${n}`);
      tell('meeting');
    }
  }
  await convene(STANDING, 1);
  const work = meetings();
  // Whoever waits for something to happen hears of it.
  work.catch(() => {});
  return {
    /** Those that were acknowledged. */
    strokes: strokes as readonly Stroke[],
    /** Until the next order has been answered, or the next meeting has gone to the archive. */
    next: (what: 'order' | 'meeting') =>
      Promise.race([work, new Promise<void>((done) => void waiting[what].push(done))]),
    async stop() {
      isOver = true;
      await work;
      await app.settled();
      expect(cabinet.faults).toEqual([]);
      await cabinet.close();
    },
  };
}
