import type { Holder, Via } from '@ecab/shared/contract/identity';
import { cookiesFor } from './cookies.js';
import { deviceLabel } from './device-label.js';
import { KNOWN_DEVICE_MS, KnownDevices } from './known-devices.js';
import type { From, IdentityFact, IdentityParts } from './parts.js';
import { type Ended, type Session, Sessions } from './sessions.js';
import { isToken, newToken, sha256 } from './tokens.js';

export interface SignedIn {
  readonly ok: true;
  readonly session: Session;
  /** `Set-Cookie` values to send with the answer. */
  readonly cookies: readonly string[];
}

/** Who is asking: the one place that knows, for HTTP and sockets alike. Opens sessions and ends them, and tells the audit. */
export class Desk {
  readonly sessions: Sessions;
  readonly devices: KnownDevices;
  readonly #cookies;

  constructor(private readonly parts: IdentityParts) {
    const { vault, now, random, publicUrl } = parts;
    this.sessions = new Sessions(vault, now, random);
    this.devices = new KnownDevices(vault, now);
    this.#cookies = cookiesFor(publicUrl);
  }

  /** Whose the `Cookie` header is, or null. The only question a door needs to ask. */
  async resolve(cookieHeader: string | undefined): Promise<Session | null> {
    return this.#ofSomebody(await this.sessions.ofToken(this.#cookies.session(cookieHeader)));
  }

  /** Is that session still good? Marks it as seen; for sockets, at each hello and now and then. */
  async alive(sessionId: string): Promise<Session | null> {
    return this.#ofSomebody(await this.sessions.alive(sessionId));
  }

  list(who: Holder): Promise<readonly Session[]> {
    return this.sessions.list(who);
  }

  onEnded(listener: Ended): () => void {
    return this.sessions.onEnded(listener);
  }

  /** @returns the `Set-Cookie` value that takes the token away, whether or not there was a session. */
  async signOut(session: Session | null): Promise<string> {
    if (session && (await this.sessions.end(session.id, 'signed-out'))) await this.tell('signed-out', session);
    return this.#cookies.clearSession();
  }

  /** Ends a session and forgets its device: a tablet that was lost is unknown from then on. `by` is who ordered it. */
  async revoke(sessionId: string, by: string | null): Promise<boolean> {
    const session = await this.sessions.end(sessionId, 'revoked');
    if (session === null) return false;
    if (session.who.kind === 'person') await this.devices.forget(session.who.personId, session.deviceId);
    await this.tell('session-revoked', session, { by: by ?? 'system' });
    return true;
  }

  /** Ends all sessions of a person or display but `except`, and forgets their devices. @returns how many ended. */
  async revokeAll(who: Holder, by: string | null, except?: Session): Promise<number> {
    const ended = await this.sessions.endAll(who, 'revoked', except?.id);
    if (who.kind === 'person') await this.devices.forgetAll(who.personId, except?.deviceId);
    for (const id of ended) await this.audit('session-revoked', personOf(who), { session: id, by: by ?? 'system' });
    return ended.length;
  }

  /** Signs in: always a new token, whatever the browser sent; who was signed in there is signed out. */
  async open(who: Holder, via: Via, remember: boolean, maySetPassword: boolean, from: From): Promise<SignedIn> {
    const former = await this.resolve(from.cookie);
    if (former) await this.signOut(former);
    const remembered = remember && who.kind === 'person';
    const sent = this.#cookies.device(from.cookie);
    const deviceToken = isToken(sent) ? sent : newToken(this.parts.random);
    const { session, token, maxAgeMs } = await this.sessions.open({
      who,
      via,
      remembered,
      maySetPassword,
      deviceId: deviceIdOf(deviceToken),
      device: deviceLabel(from.userAgent),
    });
    const cookies = [this.#cookies.setSession(token, maxAgeMs)];
    if (remembered) await this.devices.remember(who.personId, session.deviceId);
    // It says only which device this is, so also without being remembered: what was written on it before the session ran
    // out was written under ids that the device was lent.
    if (who.kind === 'person') cookies.push(this.#cookies.setDevice(deviceToken, KNOWN_DEVICE_MS));
    await this.tell('signed-in', session, { address: from.address, via });
    return { ok: true, session, cookies };
  }

  async isSomebody(who: Holder): Promise<boolean> {
    return who.kind === 'display' || (await this.parts.personOf(who.personId)) !== null;
  }

  deviceOf(from: From): string | null {
    const token = this.#cookies.device(from.cookie);
    return isToken(token) ? deviceIdOf(token) : null;
  }

  /** Who has left the body is nobody at once, even before anybody thinks of the sessions. */
  async #ofSomebody(session: Session | null): Promise<Session | null> {
    return session && (await this.isSomebody(session.who)) ? session : null;
  }

  private tell(what: IdentityFact['what'], session: Session, more: Record<string, string> = {}): Promise<void> {
    const { id, who, device } = session;
    const room = who.kind === 'display' ? { room: who.roomId } : {};
    return this.audit(what, personOf(who), { session: id, device, ...room, ...more });
  }

  audit(what: IdentityFact['what'], personId: string | null, detail: Record<string, string>): Promise<void> {
    return this.parts.audit({ at: this.parts.now(), personId, what, detail });
  }
}

const deviceIdOf = (token: string) => sha256(`device:${token}`).slice(0, 32);
export const personOf = (who: Holder) => (who.kind === 'person' ? who.personId : null);
