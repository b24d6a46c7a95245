import type { Person, RoomPlace } from '@ecab/shared/body/slice';
import type { Stage } from '../demo/stage.js';

/** A body as it is founded: what it is, its people, its rooms, its days off. */
export interface NewBody {
  readonly about: {
    readonly bodyId: string;
    readonly name: string;
    readonly shortName: string;
    readonly symbolSuffix: string;
    readonly locality: string;
    readonly timeZone: string;
    readonly offsetMinutes: number;
    readonly profileId: string;
  };
  readonly headId: string | null;
  /** At least one of them an administrator: the first such comes of the system, all else by him. */
  readonly people: readonly Person[];
  readonly rooms: readonly RoomPlace[];
  readonly calendar: { readonly holidays: readonly string[]; readonly swapDays: readonly string[] };
}

/** Founds a body by the product's own commands; what an interruption left undone is done by the next call. @throws Refused */
export async function foundBody({ order }: Pick<Stage, 'order'>, body: NewBody): Promise<void> {
  const { about, headId, people, rooms, calendar } = body;
  const stream = `body/${about.bodyId}`;
  const admin = people.find(({ roles }) => roles.includes('admin'));
  if (!admin) throw new RangeError('a body without an administrator');
  await order('system', stream, 'body:found', { ...about, headId: null });
  await order('system', stream, 'roster:add', { person: admin });
  const others = people.filter((one) => one !== admin);
  await Promise.all(others.map((person) => order(admin.personId, stream, 'roster:add', { person })));
  await order(admin.personId, stream, 'body:head', { headId });
  for (const room of rooms) await order(admin.personId, stream, 'room:add', { ...room });
  await order(admin.personId, stream, 'calendar:set', { ...calendar });
}
