import type { Person } from '@ecab/shared/body/slice';
import { decideAll, type Folded, fold, type Sent } from '@ecab/shared/ledger/batch';
import type { Room } from '@ecab/shared/ledger/machines';
import { hash, machine, members, none, sent, startsAt, who } from '@ecab/shared/testing/meeting';
import { type Stage, script } from '@ecab/shared/testing/stages';
import { createPdfs } from '../adapters/pdf/pdfs.js';
import { createClock } from '../adapters/system.js';
import { type AppParts, createApp } from '../app.js';
import { readConfig } from '../config.js';
import { createStage } from '../demo/stage.js';
import { foundBody } from '../founding/found-body.js';
import { loadProfiles } from '../profiles/load.js';
import { memoryStore } from '../storage/memory.js';
import type { Store } from '../storage/ports.js';
import { openCabinet, type TestCabinet } from './app.fixture.js';

const SEATS = 5;
/** After all that the stages tell of. */
const NOW = '2026-11-28T01:00:00.000Z';

/** Where each meeting stands when nothing more happens: its id, and its state as the stream says. */
export interface Staged {
  readonly stage: string;
  readonly meetingId: string;
  readonly room: () => Promise<Room>;
}

/** A running cabinet that holds a meeting at every stage of `script`, with everybody of `roles`. Without `print` nothing is laid out. */
export async function openStages(
  print: AppParts['print'] = async () => new Uint8Array([1]),
): Promise<TestCabinet & { readonly staged: readonly Staged[] }> {
  const store = memoryStore({ now: () => NOW });
  await found(store);
  const ids = await putMeetings(store);
  const cabinet = await openCabinet({ start: NOW, store, print });
  await cabinet.app.settled();
  const staged = [...ids].map(([stage, meetingId]) => ({
    stage,
    meetingId,
    room: async () => (await cabinet.app.hosts.meeting(meetingId)).folded().state,
  }));
  return { ...cabinet, staged, close: () => cabinet.close().then(() => store.close()) };
}

const people: readonly Person[] = [...members(SEATS), 's1', 's2', 'k1', 'g1', 'g2', 'u1', 'o1', 'a1', 'x1'].map(
  (personId, index): Person => ({
    personId,
    fullName: `Nguyễn Văn ${personId}`,
    displayName: null,
    sortKey: personId,
    position: 'Chuyên viên',
    agency: 'Văn phòng',
    signIn: personId,
    roles: who(personId).bodyRoles.slice(),
    votes: personId.startsWith('p'),
    seat: personId.startsWith('p') ? index + 1 : null,
    standsFor: personId === 'u1' ? 'p1' : null,
  }),
);

async function found(store: Store): Promise<void> {
  const pdfs = createPdfs();
  const clock = createClock('2026-11-01T01:00:00.000Z');
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent' });
  const report = (fault: unknown) => {
    throw fault;
  };
  const profiles = loadProfiles();
  const print = async () => new Uint8Array();
  const app = await createApp({ config, store, pdfs, clock, profiles, print, bodyId: 'ubnd', release: 'test', report });
  await foundBody(createStage({ app, store, clock }), {
    about: {
      bodyId: 'ubnd',
      name: 'UBND',
      shortName: 'UBND',
      symbolSuffix: 'UBND',
      locality: 'Sông Vân',
      timeZone: 'Asia/Ho_Chi_Minh',
      offsetMinutes: 420,
      profileId: 'vn.ubnd.province@2025',
    },
    headId: 'p0',
    people,
    rooms: [
      { roomId: 'r1', name: 'Phòng 1' },
      { roomId: 'r2', name: 'Phòng 2' },
    ],
    calendar: { holidays: [], swapDays: [] },
  });
  await app.drain();
  await pdfs.close();
  await store.vault.put('installation', { bodyId: 'ubnd' }, 'absent');
}

/** @returns the meeting's id by the stage at which it stands. */
async function putMeetings(store: Store): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    ['a', 'b', 'c'].map((one) => store.blobs.put(Buffer.from(`%PDF-1.7 ${one}`.padEnd(1000)))),
  );
  const text = (await store.blobs.put(Buffer.from(JSON.stringify(['Tờ trình về bảng giá đất'])))).sha256;
  const all = script(SEATS);
  const dropped: Stage = {
    name: 'cancelled',
    steps: [sent('s1', 'meeting:cancel', { reason: 'Hoãn họp' })],
  };
  const upTo = (name: string) => all.slice(0, all.findIndex((one) => one.name === name) + 1);
  const histories: [string, readonly Stage[]][] = [
    ...all.map(({ name }): [string, readonly Stage[]] => [name, upTo(name)]),
    ['draft_cancelled', [...upTo('draft'), dropped]],
    ['cancelled', [...upTo('sent'), dropped]],
  ];
  const ids = new Map([['none', 'm-none']]);
  for (const [stage, history] of histories) {
    const meetingId = `m-${stage}`;
    ids.set(stage, meetingId);
    const own = (text_: string) =>
      text_
        .replaceAll('"m1"', `"${meetingId}"`)
        .replaceAll('"t1"', `"${meetingId}-t1"`)
        .replaceAll(hash('0'), text)
        .replaceAll(/([abc])\1{63}/g, (_, one: string) => files['abc'.indexOf(one)]?.sha256 ?? '');
    let folded: Folded<Room> = none;
    for (const [hour, { steps }] of history.entries()) {
      const batch = steps.map(
        (one): Sent<Room> => ({ ...one, request: JSON.parse(own(JSON.stringify(one.request))) as object }),
      );
      const at = new Date(Date.parse(startsAt) + hour * 3_600_000).toISOString();
      const stream = `meeting/${meetingId}`;
      const { bytes, answers } = decideAll(machine, folded, batch, at, { stream, incarnation: store.incarnation });
      const refused = answers.find((one) => !one.ok);
      if (!bytes || refused) throw new Error(`${stage}: ${JSON.stringify(refused)}`);
      await store.streams.append(stream, folded.seq, bytes);
      folded = fold(machine, folded, bytes);
    }
  }
  return ids;
}
