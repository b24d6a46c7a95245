import type { Holder, IdentityRefused } from '@ecab/shared/contract/identity';
import type { Instant } from '../storage/ports.js';
import { addressGroup } from './address-group.js';
import { Credentials } from './credentials.js';
import { type Desk, personOf, type SignedIn } from './desk.js';
import { deviceLabel } from './device-label.js';
import { type LinkFacts, Links } from './links.js';
import { addressOf, type From, type IdentityParts, refuse } from './parts.js';
import { Seldom } from './seldom.js';

/** Sign-in by a link: for the demonstration, for invitations and resets, for the display on the wall. */
export class LinkDoor {
  readonly #links: Links;
  readonly #credentials: Credentials;
  readonly #refusedLines: Seldom;

  constructor(
    private readonly desk: Desk,
    private readonly parts: IdentityParts,
  ) {
    this.#links = new Links(parts.vault, parts.now, parts.random);
    this.#credentials = new Credentials(parts.vault, parts.now, parts.hasher);
    this.#refusedLines = new Seldom(parts.now);
  }

  /**
   * A single-use address that signs in whoever opens it first. The token stands behind `#`, so no server, proxy or log
   * ever sees it in an address. `setsPassword`: an invitation or a reset, by which a password may be set.
   */
  async create(link: {
    readonly to: Holder;
    readonly expiresAt: Instant;
    readonly setsPassword?: boolean;
  }): Promise<{ readonly token: string; readonly url: string }> {
    const { to, expiresAt, setsPassword = false } = link;
    const credential = await this.#credentialOf(to);
    const token = await this.#links.make({ who: to, setsPassword, credential }, expiresAt);
    await this.desk.audit('link-made', personOf(to), { to: to.kind, expiresAt });
    return { token, url: addressOf(this.parts.publicUrl, '/sign-in/link', token) };
  }

  async use(
    { token, claim, remember }: { token: string; claim?: string | undefined; remember: boolean },
    from: From,
  ): Promise<SignedIn | IdentityRefused> {
    const link = await this.#links.use(token, claim);
    if (link === null || (await this.#isOver(link)) || !(await this.desk.isSomebody(link.who))) {
      // Nobody is barred for it: no token can be guessed, and whoever asks from a hall's address would bar the hall.
      const where = { address: from.address, device: deviceLabel(from.userAgent), via: 'link' };
      if (this.#refusedLines.take(addressGroup(from.address)))
        await this.desk.audit('sign-in-refused', link && personOf(link.who), where);
      return refuse('link-expired');
    }
    const opened = await this.desk.open(link.who, 'link', remember, link.setsPassword, from);
    // A password was set meanwhile: what ended all other sessions has missed this one.
    if (!(await this.#isOver(link))) {
      // A screen that was taken off the wall would else show what is said in the room for a year.
      if (link.who.kind === 'display') await this.desk.revokeAll(link.who, null, opened.session);
      return opened;
    }
    await this.desk.revoke(opened.session.id, null);
    return refuse('link-expired');
  }

  /** Of two invitations the one left lying must not undo the password that was set by the other, nor one its own twice. */
  async #isOver({ setsPassword, who, credential }: LinkFacts): Promise<boolean> {
    return setsPassword && (await this.#credentialOf(who)) !== credential;
  }

  async #credentialOf(who: Holder): Promise<number | null> {
    return who.kind === 'person' ? ((await this.#credentials.ofPerson(who.personId))?.version ?? null) : null;
  }
}
