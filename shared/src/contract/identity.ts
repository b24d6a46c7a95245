import { z } from 'zod';

/**
 * The doors of `/api/identity`: what is asked and what is answered, as JSON. Who is asking is in the cookie, never here.
 * Every answer is `{ ok: true, … }` or `{ ok: false, refusal, … }`.
 */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** The id of a session or a code: the SHA-256 of its token in hex, so it opens nothing. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Bounds of what is read at all, in UTF-16 units; the rule (8 to 1,024 characters) is the server's, after NFC. */
const password = z.string().min(1).max(8192);
const signIn = z.string().min(1).max(256);
/** "Remember this device for 30 days"; without it the session ends with the browser or 8 hours after the last use. */
const remember = z.boolean().default(true);

export const identityForms = {
  'sign-in': z.strictObject({ signIn, password, remember }),
  /**
   * The token is what stands after `#` in the address of `/sign-in/link`. `claim` is random and the tablet's own: for two
   * minutes the same one gets in again, where the answer was lost.
   */
  link: z.strictObject({
    token,
    claim: z
      .string()
      .regex(/^[0-9a-f-]{32,36}$/)
      .optional(),
    remember,
  }),
  'qr/status': z.strictObject({ id: hash }),
  /** `check` is the number that the desktop showed beside the device which asked. */
  'qr/confirm': z.strictObject({ id: hash, check: z.string().regex(/^\d{4}$/), accept: z.boolean() }),
  /** First with the code alone; then, every {@link QR_POLL_MS}, also with the `claim` of the first answer. */
  'qr/claim': z.strictObject({ code: token, claim: token.optional(), remember }),
  /** `current` unless this session may set a password without it; `signIn` only where the person has none yet. */
  password: z.strictObject({ current: password.optional(), next: password, signIn: signIn.optional() }),
};
export type IdentityForms = { [Name in keyof typeof identityForms]: z.output<(typeof identityForms)[Name]> };
export const sessionIdForm = hash;

export const QR_POLL_MS = 1_500;
/** After NFC, in code points. */
export const PASSWORD_LENGTH = { min: 8, max: 1_024 } as const;

export type Holder =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'display'; readonly roomId: string };
export type Via = 'password' | 'link' | 'qr';

/** `GET /me`: null for somebody who is not signed in, which is an answer and no refusal. */
export interface MeAnswer {
  readonly ok: true;
  readonly me: Me | null;
  readonly now: string;
}
export type Me = (
  | { readonly kind: 'person'; readonly person: { readonly id: string; readonly name: string } }
  | { readonly kind: 'display'; readonly roomId: string }
) & {
  readonly sessionId: string;
  readonly deviceId: string;
  readonly expiresAt: string;
  /** What `POST /password` will want: the current one, nothing but the new one, or the new one and a sign-in name. */
  readonly passwordNeeds: 'current' | 'new-only' | 'sign-in-name' | null;
};
/** `POST /sign-in`, `POST /link`, and `POST /qr/claim` once confirmed; the cookie comes with it. */
export interface SignedInAnswer {
  readonly ok: true;
  readonly state: 'signed-in';
  readonly me: Me;
}
export interface SessionRow {
  readonly id: string;
  /** "Safari · iPad", from the user agent. */
  readonly device: string;
  readonly via: Via;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}
export interface SessionsAnswer {
  readonly ok: true;
  /** Newest first. */
  readonly sessions: readonly SessionRow[];
}
export interface QrAnswer {
  readonly ok: true;
  readonly id: string;
  readonly url: string;
  /** The QR code of `url`, an `<svg>` element of black on white with its quiet zone. */
  readonly svg: string;
  readonly expiresAt: string;
}
export type QrStatusAnswer =
  | { readonly ok: true; readonly state: 'open'; readonly expiresAt: string }
  | {
      readonly ok: true;
      readonly state: 'asked' | 'confirmed';
      readonly device: string;
      /** Four digits that both screens show, so that the right device is confirmed. */
      readonly check: string;
      readonly expiresAt: string;
    }
  | { readonly ok: true; readonly state: 'done' };
export interface QrWaitingAnswer {
  readonly ok: true;
  readonly state: 'waiting';
  readonly claim: string;
  readonly check: string;
  readonly expiresAt: string;
}

export const identityRefusals = [
  'wrong-password',
  'too-many-tries',
  'not-signed-in',
  'link-expired',
  'qr-expired',
  'qr-taken',
  'password-too-short',
  'password-too-long',
  'password-malformed',
  'name-taken',
  'name-missing',
  'no-such-session',
  'forbidden',
  'cross-site',
  'malformed',
  'too-large',
  'unavailable',
] as const;
export type IdentityRefusal = (typeof identityRefusals)[number];
export interface IdentityRefused {
  readonly ok: false;
  readonly refusal: IdentityRefusal;
  /** With `wrong-password`: 0 means that the next try is refused `too-many-tries`. */
  readonly triesLeft?: number;
  /** With `too-many-tries`: when the next try is taken. */
  readonly retryAt?: string;
}

/** `{n}` is filled with `triesLeft`, `{time}` with `retryAt`. None tells whether the account exists. */
export const identityWords: Readonly<Record<'vi' | 'en', Readonly<Record<IdentityRefusal, string>>>> = {
  vi: {
    'wrong-password': 'Mật khẩu chưa đúng. Còn {n} lần thử.',
    'too-many-tries': 'Đã thử quá nhiều lần. Thử lại lúc {time}, dùng mã QR hoặc gọi thư ký.',
    'not-signed-in': 'Phiên đăng nhập đã kết thúc. Đăng nhập lại.',
    'link-expired': 'Liên kết đã dùng hoặc đã hết hạn. Xin liên kết mới.',
    'qr-expired': 'Mã đã hết hạn. Tạo mã mới.',
    'qr-taken': 'Thiết bị khác đã quét mã này. Tạo mã mới.',
    'password-too-short': 'Mật khẩu cần ít nhất 8 ký tự.',
    'password-too-long': 'Mật khẩu dài quá 1.024 ký tự.',
    'password-malformed': 'Mật khẩu có ký tự không dùng được.',
    'name-taken': 'Tên đăng nhập này đã có người dùng.',
    'name-missing': 'Nhập tên đăng nhập.',
    'no-such-session': 'Phiên đăng nhập này không còn.',
    forbidden: 'Thiết bị này không được làm việc đó.',
    'cross-site': 'Yêu cầu đến từ trang khác nên bị từ chối. Mở lại trang này.',
    malformed: 'Yêu cầu không đọc được. Tải lại trang.',
    'too-large': 'Yêu cầu quá dài.',
    unavailable: 'Máy chủ tạm thời không ghi được. Thử lại sau ít phút.',
  },
  en: {
    'wrong-password': 'Wrong password. {n} tries left.',
    'too-many-tries': 'Too many tries. Try again at {time}, use a QR code or call the secretary.',
    'not-signed-in': 'Your session has ended. Sign in again.',
    'link-expired': 'The link has been used or has expired. Ask for a new one.',
    'qr-expired': 'The code has expired. Make a new one.',
    'qr-taken': 'Another device has scanned this code. Make a new one.',
    'password-too-short': 'A password needs at least 8 characters.',
    'password-too-long': 'The password is longer than 1,024 characters.',
    'password-malformed': 'The password holds a character that cannot be used.',
    'name-taken': 'Somebody else has this sign-in name.',
    'name-missing': 'Enter a sign-in name.',
    'no-such-session': 'That session is no more.',
    forbidden: 'This device may not do that.',
    'cross-site': 'The request came from another site and was refused. Open this page again.',
    malformed: 'The request could not be read. Reload the page.',
    'too-large': 'The request is too long.',
    unavailable: 'The server cannot record at the moment. Try again in a few minutes.',
  },
};
