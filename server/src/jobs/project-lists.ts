import type { MeetingRow, TaskRow } from '@ecab/shared/contract/http';
import type { Room, TaskState } from '@ecab/shared/ledger/machines';
import { seesItem } from '@ecab/shared/sync/audience';
import { guestGroups, rightsFor, seesAll } from '../archive/units.js';
import type { Row } from '../storage/ports.js';

/** A row of a list; where it comes from is added when it is written. */
export type ListRow = Omit<Row, 'from'>;

/**
 * The meeting in the lists: a row named as the meeting for those who see all of it, one for each group of guests that
 * counts their items only. `ahead:yes`: its papers are still to be sent; `room:{roomId}`: it is held there.
 */
export function meetingRows(room: Room): ListRow[] {
  const { meeting, agenda, minutes } = room;
  const { meetingId, title, startsAt, place, roomId, state, chairId, papersSentAt, papersOverdue } = meeting;
  if (state === 'none') return [];
  const about = { meetingId, title, startsAt, place, roomId, state, chairId, papersSentAt };
  const items = Object.keys(agenda.items);
  const ahead = (state === 'draft' || state === 'convened') && papersSentAt === null;
  const whole: MeetingRow = { ...about, items: numbered(items, agenda).length, papersOverdue, minutes: minutes.state };
  const row = (id: string, terms: readonly string[], body: MeetingRow): ListRow => ({
    view: 'meetings',
    id,
    sort: startsAt,
    terms: [...terms, `state:${state}`],
    body,
  });
  return [
    row(
      meetingId,
      [
        ...rightsFor(room, seesAll(room)),
        ...(ahead ? ['ahead:yes'] : []),
        ...(roomId === null ? [] : [`room:${roomId}`]),
      ],
      whole,
    ),
    ...guestGroups(room).map(({ name, audience, who }) =>
      row(`${meetingId}~${name}`, who, {
        ...about,
        items: numbered(
          items.filter((itemId) => seesItem(audience, itemId)),
          agenda,
        ).length,
        papersOverdue: null,
        minutes: 'none',
      }),
    ),
  ];
}

/** As the agenda numbers them: what stands in a block that is seen is one with it. */
const numbered = (seen: readonly string[], { items }: Room['agenda']) =>
  seen.filter((itemId) => !seen.includes(items[itemId]?.parent ?? ''));

export function taskRow({ tasks }: TaskState): ListRow | null {
  const { task } = tasks;
  if (!task) return null;
  const { taskId, text, lead, coLeads, product, deadline, issuedOn, state, completedOn } = task;
  const { meetingId, itemId, itemTitle } = task;
  const about = { taskId, text, lead, coLeads, product, deadline, issuedOn, state, completedOn };
  const body: TaskRow = { ...about, meetingId, itemId, itemTitle };
  return {
    view: 'tasks',
    id: taskId,
    sort: deadline,
    terms: [
      ...(lead.personId === null ? [] : [`who:${lead.personId}`]),
      'role:secretary',
      `state:${state}`,
      `meeting:${meetingId}`,
    ],
    body,
  };
}
