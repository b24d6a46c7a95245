import type { BodyRole, Person } from '@ecab/shared/body/slice';
import { holidays, swapDays } from './calendar.js';
import type { DemoBody } from './data.js';
import type { Stage } from './stage.js';

/** Manages people and devices, sees no content; not of the body's own data. */
export const ADMIN = 'p-admin';
export const ROOM = 'phong-1';
export const ROOM_NAME = 'Phòng họp số 1';
/** Vietnam has one time all year. */
export const OFFSET_MINUTES = 420;

/** The body, its people, its room, its days off. The first administrator comes of the system, all else by him. */
export async function foundBody({ order }: Stage, body: DemoBody): Promise<void> {
  const stream = `body/${body.id}`;
  const { name, shortName, symbolSuffix, locality, timeZone, ruleProfile: profileId } = body;
  await order('system', stream, 'body:found', {
    ...{ bodyId: body.id, name, shortName, symbolSuffix, locality, timeZone, profileId },
    offsetMinutes: OFFSET_MINUTES,
    headId: null,
  });
  await order('system', stream, 'roster:add', { person: administrator });
  await Promise.all(body.people.map((one) => order(ADMIN, stream, 'roster:add', { person: personOf(one) })));
  await order(ADMIN, stream, 'body:head', { headId: body.roster.chair });
  await order(ADMIN, stream, 'room:add', { roomId: ROOM, name: ROOM_NAME });
  await order(ADMIN, stream, 'calendar:set', { holidays, swapDays });
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
