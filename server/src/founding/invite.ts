import type { Holder } from '@ecab/shared/contract/identity';
import type { ControlAnswer } from '../adapters/control.js';
import type { App } from '../app.js';
import { addressOf, later } from '../identity/parts.js';

/** An address that signs in whoever opens it first; it lets a person set name and password without an old one. */
export interface Invitation {
  readonly label: string;
  readonly url: string;
  readonly expiresAt: string;
}
/** Long enough to be carried to a colleague, short enough to be forgotten in a drawer. */
const GOOD_FOR_MS = 3 * 24 * 60 * 60_000;

/** @param publicUrl where the server is reached, its port known. @returns null if there is no such person or room. */
export async function invite(
  { directory, identity }: Pick<App, 'directory' | 'identity'>,
  to: Holder,
  publicUrl: string,
  now: string,
): Promise<Invitation | null> {
  const label = labelOf({ directory }, to);
  if (label === null) return null;
  const expiresAt = later(now, GOOD_FOR_MS);
  const { token } = await identity.links.create({ to, expiresAt, setsPassword: to.kind === 'person' });
  return { label, url: addressOf(publicUrl, '/sign-in/link', token), expiresAt };
}

function labelOf({ directory }: Pick<App, 'directory'>, to: Holder): string | null {
  if (to.kind === 'person') return directory.person(to.personId) && directory.name(to.personId);
  const { rooms } = directory.body();
  return (Object.hasOwn(rooms, to.roomId) && rooms[to.roomId]?.name) || null;
}

/**
 * Whom a name means: an id, a sign-in name, a full or shown name, or the id of a room for its display.
 *
 * @returns several where the name is of several.
 */
export function whoIsMeant({ directory }: Pick<App, 'directory'>, typed: string): readonly Holder[] {
  const { people, rooms } = directory.body();
  const same = (text: string | null) => text !== null && plain(text) === plain(typed);
  const exact = Object.hasOwn(people, typed) ? [typed] : [];
  const signIn = Object.values(people).filter((one) => same(one.signIn));
  const named = Object.values(people).filter((one) => same(one.fullName) || same(one.displayName));
  const found = [exact, signIn.map(idOf), named.map(idOf)].find(({ length }) => length > 0);
  if (found) return found.map((personId) => ({ kind: 'person', personId }));
  return Object.hasOwn(rooms, typed) ? [{ kind: 'display', roomId: typed }] : [];
}
const idOf = ({ personId }: { readonly personId: string }) => personId;
const plain = (text: string) => text.normalize('NFC').trim().toLowerCase();

/** The one whom a name means, or what to tell who typed it. */
function theOneMeant(app: Pick<App, 'directory'>, typed: string): Holder | ControlAnswer {
  const meant = whoIsMeant(app, typed);
  const [only] = meant;
  if (meant.length > 1) {
    const { people } = app.directory.body();
    const told = meant.flatMap((one) => {
      const person = one.kind === 'person' ? people[one.personId] : null;
      return person ? [`  ${person.signIn}: ${person.fullName}, ${person.position}`] : [];
    });
    return { ok: false, lines: [`${typed} is the name of several. Give the sign-in name:`, ...told] };
  }
  return only ?? nobody(typed);
}
const nobody = (typed: string): ControlAnswer => ({
  ok: false,
  lines: [`${typed} is nobody of this body, and no room.`],
});

/** What the command line and the running server's control socket answer to `invite <name>`. */
export async function inviteByName(
  app: Pick<App, 'identity' | 'directory'>,
  typed: string,
  publicUrl: string,
  now: string,
): Promise<ControlAnswer> {
  const to = theOneMeant(app, typed);
  if ('ok' in to) return to;
  const made = await invite(app, to, publicUrl, now);
  return made ? { ok: true, lines: [lineOf(made)] } : nobody(typed);
}
/** What they answer to `revoke <name>`: all tablets of a person, or the display of a room, are signed out. */
export async function revokeByName(app: Pick<App, 'identity' | 'directory'>, typed: string): Promise<ControlAnswer> {
  const who = theOneMeant(app, typed);
  if ('ok' in who) return who;
  const ended = await app.identity.desk.revokeAll(who, null);
  return { ok: true, lines: [`${labelOf(app, who) ?? typed}: sessions ended: ${ended}`] };
}
export const lineOf = ({ label, url, expiresAt }: Invitation): string =>
  `${label}: ${url} (single use, until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC)`;
