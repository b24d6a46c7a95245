import {
  type IdentityForms,
  type IdentityRefused,
  identityWords,
  type QrAnswer,
  type QrStatusAnswer,
  type QrWaitingAnswer,
  type SessionsAnswer,
  type SignedInAnswer,
} from '@ecab/shared/contract/identity';
import { ask, Fault, Offline, read } from '../app/api.js';
import { formatTime } from '../i18n/format.js';
import { currentLanguage, sayOf } from '../i18n/say.js';

interface Done {
  readonly ok: true;
}
interface Answers {
  'sign-in': SignedInAnswer;
  link: SignedInAnswer;
  'qr/claim': SignedInAnswer | QrWaitingAnswer;
  'qr/status': QrStatusAnswer;
  'qr/confirm': Done;
  password: Done;
}
const base = '/api/identity';

/** Asks one of the doors that take a form. */
export const identity = <Name extends keyof IdentityForms>(name: Name, form: IdentityForms[Name]) =>
  ask<Answers[Name], IdentityRefused>(`${base}/${name}`, { body: form });

export const newCode = () => ask<QrAnswer, IdentityRefused>(`${base}/qr`, { method: 'POST' });
export const signOut = () => ask<Done, IdentityRefused>(`${base}/sign-out`, { method: 'POST' });
export const revoke = (id: string) => ask<Done, IdentityRefused>(`${base}/sessions/${id}/revoke`, { method: 'POST' });
export const sessions = (signal?: AbortSignal) => read<SessionsAnswer>(`${base}/sessions`, signal);

/** Why the door said no, in the language of the screen. */
export function whyRefused({ refusal, triesLeft, retryAt }: IdentityRefused, timeZone: string): string {
  const language = currentLanguage();
  // Said by the texts of the screen, since English tells one try from several.
  if (refusal === 'wrong-password' && triesLeft !== undefined)
    return sayOf('account')('signin.wrong', { n: triesLeft });
  const time = retryAt === undefined ? '' : formatTime(retryAt, language, timeZone);
  return identityWords[language][refusal].replace('{time}', time).replace('{n}', String(triesLeft ?? ''));
}

/** Why nothing came of it: the network, or a fault. */
export function whyFailed(error: unknown): string {
  if (error instanceof Offline) return sayOf('app')('api.offline');
  if (error instanceof Fault) return sayOf('app')('refuse.internal', { id: error.status });
  throw error;
}
