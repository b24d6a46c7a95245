import type { Me, MeAnswer } from '@ecab/shared/contract/identity';
import { create } from 'zustand';
import { ask, Offline, whenNotSignedIn } from './api.js';
import { countUnsent, wipeAll } from './leaving.js';
import { queries } from './queries.js';

export interface Session {
  /** Undefined until it is known; null when nobody is signed in. */
  readonly me: Me | null | undefined;
  /** Left by the person's own will: who signs in next starts at home, not where this one was. */
  readonly left: boolean;
}
export const useSession = create<Session>(() => ({ me: undefined, left: false }));

/** The signed-in person or display. Only below the frame, which shows nothing else while there is none. */
export function useMe(): Me {
  const me = useSession((session) => session.me);
  if (!me) throw new Error('nobody is signed in here');
  return me;
}
export const personOf = (me: Me | null | undefined) => (me?.kind === 'person' ? me.person : null);

const KEPT = 'ecab.me';

/** Asks who is signed in. Without the network the device goes by what it last knew: reading goes on offline. */
export async function loadSession(): Promise<void> {
  try {
    const answer = await ask<MeAnswer>('/api/identity/me');
    if (answer.ok) return await arrive(answer.me);
  } catch (error) {
    if (!(error instanceof Offline)) console.error(error);
  }
  useSession.setState({ me: kept() });
}

/** After a sign-in, or at the start. */
export async function arrive(me: Me | null): Promise<void> {
  const before = personOf(kept());
  // Another person's tablet now: nothing of the one before may be left, unless it still has to be sent.
  if (before && before.id !== personOf(me)?.id) await forget(before.id, 'unless-unsent');
  if (me) localStorage.setItem(KEPT, JSON.stringify(me));
  else localStorage.removeItem(KEPT);
  useSession.setState({ me, left: false });
}

/** A person signs out here. @param left false: it could not be done, he stays. */
export const leave = (left: boolean): void => useSession.setState({ left });

/** The session is over: signed out here, revoked elsewhere, or run out. */
export async function depart(wipe: 'always' | 'unless-unsent'): Promise<void> {
  const { me } = useSession.getState();
  const person = personOf(me ?? kept());
  // A link opened in another tab ends the session before: what that tab has kept since is not this one's to remove.
  if (wipe === 'always' || !me || kept()?.sessionId === me.sessionId) localStorage.removeItem(KEPT);
  // The server ends the socket too, which may be heard before its answer: who meant to leave has left.
  useSession.setState(({ left }) => ({ me: null, left: left || wipe === 'always' }));
  // Signed in anew, here or in another tab.
  const isBack = (one: Me | null | undefined) => personOf(one)?.id === person?.id && one?.sessionId !== me?.sessionId;
  if (person) await forget(person.id, wipe, () => isBack(useSession.getState().me) || isBack(kept()));
}

/** @param isBack asked after counting, which takes a while: who signed in again meanwhile may have written since. */
async function forget(personId: string, wipe: 'always' | 'unless-unsent', isBack = () => false): Promise<void> {
  queries.clear();
  if (wipe === 'unless-unsent' && ((await countUnsent(personId)) > 0 || isBack())) return;
  await wipeAll(personId);
}

function kept(): Me | null {
  const text = localStorage.getItem(KEPT);
  if (text === null) return null;
  // Written by `arrive` alone; an older release's is of an older form, and then counts as none.
  const me = JSON.parse(text) as Partial<Me>;
  return me.kind && me.expiresAt && Date.parse(me.expiresAt) > Date.now() ? (me as Me) : null;
}

whenNotSignedIn(() => void depart('unless-unsent'));
