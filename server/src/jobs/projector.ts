import { digestOf } from '@ecab/shared/ledger/entry';
import { kindOf, type RegisterState, type Room, type TaskState } from '@ecab/shared/ledger/machines';
import { z } from 'zod';
import { readWhole } from '../archive/read-whole.js';
import { createRosterHistory } from '../archive/roster-history.js';
import { type ArchiveUnit, archiveView, rowOf } from '../archive/rows.js';
import { decisionUnits, meetingUnits, minutesUnit, paperUnits, taskUnit, type Unread } from '../archive/units.js';
import type { Directory } from '../body/directory.js';
import { codeVersion } from '../ledger/code-version.js';
import type { Hosts } from '../ledger/hosts.js';
import type { Blobs, Index, Streams } from '../storage/ports.js';

import { type ListRow, meetingRows, taskRow } from './project-lists.js';
import { bringTo, madeView, type Planned } from './project-made.js';

export const projectedViews = ['meetings', 'tasks', archiveView] as const;
export type ProjectedView = (typeof projectedViews)[number];

export interface ProjectorParts {
  readonly hosts: Pick<Hosts, 'open'>;
  readonly streams: Streams;
  readonly index: Index;
  readonly blobs: Pick<Blobs, 'get'>;
  readonly directory: Pick<Directory, 'bodyId'>;
  /** The plain text of issued minutes; it does not change any more. */
  readonly readMinutes: (meetingId: string) => Promise<string>;
}
export interface Projector {
  /** Makes the rows of a stream what its entries say. Again it does nothing. @throws StoreFault to be called again. */
  project(stream: string): Promise<void>;
  /**
   * Drops a view, or all of them, and makes every row anew, while entries arrive here or at another server.
   * @throws StoreFault to be called again.
   */
  rebuild(view?: ProjectedView): Promise<void>;
}
const SWEEP_PAGE = 200;
/** Raised when the rows made of the same units and lists change. */
const ROWS_VERSION = 1;
const pages = z.array(z.string());

/** Lists, tasks and archive: rows of the index, made of what the streams hold and of nothing else. */
export function createProjector(parts: ProjectorParts): Projector {
  const { hosts, streams, index, blobs } = parts;
  const roster = createRosterHistory(streams, parts.directory.bodyId);
  const salt = `${ROWS_VERSION} ${codeVersion()}`;
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: what was planned from an older state must not be written after what was planned from a newer one. */
  const inTurn = (job: () => Promise<void>): Promise<void> => {
    const next = last.then(job);
    last = next.catch(() => {});
    return next;
  };

  const list = (row: ListRow): Planned => ({
    view: row.view,
    id: row.id,
    digest: digestOf([salt, row]),
    make: async (from) => ({ ...row, from }),
  });
  const unread = (unit: Unread, source: string, read: () => Promise<readonly string[]>): Planned => ({
    view: archiveView,
    id: `${unit.kind}:${unit.id}`,
    digest: digestOf([salt, unit, source]),
    make: async (from) => rowOf({ ...unit, pages: await read() }, from),
  });
  const found = ({ pages, ...unit }: ArchiveUnit) => unread(unit, digestOf(pages), async () => pages);
  async function textOf(sha256: string | null): Promise<readonly string[]> {
    const bytes = sha256 === null ? null : await readWhole(blobs, sha256);
    return bytes === null ? [] : pages.parse(JSON.parse(new TextDecoder().decode(bytes)));
  }
  async function open<State>(stream: string) {
    return (await (await hosts.open(stream)).catchUp()) as { state: State; seq: number; at: string };
  }

  async function ofMeeting(stream: string): Promise<{ planned: Planned[]; from: number; tasks: string[] }> {
    const { state: room, seq, at } = await open<Room>(stream);
    const people = await roster.read();
    const minutes = minutesUnit(room);
    const { meetingId } = room.meeting;
    const planned = [
      ...meetingRows(room).map(list),
      ...meetingUnits(room, (personId) => people.fullName(personId, at)).map(found),
      ...paperUnits(room).map(({ unit, text }) => unread(unit, text ?? '', () => textOf(text))),
      ...(minutes
        ? [
            unread(minutes, room.minutes.issued?.sha256 ?? '', async () => [
              await parts.readMinutes(room.meeting.meetingId),
            ]),
          ]
        : []),
    ];
    const tasks = Object.values(room.conclusions.conclusions).flatMap((one) =>
      one.tasks.map(({ taskId }) => `task/${taskId}`),
    );
    return { planned, from: seq, tasks: meetingId === '' ? [] : tasks };
  }
  async function ofTask(stream: string): Promise<{ planned: Planned[]; from: number }> {
    const task = await open<TaskState>(stream);
    const row = taskRow(task.state);
    if (!row || !task.state.tasks.task) return { planned: [], from: task.seq };
    const meeting = await open<Room>(`meeting/${task.state.tasks.task.meetingId}`);
    const unit = taskUnit(task.state, meeting.state);
    // It rests on two streams, and grows whenever one of them does.
    return { planned: [list(row), ...(unit ? [found(unit)] : [])], from: task.seq + meeting.seq };
  }
  async function ofRegister(stream: string): Promise<{ planned: Planned[]; from: number }> {
    const { state, seq } = await open<RegisterState>(stream);
    return { planned: decisionUnits(state).map(found), from: seq };
  }

  async function write(stream: string, force: ReadonlySet<string>): Promise<void> {
    const kind = kindOf(stream);
    if (kind === 'meeting') {
      const { planned, from, tasks } = await ofMeeting(stream);
      await bringTo(index, stream, planned, from, force);
      // Who sees an item sees its tasks.
      for (const task of tasks) await write(task, force);
    } else if (kind === 'task' || kind === 'register') {
      const { planned, from } = kind === 'task' ? await ofTask(stream) : await ofRegister(stream);
      await bringTo(index, stream, planned, from, force);
    }
  }
  /** Until no entry has come meanwhile: another process may have written newer rows, and these over them. */
  async function writeToTheEnd(stream: string, force: ReadonlySet<string>): Promise<void> {
    for (let head = -1; ; ) {
      const before = await streams.head(stream);
      if (before === head) return;
      await write(stream, force);
      head = before;
    }
  }
  async function rebuild(views: readonly ProjectedView[]): Promise<void> {
    await inTurn(async () => {
      for (const view of views) await index.drop(view);
      // With all views gone nothing is left that it would be needed for.
      if (views.length === projectedViews.length) await index.drop(madeView);
    });
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<Streams['touched']>> = await streams.touched(
        '1970-01-01T00:00:00.000Z',
        after,
        SWEEP_PAGE,
      );
      // Each in its turn, so that what happens meanwhile is in the lists without waiting for the whole archive.
      for (const stream of page.streams) await inTurn(() => writeToTheEnd(stream, new Set(views)));
      after = page.next;
    } while (after !== null);
  }

  return {
    project: (stream) => inTurn(() => write(stream, new Set())),
    rebuild: (view) => rebuild(view === undefined ? projectedViews : [view]),
  };
}
