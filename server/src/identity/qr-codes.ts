import type { IdentityRefusal } from '@ecab/shared/contract/identity';
import { z } from 'zod';
import type { Instant, Vault } from '../storage/ports.js';
import { later } from './parts.js';
import { newToken, type Random, sha256 } from './tokens.js';

export const QR_MS = 2 * 60_000;

const base = { personId: z.string(), by: z.string(), expiresAt: z.string() };
const asking = { claim: z.string(), check: z.string(), device: z.string() };
const stored = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('open'), ...base }),
  z.strictObject({ state: z.literal('asked'), ...base, ...asking }),
  z.strictObject({ state: z.literal('confirmed'), ...base, ...asking }),
  // Kept to the end of its two minutes, so that the desktop can say that it worked.
  z.strictObject({ state: z.literal('used'), ...base, ...asking }),
]);
export type QrCode = Readonly<z.output<typeof stored>>;
type Refused = { readonly refusal: IdentityRefusal };

/**
 * A signed-in desktop shows a code, a tablet scans it, the desktop says yes to the tablet that asked, the tablet gets in.
 * The code alone signs nobody in: who photographs the screen over a shoulder is seen asking, and only the first may ask.
 */
export class QrCodes {
  constructor(
    private readonly vault: Vault,
    private readonly now: () => Instant,
    private readonly random: Random,
  ) {}

  async make(personId: string, sessionId: string): Promise<{ id: string; code: string; expiresAt: Instant }> {
    const code = newToken(this.random);
    const id = sha256(code);
    const expiresAt = later(this.now(), QR_MS);
    const value: QrCode = { state: 'open', personId, by: sessionId, expiresAt };
    await this.vault.put(key(id), value, 'absent', expiresAt);
    return { id, code, expiresAt };
  }

  /** What the desktop that made it sees; null once it is refused or expired. */
  async ofMaker(id: string, sessionId: string): Promise<QrCode | null> {
    const found = await this.#find(id);
    return found !== null && found.value.by === sessionId ? found.value : null;
  }

  /** The first device that comes with the code asks; nobody after it can. */
  async ask(code: string, device: string): Promise<{ claim: string; check: string; expiresAt: Instant } | Refused> {
    const found = await this.#find(sha256(code));
    if (found === null) return { refusal: 'qr-expired' };
    if (found.value.state !== 'open') return { refusal: 'qr-taken' };
    const claim = newToken(this.random);
    const check = checkOf(claim);
    const value: QrCode = { ...found.value, state: 'asked', claim: sha256(claim), check, device };
    const put = await this.vault.put(found.key, value, found.version, value.expiresAt);
    return put === 'stored' ? { claim, check, expiresAt: value.expiresAt } : { refusal: 'qr-taken' };
  }

  /** `accept` false throws the code away. `check` must be that of the device which asked. */
  async answer(
    id: string,
    sessionId: string,
    { check, accept }: { readonly check: string; readonly accept: boolean },
  ): Promise<QrCode | Refused> {
    const found = await this.#find(id);
    if (found === null || found.value.by !== sessionId || found.value.state === 'used')
      return { refusal: 'qr-expired' };
    const { key, version, value } = found;
    if (value.state === 'open' || value.check !== check) return { refusal: 'forbidden' };
    if (value.state === 'confirmed' && accept) return value;
    const next: QrCode = { ...value, state: 'confirmed' };
    const done = accept
      ? await this.vault.put(key, next, version, value.expiresAt)
      : await this.vault.remove(key, version);
    return done === 'moved' ? { refusal: 'qr-expired' } : next;
  }

  /** The tablet that asked comes for its answer; once confirmed, the code is used up by this call. */
  async collect(code: string, claim: string): Promise<{ code: QrCode; granted: boolean } | Refused> {
    const found = await this.#find(sha256(code));
    if (found === null) return { refusal: 'qr-expired' };
    const { key, version, value } = found;
    if (value.state === 'open' || value.claim !== sha256(claim)) return { refusal: 'qr-taken' };
    if (value.state === 'asked') return { code: value, granted: false };
    const used: QrCode = { ...value, state: 'used' };
    const put = value.state === 'used' ? 'moved' : await this.vault.put(key, used, version, value.expiresAt);
    return put === 'stored' ? { code: value, granted: true } : { refusal: 'qr-expired' };
  }

  async #find(id: string): Promise<{ key: string; version: number; value: QrCode } | null> {
    const found = await this.vault.get(key(id));
    return found === null ? null : { ...found, value: stored.parse(found.value) };
  }
}

const key = (id: string) => `qr/${id}`;
/** Four digits of the claim's hash: both screens show them, and the tablet's user reads them out. */
export const checkOf = (claim: string) =>
  String(Number.parseInt(sha256(`check:${claim}`).slice(0, 8), 16) % 10_000).padStart(4, '0');
