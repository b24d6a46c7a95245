import {
  type IdentityForms,
  type IdentityRefusal,
  type IdentityRefused,
  identityForms,
  type Me,
  type MeAnswer,
  type QrAnswer,
  type QrStatusAnswer,
  type QrWaitingAnswer,
  type SessionsAnswer,
  type SignedInAnswer,
  sessionIdForm,
} from '@ecab/shared/contract/identity';
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import qrcode from 'qrcode';
import { StoreFault } from '../storage/faults.js';
import type { SignedIn } from './desk.js';
import type { Identity } from './identity.js';
import { type From, type IdentityParts, refuse } from './parts.js';
import { sameOrigin } from './same-origin.js';
import type { Session } from './sessions.js';

/** Two passwords of 8,192 units in three bytes each, and room; a password of a megabyte is refused unread. */
const BODY_BYTES = 64 * 1024;

/** JSON in UTF-8 and nothing else: the parser would also take UTF-7, and forms of other sites can send text/plain. */
const JSON_TYPE = /^application\/json *(; *charset="?utf-8"? *)?$/i;

const statusOf: Partial<Record<IdentityRefusal, number>> = {
  'wrong-password': 401,
  'not-signed-in': 401,
  'too-many-tries': 429,
  'link-expired': 410,
  'qr-expired': 410,
  'qr-taken': 409,
  'name-taken': 409,
  'no-such-session': 404,
  forbidden: 403,
  'too-large': 413,
  unavailable: 503,
};

/** `/api/identity`. The client's address is `request.ip`: the app's `trust proxy` decides what a header may claim. */
export function identityRoutes(
  identity: Identity,
  parts: Pick<IdentityParts, 'publicUrl' | 'personOf' | 'now'>,
): Router {
  const { desk, passwords, links, codes } = identity;
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(sameOrigin(parts.publicUrl));
  router.use(
    express.json({ limit: BODY_BYTES, type: (request) => JSON_TYPE.test(request.headers['content-type'] ?? '') }),
  );

  post('sign-in', async (form, request, response) => welcome(response, await passwords.signIn(form, from(request))));
  post('link', async (form, request, response) => welcome(response, await links.use(form, from(request))));
  post('qr/claim', async (form, request, response) => {
    const got = await codes.claim(form, from(request));
    if (!got.ok || 'session' in got) return welcome(response, got);
    response.json({ state: 'waiting', ...got } satisfies QrWaitingAnswer);
  });

  router.post('/sign-out', async (request, response) => {
    response.append('Set-Cookie', await desk.signOut(await desk.resolve(request.headers.cookie)));
    response.json({ ok: true });
  });
  router.get('/me', async (request, response) => {
    const session = await desk.resolve(request.headers.cookie);
    response.json({ ok: true, me: session && (await me(session)), now: parts.now() } satisfies MeAnswer);
  });

  router.get('/sessions', async (request, response) => {
    const mine = await signedIn(request, response);
    if (mine === null) return;
    const sessions = (await desk.sessions.list(mine.who)).map(
      ({ id, device, via, createdAt, lastSeenAt, expiresAt }) =>
        ({ id, device, via, createdAt, lastSeenAt, expiresAt, current: id === mine.id }) as const,
    );
    response.json({ ok: true, sessions } satisfies SessionsAnswer);
  });
  router.post('/sessions/:id/revoke', async (request, response) => {
    const mine = await signedIn(request, response);
    if (mine === null) return;
    const id = sessionIdForm.safeParse(request.params.id);
    // Of another's session the answer is the same as of none at all.
    const own = id.success && (await desk.sessions.list(mine.who)).some((session) => session.id === id.data);
    if (!own || mine.who.kind !== 'person') return no(response, refuse('no-such-session'));
    await desk.revoke(id.data, mine.who.personId);
    response.json({ ok: true });
  });
  post('password', async (form, request, response) => {
    const mine = await signedIn(request, response);
    if (mine === null) return;
    done(response, await passwords.change(mine, form));
  });

  router.post('/qr', async (request, response) => {
    const mine = await signedIn(request, response);
    if (mine === null) return;
    const shown = await codes.show(mine);
    if (!shown.ok) return no(response, shown);
    const svg = await qrcode.toString(shown.url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
    response.json({ ...shown, svg } satisfies QrAnswer);
  });
  post('qr/status', async ({ id }, request, response) => {
    const mine = await signedIn(request, response);
    if (mine === null) return;
    const status = await codes.status(mine, id);
    if (status.ok) response.json(status satisfies QrStatusAnswer);
    else no(response, status);
  });
  post('qr/confirm', async (form, request, response) => {
    const mine = await signedIn(request, response);
    if (mine === null) return;
    done(response, await codes.answer(mine, form));
  });

  router.use(unreadable);
  return router;

  /** A door with a form: what does not fit it is refused before anything is looked up. */
  function post<Name extends keyof IdentityForms>(
    name: Name,
    handle: (form: IdentityForms[Name], request: Request, response: Response) => Promise<void>,
  ): void {
    router.post(`/${name}`, async (request, response) => {
      const parsed = identityForms[name].safeParse(request.body);
      if (!parsed.success) return no(response, refuse('malformed'));
      await handle(parsed.data as IdentityForms[Name], request, response);
    });
  }

  async function signedIn(request: Request, response: Response): Promise<Session | null> {
    const session = await desk.resolve(request.headers.cookie);
    if (session === null) no(response, refuse('not-signed-in'));
    return session;
  }

  async function welcome(response: Response, answer: SignedIn | IdentityRefused): Promise<void> {
    if (!answer.ok) return no(response, answer);
    for (const cookie of answer.cookies) response.append('Set-Cookie', cookie);
    const who = await me(answer.session);
    if (who === null) return no(response, refuse('not-signed-in'));
    response.json({ ok: true, state: 'signed-in', me: who } satisfies SignedInAnswer);
  }

  async function me(session: Session): Promise<Me | null> {
    const { id: sessionId, deviceId, expiresAt, who } = session;
    const common = { sessionId, deviceId, expiresAt, passwordNeeds: await passwords.needs(session) };
    if (who.kind === 'display') return { kind: 'display', roomId: who.roomId, ...common };
    const person = await parts.personOf(who.personId);
    return person && { kind: 'person', person: { id: who.personId, name: person.name }, ...common };
  }
}

const from = (request: Request): From => ({
  address: request.ip ?? '',
  userAgent: request.get('user-agent'),
  cookie: request.headers.cookie,
});

function no(response: Response, refused: IdentityRefused): void {
  response.status(statusOf[refused.refusal] ?? 400).json(refused);
}

function done(response: Response, refused: IdentityRefused | null): void {
  if (refused) no(response, refused);
  else response.json({ ok: true });
}

/** Bodies that are no JSON, too long or in another charset; a store that is down. All else is the app's to report. */
const unreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large') no(response, refuse('too-large'));
  else if (/^(entity|encoding|charset|request|parameters)\./.test(type)) no(response, refuse('malformed'));
  else if (error instanceof StoreFault) no(response, refuse('unavailable'));
  else next(error);
};
