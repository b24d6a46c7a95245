import type { Holder } from '@ecab/shared/contract/identity';
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
  const { rooms } = directory.body();
  const label =
    to.kind === 'person'
      ? directory.person(to.personId) && directory.name(to.personId)
      : Object.hasOwn(rooms, to.roomId) && rooms[to.roomId]?.name;
  if (!label) return null;
  const expiresAt = later(now, GOOD_FOR_MS);
  const { token } = await identity.links.create({ to, expiresAt, setsPassword: to.kind === 'person' });
  return { label, url: addressOf(publicUrl, '/sign-in/link', token), expiresAt };
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

/** What the command line and the running server's control socket answer to `invite <name>`. */
export async function inviteByName(
  app: Pick<App, 'identity' | 'directory'>,
  typed: string,
  publicUrl: string,
  now: string,
): Promise<{ readonly ok: boolean; readonly lines: readonly string[] }> {
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
  const made = only ? await invite(app, only, publicUrl, now) : null;
  if (!made) return { ok: false, lines: [`${typed} is nobody of this body, and no room.`] };
  return { ok: true, lines: [lineOf(made)] };
}
export const lineOf = ({ label, url, expiresAt }: Invitation): string =>
  `${label}: ${url} (single use, until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC)`;
