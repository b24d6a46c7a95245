import { type Action, actions, audienceOf, can, commandRoles, grant } from '@ecab/shared/access/can';
import type { MeetingRow, MeetingsAnswer, TasksAnswer } from '@ecab/shared/contract/http';
import type { Room } from '@ecab/shared/ledger/machines';
import { project as minutesFor } from '@ecab/shared/minutes/slice';
import { inForce } from '@ecab/shared/papers/slice';
import { seesItem } from '@ecab/shared/sync/audience';
import { agendaDoc, minutesDoc, privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { hash, machine, who } from '@ecab/shared/testing/meeting';
import { everybody, type Role, roles } from '@ecab/shared/testing/roles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ArchiveAnswer } from '../archive/search.js';
import { connect, type Tablet, type TabletSocket } from './app.fixture.js';
import { openStages, type Staged } from './stages.fixture.js';

/** The server itself comes through no door. */
const outside = roles.filter((role) => role !== 'system');
let cabinet: Awaited<ReturnType<typeof openStages>>;
const tablets = new Map<Role, Tablet>();
beforeAll(async () => {
  cabinet = await openStages();
  for (const role of outside) {
    const { displayOf } = who(everybody[role]);
    tablets.set(role, await (displayOf === null ? cabinet.tablet(everybody[role]) : cabinet.display(displayOf)));
  }
}, 60_000);
afterAll(() => cabinet.close());
const tabletOf = (role: Role) => tablets.get(role) as Tablet;

/** One person or device before one meeting. */
interface Before {
  readonly tablet: Tablet;
  readonly socket: TabletSocket;
  readonly personId: string;
  readonly meetingId: string;
  /** The version asked about; empty where the action is about none. */
  readonly about: string;
}
const whole = new Uint8Array(Y.encodeStateVector(new Y.Doc()));
const opens = async ({ socket }: Before, name: string) =>
  (await socket.emitWithAck('doc:open', { name, stateVector: whole, write: false })).ok;
const leases = async ({ socket }: Before, name: string) =>
  (await socket.emitWithAck('doc:lease', { name, count: 1 })).ok;
/** Let through, whatever is found behind the door. */
const passes = async (answer: Promise<Response>) => {
  const { status, body } = await answer;
  await body?.cancel();
  return status !== 403 && status !== 401;
};
const position = { pageIndex: 0, zoom: 1, left: 0, top: 0 };

/** By which doors each action is done, all of which must answer alike. An action without a line does not compile. */
const doors: { readonly [Name in Action]: (one: Before) => readonly Promise<boolean>[] } = {
  'meeting:see': ({ socket, meetingId }) => [
    socket.emitWithAck('board:open', { stream: `meeting/${meetingId}` }).then(({ ok }) => ok),
  ],
  'paper:read': (one) => [
    one.tablet.get(`/api/papers/${one.about}/file`).then(async ({ status, body }) => {
      await body?.cancel();
      return status === 200;
    }),
    opens(one, sharedInkDoc(one.about)),
  ],
  'paper:upload': ({ tablet, meetingId }) => [
    passes(tablet.send(`/api/meetings/${meetingId}/papers`, 'no form', { 'content-type': 'text/plain' })),
  ],
  'ink:private': (one) => [
    opens(one, privateInkDoc(one.about, one.personId)),
    leases(one, privateInkDoc(one.about, one.personId)),
  ],
  'ink:shared': (one) => [leases(one, sharedInkDoc(one.about))],
  'agenda:read': (one) => [
    opens(one, agendaDoc(one.meetingId)),
    passes(one.tablet.get(`/api/meetings/${one.meetingId}/agenda.html`)),
  ],
  'agenda:write': (one) => [leases(one, agendaDoc(one.meetingId))],
  'minutes:read': (one) => [
    opens(one, minutesDoc(one.meetingId)),
    // Before they are issued the draft is what can be read; afterwards it is what was issued.
    passes(one.tablet.get(`/api/meetings/${one.meetingId}/minutes.pdf`)),
    passes(one.tablet.get(`/api/meetings/${one.meetingId}/minutes.html`)),
  ],
  'minutes:write': (one) => [leases(one, minutesDoc(one.meetingId))],
  // On its own it is offered by the screen; the file comes by the door of `minutes:read`.
  'minutes:export': () => [],
  'ledger:read': ({ tablet, meetingId }) => [passes(tablet.get(`/api/meetings/${meetingId}/ledger`))],
  'sealed:read': ({ tablet, meetingId }) => [passes(tablet.get(`/api/meetings/${meetingId}/sealed/${hash('e')}`))],
  'rescue:give': ({ tablet, meetingId }) => [
    passes(
      fetch(`${cabinet.url}/api/meetings/${meetingId}/rescues/none-there`, {
        method: 'PUT',
        headers: { cookie: tablet.cookie, origin: cabinet.url, 'content-type': 'application/json' },
        body: '{}',
      }),
    ),
  ],
  'rescue:merge': ({ tablet, meetingId }) => [
    passes(tablet.get(`/api/meetings/${meetingId}/rescues`)),
    passes(tablet.get(`/api/meetings/${meetingId}/rescues/none-there`)),
    passes(tablet.send(`/api/meetings/${meetingId}/rescues/none-there/settled`, '')),
  ],
  'follow:send': ({ socket, meetingId }) => [
    socket.emitWithAck('follow', { meetingId, versionId: 'v', ...position }).then(({ ok }) => ok),
  ],
};
const aboutPapers: readonly Action[] = ['paper:read', 'ink:private', 'ink:shared'];
/** What a door needs beside the right: there must be something sealed in this meeting. */
const there = (name: Action, room: Room) =>
  name !== 'sealed:read' || Object.values(room.attendance.excused).some(({ reason }) => reason?.sealed === hash('e'));
const versionsOf = (meetingId: string) => ['t-i2', 't-b3a', 't-i4', 't-i5'].map((paper) => `${meetingId}~${paper}~1`);

describe.each(outside)('%s, at every door, in every state of a meeting', (role) => {
  const asked = who(everybody[role]);
  /** A socket of its own for each meeting: one tablet does not ask so much so fast. */
  async function each(look: (staged: Staged, room: Room, socket: TabletSocket) => Promise<void>) {
    for (const staged of cabinet.staged) {
      const socket = await connect(cabinet.url, tabletOf(role).cookie, `doors-${role}`);
      await look(staged, await staged.room(), socket);
      socket.close();
    }
  }

  test('may do what the table says, and nothing else', async () => {
    await each(async ({ stage, meetingId }, room, socket) => {
      const one = { tablet: tabletOf(role), socket, personId: asked.personId, meetingId };
      const told: unknown[] = [];
      const expected: unknown[] = [];
      for (const name of actions)
        for (const about of aboutPapers.includes(name) ? versionsOf(meetingId) : ['']) {
          const answers = await Promise.all(doors[name]({ ...one, about }));
          const may = can(room, asked, name, about) && there(name, room);
          told.push([name, about, ...answers]);
          expected.push([name, about, ...answers.map(() => may)]);
        }
      expect([stage, told]).toEqual([stage, expected]);
    });
  }, 60_000);

  test('may order what the table says, and nothing else', async () => {
    await each(async ({ stage, meetingId }, room, socket) => {
      const names = Object.keys(commandRoles.meeting);
      const answers = await Promise.all(
        names.map((name, n) =>
          // Rights are asked before the form: what has none here is refused for its form, so nothing happens.
          socket.emitWithAck('command', {
            commandId: `${role}-${n}`,
            stream: `meeting/${meetingId}`,
            name,
            request: { none: true },
          }),
        ),
      );
      const told = answers.map((one, n) => [names[n], one.ok ? 'done' : one.refusal]);
      const expected = names.map((name) => [
        name,
        grant('meeting', room, asked, name) ? 'invalid-request' : 'not-allowed',
      ]);
      expect([stage, told]).toEqual([stage, expected]);
    });
  }, 60_000);

  test('is sent the board of the own audience and no other', async () => {
    for (const { stage, meetingId, room: read } of cabinet.staged) {
      const room = await read();
      const audience = audienceOf(room, asked);
      const board = await tabletOf(role)
        .board(`meeting/${meetingId}`)
        .then(
          (one) => one.entities(),
          () => null,
        );
      const expected = audience === null ? null : JSON.parse(JSON.stringify(machine.board(room, audience)));
      expect([stage, board]).toEqual([stage, expected]);
    }
  });

  test('finds what may be read, counted so, and lists it', async () => {
    const rooms = await Promise.all(cabinet.staged.map(async (one) => ({ ...one, room: await one.room() })));
    const tablet = tabletOf(role);
    const screen = asked.displayOf !== null;
    const papers = rooms.flatMap(({ room }) =>
      Object.values(room.papers.papers)
        .flatMap((paper) => inForce(paper)?.versionId ?? [])
        .filter((versionId) => can(room, asked, 'paper:read', versionId)),
    );
    const found = await search(tablet, 'bảng giá đất', 'paper');
    expect(found.map(({ versionId }) => versionId).sort()).toEqual((screen ? [] : papers).sort());

    const seen = rooms.filter(({ room }) => audienceOf(room, asked) !== null);
    const meetings = await search(tablet, 'phiên họp', 'meeting');
    expect(meetings.map(({ meetingId }) => meetingId).sort()).toEqual(
      (screen ? [] : seen.map(({ meetingId }) => meetingId)).sort(),
    );

    const tasks = rooms.flatMap(({ room, meetingId }) => {
      const task = Object.values(room.conclusions.conclusions).flatMap((one) => one.tasks)[0];
      const audience = audienceOf(room, asked);
      const leads = task?.lead.personId === asked.personId || asked.bodyRoles.includes('secretary');
      return task && (leads || (audience !== null && seesItem(audience, 'i2')))
        ? [{ taskId: `${meetingId}-t1`, leads }]
        : [];
    });
    const foundTasks = await search(tablet, 'hoàn thiện dự thảo', 'task');
    expect(foundTasks.map(({ id }) => id).sort()).toEqual((screen ? [] : tasks.map(({ taskId }) => taskId)).sort());
    if (screen) {
      expect([(await tablet.get('/api/meetings')).status, (await tablet.get('/api/tasks')).status]).toEqual([403, 403]);
      return;
    }
    const listed = (await (await tablet.get('/api/tasks')).json()) as TasksAnswer;
    const led = tasks.filter(({ leads }) => leads).map(({ taskId }) => taskId);
    expect(listed.tasks.map(({ taskId }) => taskId).sort()).toEqual(led.sort());
    const { meetings: rows } = (await (await tablet.get('/api/meetings')).json()) as MeetingsAnswer;
    expect(rows.map(toldOf).sort()).toEqual(
      seen.map(({ meetingId, room }) => `${meetingId} ${itemsSeen(room, asked)} ${minutesSeen(room, asked)}`).sort(),
    );
  }, 60_000);
});

const toldOf = ({ meetingId, items, minutes }: MeetingRow) => `${meetingId} ${items} ${minutes}`;
/** The state of the minutes, as the board of the same person tells it. */
function minutesSeen(room: Room, asked: ReturnType<typeof who>): string {
  const audience = audienceOf(room, asked);
  return (audience && minutesFor(room, audience).minutes?.state) ?? 'none';
}
/** As the agenda numbers them: what stands in a block that is seen is one with it. */
function itemsSeen(room: Room, asked: ReturnType<typeof who>): number {
  const audience = audienceOf(room, asked);
  const seen = Object.keys(room.agenda.items).filter((itemId) => audience !== null && seesItem(audience, itemId));
  return seen.filter((itemId) => !seen.includes(room.agenda.items[itemId]?.parent ?? '')).length;
}

async function search(tablet: Tablet, query: string, kind: string): Promise<ArchiveAnswer['hits']> {
  const hits: ArchiveAnswer['hits'][number][] = [];
  for (let after: string | null = null; ; ) {
    const more: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const answer = await tablet.get(`/api/search?q=${encodeURIComponent(query)}&kind=${kind}&limit=50${more}`);
    if (answer.status !== 200) return hits;
    const page = (await answer.json()) as ArchiveAnswer;
    hits.push(...page.hits);
    if (page.next === null) {
      expect([page.total, page.facets.kinds[kind as 'paper'] ?? 0]).toEqual([hits.length, hits.length]);
      return hits;
    }
    after = page.next;
  }
}

test('nothing of all this was a fault', () => {
  expect(cabinet.faults).toEqual([]);
});
