import { audienceOf, can, type Who } from '@ecab/shared/access/can';
import { inOrder, itemIn } from '@ecab/shared/agenda/slice';
import { conclusionOf } from '@ecab/shared/conclusions/slice';
import { digestOf } from '@ecab/shared/ledger/entry';
import type { RegisterState, Room, TaskState } from '@ecab/shared/ledger/machines';
import { minutesDay } from '@ecab/shared/minutes/slice';
import { inForce } from '@ecab/shared/papers/slice';
import { documentTypes } from '@ecab/shared/rules/symbol';
import { dayAt } from '@ecab/shared/rules/working-days';
import { type Audience, audienceName, seesItem } from '@ecab/shared/sync/audience';
import { spokenDay } from '@ecab/shared/text/names';
import type { ArchiveUnit } from './rows.js';

/** A unit whose text lies elsewhere and is read only when it is needed. */
export type Unread = Omit<ArchiveUnit, 'pages'>;
export type NameOf = (personId: string) => string;

/**
 * Right terms of all who may: everybody seated, each by the own seat, and the offices of the body. A seat's term does not
 * count what its holder does for the body: who loses that office must lose what it opened, without a new row.
 */
export function rightsFor(room: Room, may: (who: Who) => boolean): string[] {
  const seated = alike(room).flatMap(({ one, all }) => (may(seatOnly(one)) ? all : []));
  return [
    ...seated.sort().map((personId) => `who:${personId}`),
    ...(['secretary', 'clerk'] as const)
      .filter((role) => may({ personId: '', bodyRoles: [role], displayOf: null }))
      .map((role) => `role:${role}`),
  ];
}
/**
 * People whose seats are the same: what the archive asks of a seat depends on nothing else. A hall of hundreds has a
 * handful of kinds, and each paper asks it of all of them.
 */
function alike({ people }: Room): readonly { readonly one: string; readonly all: readonly string[] }[] {
  const kinds = new Map<string, { readonly one: string; readonly all: string[] }>();
  for (const [personId, { role, items }] of Object.entries(people.seats)) {
    const key = `${role} ${typeof items === 'string' ? items : items.join(' ')}`;
    const kind = kinds.get(key) ?? { one: personId, all: [] };
    kind.all.push(personId);
    kinds.set(key, kind);
  }
  return [...kinds.values()];
}
const seatOnly = (personId: string): Who => ({ personId, bodyRoles: [], displayOf: null });

export const meetingDay = ({ meeting }: Room): string => dayAt(meeting.startsAt, meeting.offsetMinutes);
export const seesAll = (room: Room) => (who: Who) => typeof audienceOf(room, who) === 'string';

/** Guests who see the same items: `name` is that of their board. */
export interface GuestGroup {
  readonly name: string;
  readonly audience: Exclude<Audience, string>;
  readonly who: readonly string[];
}
export function guestGroups(room: Room): GuestGroup[] {
  const groups = new Map<string, GuestGroup>();
  for (const { one, all } of alike(room)) {
    const audience = audienceOf(room, seatOnly(one));
    if (audience === null || typeof audience === 'string') continue;
    const name = audienceName(audience, digestOf);
    const who = [...(groups.get(name)?.who ?? []), ...all.map((personId) => `who:${personId}`)].sort();
    groups.set(name, { name, audience, who });
  }
  return [...groups.values()];
}

/**
 * A meeting as it can be found: one unit for those who see all of it, one for each group of guests with their items only.
 * Who may see nothing yet (a draft is its staff's) is in no unit.
 *
 * @param nameOf full names as they were at the time.
 */
export function meetingUnits(room: Room, nameOf: NameOf): ArchiveUnit[] {
  if (room.meeting.state === 'none') return [];
  const { meetingId, title } = room.meeting;
  const about = { kind: 'meeting', title, when: meetingDay(room), meetingId } as const;
  return [
    { ...about, id: meetingId, pages: [textOf(room, nameOf, 'all')], who: rightsFor(room, seesAll(room)) },
    ...guestGroups(room).map(({ name, audience, who }) => ({
      ...about,
      id: `${meetingId}~${name}`,
      pages: [textOf(room, nameOf, audience)],
      who,
    })),
  ];
}

function textOf(room: Room, nameOf: NameOf, audience: Audience): string {
  const { number, place, chairId } = room.meeting;
  return [
    number === null ? '' : `Phiên họp thứ ${number}`,
    spokenDay(meetingDay(room)),
    place,
    nameOf(chairId),
    ...inOrder(room.agenda)
      .filter((itemId) => seesItem(audience, itemId))
      .flatMap((itemId) => itemText(room, itemId, nameOf)),
  ]
    .filter((text) => text !== '')
    .join(' \n ');
}
function itemText(room: Room, itemId: string, nameOf: NameOf): string[] {
  const item = itemIn(room.agenda, itemId);
  const conclusion = conclusionOf(room.conclusions, itemId);
  if (!item) return [];
  return [
    item.title,
    item.presenterId === null ? '' : nameOf(item.presenterId),
    item.unit,
    conclusion?.text ?? '',
    ...(conclusion?.tasks ?? []).flatMap((task) => [task.text, task.lead.agency, ...task.coLeads, task.product]),
  ];
}

/** The version in force of each paper; `text` is the blob of its text, null where it has none. */
export function paperUnits(room: Room): { readonly unit: Unread; readonly text: string | null }[] {
  const { meetingId } = room.meeting;
  return Object.entries(room.papers.papers).flatMap(([paperId, paper]) => {
    const version = inForce(paper);
    if (!version) return [];
    const { versionId, text } = version;
    const unit: Unread = {
      kind: 'paper',
      id: `${meetingId}~${paperId}`,
      title: paper.title,
      when: meetingDay(room),
      who: rightsFor(room, (who) => can(room, who, 'paper:read', versionId)),
      meetingId,
      itemId: paper.itemId,
      paperId,
      versionId,
    };
    return [{ unit, text }];
  });
}

/** The minutes, once they are issued. */
export function minutesUnit(room: Room): Unread | null {
  const { meeting, minutes } = room;
  if (minutes.issued === null || minutes.symbol === null) return null;
  return {
    kind: 'minutes',
    id: meeting.meetingId,
    title: `${documentTypes.BB}: ${meeting.title}`,
    when: minutesDay(meeting),
    symbol: minutes.symbol,
    who: rightsFor(room, (who) => can(room, who, 'minutes:read')),
    meetingId: meeting.meetingId,
  };
}

/** Documents entered in a register with their text; a number allocated here is that of something found elsewhere. */
export function decisionUnits({ register }: RegisterState): ArchiveUnit[] {
  const allocated = new Set(Object.values(register.given));
  return Object.entries(register.documents)
    .filter(([number]) => !allocated.has(Number(number)))
    .map(([, one]) => ({
      kind: 'decision',
      id: one.documentId,
      title: one.abstract,
      when: one.issuedOn,
      symbol: one.symbol,
      pages: [
        [documentTypes[one.documentType], one.symbol, spokenDay(one.issuedOn), one.text, one.signer].join(' \n '),
      ],
      who: ['role:member', 'role:secretary', 'role:clerk'],
      ...(one.meetingId !== null && { meetingId: one.meetingId }),
      ...(one.itemId !== null && { itemId: one.itemId }),
    }));
}

/** A task is found by those who see its item, and by who leads it. */
export function taskUnit({ tasks }: TaskState, room: Room): ArchiveUnit | null {
  const { task } = tasks;
  if (!task) return null;
  const sees = (who: Who) => {
    const audience = audienceOf(room, who);
    return audience !== null && seesItem(audience, task.itemId);
  };
  const lead = task.lead.personId === null ? [] : [`who:${task.lead.personId}`];
  const [year, month, day] = task.deadline.split('-');
  return {
    kind: 'task',
    id: task.taskId,
    title: task.text,
    when: task.issuedOn,
    pages: [[task.lead.agency, ...task.coLeads, task.product, `${day}/${month}/${year}`].join(' \n ')],
    who: [...new Set([...rightsFor(room, sees), ...lead, 'role:secretary'])],
    meetingId: task.meetingId,
    itemId: task.itemId,
  };
}
