import type { Holder, IdentityRefused, QrStatusAnswer } from '@ecab/shared/contract/identity';
import type { Instant } from '../storage/ports.js';
import type { Desk, SignedIn } from './desk.js';
import { deviceLabel } from './device-label.js';
import { addressOf, type From, type IdentityParts, refuse } from './parts.js';
import { QrCodes } from './qr-codes.js';
import type { Session } from './sessions.js';

/** Sign-in of a tablet by the QR code that its person's signed-in desktop shows. */
export class CodeDoor {
  readonly #codes: QrCodes;

  constructor(
    private readonly desk: Desk,
    private readonly parts: IdentityParts,
  ) {
    this.#codes = new QrCodes(parts.vault, parts.now, parts.random);
  }

  /** @returns what the desktop draws as a QR code: `url`. */
  async show(session: Session): Promise<{ ok: true; id: string; url: string; expiresAt: Instant } | IdentityRefused> {
    if (session.who.kind !== 'person') return refuse('forbidden');
    const { id, code, expiresAt } = await this.#codes.make(session.who.personId, session.id);
    return { ok: true, id, url: addressOf(this.parts.publicUrl, '/sign-in/qr', code), expiresAt };
  }

  async status(session: Session, id: string): Promise<QrStatusAnswer | IdentityRefused> {
    const code = await this.#codes.ofMaker(id, session.id);
    if (code === null) return refuse('qr-expired');
    const { state, expiresAt } = code;
    if (state === 'open') return { ok: true, state, expiresAt };
    if (state === 'used') return { ok: true, state: 'done' };
    return { ok: true, state, device: code.device, check: code.check, expiresAt };
  }

  async answer(
    session: Session,
    { id, ...answer }: { id: string; check: string; accept: boolean },
  ): Promise<IdentityRefused | null> {
    const code = await this.#codes.answer(id, session.id, answer);
    if ('refusal' in code) return refuse(code.refusal);
    const device = code.state === 'open' ? '?' : code.device;
    await this.desk.audit(answer.accept ? 'qr-confirmed' : 'qr-denied', code.personId, { device, session: session.id });
    return null;
  }

  async claim(
    { code, claim, remember }: { code: string; claim?: string | undefined; remember: boolean },
    from: From,
  ): Promise<SignedIn | { ok: true; claim: string; check: string; expiresAt: Instant } | IdentityRefused> {
    if (claim === undefined) {
      const asked = await this.#codes.ask(code, deviceLabel(from.userAgent));
      return 'refusal' in asked ? refuse(asked.refusal) : { ok: true, ...asked };
    }
    const got = await this.#codes.collect(code, claim);
    if ('refusal' in got) return refuse(got.refusal);
    const { personId, by, expiresAt } = got.code;
    if (!got.granted) {
      const check = got.code.state === 'open' ? '' : got.code.check;
      return { ok: true, claim, check, expiresAt };
    }
    const who: Holder = { kind: 'person', personId };
    const opened = await this.desk.open(who, 'qr', remember, false, from);
    // The desktop may have been signed out or revoked since it said yes. Asked after the session is there: what ends all
    // sessions of this person at this very moment either finds the new one or has ended the desktop's.
    if ((await this.desk.alive(by)) !== null) return opened;
    await this.desk.revoke(opened.session.id, null);
    return refuse('qr-expired');
  }
}
