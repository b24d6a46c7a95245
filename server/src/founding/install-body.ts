import type { Person } from '@ecab/shared/body/slice';
import { kindOf } from '@ecab/shared/ledger/machines';
import { type AppParts, createApp } from '../app.js';
import { createStage } from '../demo/stage.js';
import type { Store } from '../storage/ports.js';
import { type BodyFile, sortKeyOf } from './body-file.js';
import { foundBody } from './found-body.js';
import { type Invitation, invite } from './invite.js';

/** The store holds a body already, or the beginnings of another one. */
export class HasBody extends Error {}

/**
 * Founds the body of a file on an empty store. What was interrupted goes on with the same file.
 *
 * @returns an invitation for each administrator and secretary.
 * @throws HasBody; Refused; StoreFault.
 */
export async function installBody(given: Omit<AppParts, 'bodyId'>, body: BodyFile): Promise<readonly Invitation[]> {
  const { store, clock, config } = given;
  const stream = `body/${body.id}`;
  const installed = await store.vault.get('installation');
  if (installed) throw new HasBody(`holds the body ${(installed.value as { bodyId: string }).bodyId} already`);
  if (await holdsOther(store, stream)) throw new HasBody('holds the beginnings of another body; empty it first');
  const app = await createApp({ ...given, bodyId: body.id });
  try {
    await app.start();
    await foundBody(createStage({ app, store, clock }), {
      about: {
        bodyId: body.id,
        name: body.name,
        shortName: body.shortName,
        symbolSuffix: body.symbolSuffix,
        locality: body.locality,
        timeZone: body.timeZone,
        offsetMinutes: body.offsetMinutes,
        profileId: body.ruleProfile,
      },
      headId: body.head,
      people: body.people.map(personOf),
      rooms: body.rooms.map(({ id, name }) => ({ roomId: id, name })),
      calendar: { holidays: body.holidays, swapDays: body.swapDays },
    });
    await app.settled();
    // Last, so that a store which says that it holds a body holds the whole of it.
    await store.vault.put('installation', { bodyId: body.id }, 'absent');
    const first = body.people.filter(({ roles }) => roles.includes('admin') || roles.includes('secretary'));
    const invitations: Invitation[] = [];
    for (const { id } of first) {
      const made = await invite(app, { kind: 'person', personId: id }, config.publicUrl, clock.now());
      if (made) invitations.push(made);
    }
    return invitations;
  } finally {
    await app.drain();
  }
}

async function holdsOther({ streams }: Store, own: string): Promise<boolean> {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof streams.touched>> = await streams.touched(
      '1970-01-01T00:00:00.000Z',
      after,
      200,
    );
    if (page.streams.some((name) => kindOf(name) !== null && name !== own)) return true;
    after = page.next;
  } while (after !== null);
  return false;
}

const personOf = ({ id: personId, sortKey, ...one }: BodyFile['people'][number]): Person => ({
  ...one,
  personId,
  sortKey: sortKey ?? sortKeyOf(one.fullName),
  votes: one.seat !== null,
});
