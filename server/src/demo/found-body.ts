import type { BodyRole, Person } from '@ecab/shared/body/slice';
import { foundBody } from '../founding/found-body.js';
import { holidays, swapDays } from './calendar.js';
import type { DemoBody } from './data.js';
import type { Stage } from './stage.js';

/** Manages people and devices, sees no content; not of the body's own data. */
export const ADMIN = 'p-admin';
export const ROOM = 'phong-1';
export const ROOM_NAME = 'Phòng họp số 1';
/** Vietnam has one time all year. */
export const OFFSET_MINUTES = 420;

/** The body of the demonstration, its people, its room, its days off. */
export async function foundDemo(stage: Stage, body: DemoBody): Promise<void> {
  const { name, shortName, symbolSuffix, locality, timeZone, ruleProfile: profileId } = body;
  await foundBody(stage, {
    about: {
      ...{ bodyId: body.id, name, shortName, symbolSuffix, locality, timeZone, profileId },
      offsetMinutes: OFFSET_MINUTES,
    },
    headId: body.roster.chair,
    people: [administrator, ...body.people.map(personOf)],
    rooms: [{ roomId: ROOM, name: ROOM_NAME }],
    calendar: { holidays, swapDays },
  });
}

const administrator: Person = {
  personId: ADMIN,
  fullName: 'Quản trị hệ thống',
  displayName: null,
  sortKey: 'Quản trị hệ thống',
  position: 'Quản trị hệ thống',
  agency: 'Văn phòng UBND tỉnh',
  signIn: 'admin',
  roles: ['admin'],
  votes: false,
  seat: null,
  standsFor: null,
};
const personOf = ({ id, role, ...one }: DemoBody['people'][number]): Person => ({
  ...one,
  personId: id,
  roles: roles(role),
});
const roles = (role: DemoBody['people'][number]['role']): BodyRole[] =>
  role === 'secretary' || role === 'clerk' ? [role] : [];
