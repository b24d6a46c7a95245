import { type Action, actions, can, commandRoles, grant, type Who } from '../access/can.js';
import type { Folded } from '../ledger/batch.js';
import { machines, type Room, type TaskState } from '../ledger/machines.js';
import { versionId, who } from './meeting.js';
import { stages } from './stages.js';

/** Everybody there is, by role, and under which name he stands in the meetings of `stages`. */
export const everybody = {
  chair: 'p0',
  delegate: 's1',
  secretary: 's2',
  clerk: 'k1',
  member: 'p1',
  substitute: 'u1',
  observer: 'o1',
  guest: 'g1',
  blockGuest: 'g2',
  display: 'd1',
  otherDisplay: 'd2',
  admin: 'a1',
  stranger: 'x1',
  system: 'system',
} as const;
export type Role = keyof typeof everybody;
export const roles = Object.keys(everybody) as Role[];

const aboutPapers: readonly Action[] = ['paper:read', 'ink:private', 'ink:shared'];
/** Of an item for all, of one in a block, of one for members only, of the guest's. */
const versions = ['t-i2', 't-b3a', 't-i4', 't-i5'].map((paperId) => versionId(paperId));

/** May this role do this at this stage? `chair`: a delegated secretary may, for the chair. */
export interface Right {
  readonly stage: string;
  readonly room: Room;
  readonly role: Role;
  readonly who: Who;
  readonly door: 'action' | 'command';
  readonly name: string;
  /** The version that an action on papers is about, else empty. */
  readonly about: string;
  readonly may: 'yes' | 'chair' | 'no';
}
/** Role × stage of the meeting × action or command: what every door must answer. */
export function roleMatrix(of: ReadonlyMap<string, Folded<Room>> = stages()): readonly Right[] {
  return [...of].flatMap(([stage, { state: room }]) =>
    roles.flatMap((role) => {
      const one = who(everybody[role]);
      const asked = { stage, room, role, who: one };
      const acting = actions.flatMap((name) =>
        (aboutPapers.includes(name) ? versions : ['']).map(
          (about): Right => ({
            ...asked,
            door: 'action',
            name,
            about,
            may: can(room, one, name, about) ? 'yes' : 'no',
          }),
        ),
      );
      const ordering = Object.keys(commandRoles.meeting).map((name): Right => {
        const given = grant('meeting', room, one, name);
        const may = given?.onBehalfOf === undefined ? 'yes' : 'chair';
        return { ...asked, door: 'command', name, about: '', may: given ? may : 'no' };
      });
      return [...acting, ...ordering];
    }),
  );
}

const lead = { personId: 'p2', agency: 'Sở Tài chính' };
/** Who may order what in the streams without seats; `lead` leads the task. */
export function officeRights(): string {
  const offices = { ...everybody, lead: lead.personId };
  const task = { tasks: { task: { lead } } } as TaskState;
  const states = { body: machines.body.initial, register: machines.register.initial, task };
  return (['body', 'register', 'task'] as const)
    .flatMap((kind) => Object.keys(commandRoles[kind]).map((name) => [kind, name] as const))
    .map(([kind, name]) => {
      const may = Object.entries(offices).filter(([, person]) => grant(kind, states[kind] as never, who(person), name));
      return `${name.padEnd(38)} ${may.map(([role]) => role).join(' ')}\n`;
    })
    .join('');
}

/** The matrix as one reads it: an action or command, and beneath it who may from which stage on. */
export function asText(matrix: readonly Right[]): string {
  const doors = grouped(matrix, ({ name, about }) => (about ? `${name} ${about}` : name));
  return [...doors].map(([door, rights]) => `${door}\n${lines(rights)}`).join('');
}
/** Node 20 has no `Map.groupBy`. */
function grouped<One>(all: readonly One[], keyOf: (one: One) => string): ReadonlyMap<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
function lines(rights: readonly Right[]): string {
  const found: { readonly from: string; to: string; readonly who: string }[] = [];
  for (const [stage, here] of grouped(rights, (one) => one.stage)) {
    const may = here
      .filter((one) => one.may !== 'no')
      .map(({ role, may }) => (may === 'chair' ? `${role}→chair` : role))
      .join(' ');
    const last = found.at(-1);
    if (last?.who === may) last.to = stage;
    else found.push({ from: stage, to: stage, who: may });
  }
  return found
    .map(({ from, to, who }) => `  ${(from === to ? from : `${from} … ${to}`).padEnd(36)} ${who || '–'}\n`)
    .join('');
}
