import type { Holder, IdentityRefused } from '@ecab/shared/contract/identity';
import { addressGroup } from './address-group.js';
import { Credentials, normalName, normalPassword } from './credentials.js';
import type { Desk, SignedIn } from './desk.js';
import { deviceLabel } from './device-label.js';
import { defaultLimits, type From, type IdentityParts, type Limits, refuse } from './parts.js';
import type { Session } from './sessions.js';
import { newToken } from './tokens.js';
import { type Taken, Tries } from './tries.js';

/** Sign-in by name and password, and the passwords themselves. */
export class PasswordDoor {
  readonly #credentials: Credentials;
  readonly #tries: Tries;
  readonly #limits: Limits;
  readonly #decoy: Promise<string>;

  constructor(
    private readonly desk: Desk,
    private readonly parts: IdentityParts,
  ) {
    const { vault, now, random, hasher } = parts;
    this.#limits = { ...defaultLimits, ...parts.limits };
    this.#credentials = new Credentials(vault, now, hasher);
    this.#tries = new Tries(vault, now, this.#limits.windowMs);
    // What an unknown name is checked against, so that it costs what a known one costs.
    this.#decoy = hasher.hash(newToken(random));
  }

  async signIn(
    { signIn, password, remember }: { signIn: string; password: string; remember: boolean },
    from: From,
  ): Promise<SignedIn | IdentityRefused> {
    const credential = await this.#credentials.ofName(signIn);
    const deviceId = this.desk.deviceOf(from);
    const known = credential && deviceId && (await this.desk.devices.knows(credential.personId, deviceId));
    // A known device is counted by itself: neither guesses at its owner's name nor its neighbours' bar it.
    const counts = known
      ? [{ subject: `device:${deviceId}:${credential.personId}`, limit: this.#limits.perDevice }]
      : [
          // The address first: one that is barred already spends no more tries of the name it guesses at.
          { subject: `address:${addressGroup(from.address)}`, limit: this.#limits.perAddress },
          { subject: `name:${normalName(signIn)}`, limit: this.#limits.perName },
        ];
    const personId = credential?.personId ?? null;
    const where = { address: from.address, device: deviceLabel(from.userAgent) };
    const takes: Taken[] = [];
    for (const { subject, limit } of counts) {
      const taken = await this.#tries.take(subject, limit);
      if (!taken.allowed) {
        // No password was looked at: knocking at a name that is locked must not lock a whole hall's address too.
        for (const paid of counts.slice(0, takes.length)) await this.#tries.giveBack(paid.subject);
        return refuse('too-many-tries', { retryAt: taken.until });
      }
      takes.push(taken);
    }
    const triesLeft = Math.min(...takes.map(({ left }) => left));
    const right = await this.#matches(credential?.hash ?? null, password);
    if (!right || credential === null || (await this.parts.personOf(credential.personId)) === null) {
      await this.desk.audit('sign-in-refused', personId, where);
      if (triesLeft === 0) await this.desk.audit('locked-out', personId, where);
      return refuse('wrong-password', { triesLeft });
    }
    for (const { subject } of counts)
      await (subject.startsWith('address:') ? this.#tries.giveBack(subject) : this.#tries.clear(subject));
    const who: Holder = { kind: 'person', personId: credential.personId };
    const opened = await this.desk.open(who, 'password', remember, false, from);
    // The password was changed while this one was being checked: what ended all other sessions has missed this one.
    if ((await this.#credentials.ofPerson(credential.personId))?.version !== credential.version) {
      await this.desk.revoke(opened.session.id, null);
      return refuse('wrong-password', { triesLeft });
    }
    return opened;
  }

  /** For the demonstration, an administrator, a test: sets name and password and ends every session of the person. */
  async set(personId: string, signIn: string, password: string): Promise<IdentityRefused | null> {
    const refusal = await this.#credentials.set(personId, signIn, password);
    if (refusal) return refuse(refusal);
    await this.desk.revokeAll({ kind: 'person', personId }, null);
    await this.desk.audit('password-changed', personId, { by: 'system' });
    return null;
  }

  /** A person changes the own password; all other sessions end. */
  async change(
    session: Session,
    { current, next, signIn }: { current?: string | undefined; next: string; signIn?: string | undefined },
  ): Promise<IdentityRefused | null> {
    if (session.who.kind !== 'person') return refuse('forbidden');
    const { personId } = session.who;
    const needs = await this.needs(session);
    const credential = await this.#credentials.ofPerson(personId);
    const bad = normalPassword(next);
    if ('refusal' in bad) return refuse(bad.refusal);
    if (needs === 'current') {
      // Counted: else a tablet left open is a place to guess at its owner's password without end.
      const subject = `change:${personId}`;
      const taken = await this.#tries.take(subject, this.#limits.perDevice);
      if (!taken.allowed) return refuse('too-many-tries', { retryAt: taken.until });
      if (!(await this.#matches(credential?.hash ?? null, current ?? ''))) {
        await this.desk.audit('sign-in-refused', personId, { session: session.id, why: 'password-change' });
        return refuse('wrong-password', { triesLeft: taken.left });
      }
      await this.#tries.clear(subject);
    }
    const name = credential?.signIn ?? signIn;
    if (name === undefined) return refuse('name-missing');
    // Of a colleague who has set no password yet: he could not have it any more, and would be taken for whoever has it.
    if (credential === null && (this.parts.ofSignInName(normalName(name)) ?? personId) !== personId)
      return refuse('name-taken');
    const refusal = await this.#credentials.set(personId, name, next);
    if (refusal) return refuse(refusal);
    await this.desk.sessions.passwordSet(session.id);
    await this.desk.revokeAll(session.who, personId, session);
    await this.desk.audit('password-changed', personId, { by: personId, session: session.id });
    return null;
  }

  async needs(session: Session): Promise<'current' | 'new-only' | 'sign-in-name' | null> {
    if (session.who.kind !== 'person') return null;
    if ((await this.#credentials.ofPerson(session.who.personId)) === null) return 'sign-in-name';
    return session.maySetPassword ? 'new-only' : 'current';
  }

  /** One verification whatever is asked: right name or not, password too short or not. */
  async #matches(hash: string | null, typed: string): Promise<boolean> {
    const prepared = normalPassword(typed);
    const password = 'password' in prepared ? prepared.password : '';
    const right = await this.parts.hasher.verify(hash ?? (await this.#decoy), password);
    return right && hash !== null && 'password' in prepared;
  }
}
