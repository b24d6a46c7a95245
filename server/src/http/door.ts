import type { Who } from '@ecab/shared/access/can';
import { id } from '@ecab/shared/kit/forms';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Session } from '../identity/sessions.js';

/** Who asks over HTTP, from the cookie of this very request. */
export interface Asker {
  readonly who: Who;
  readonly session: Session;
}
export interface DoorParts {
  readonly resolve: (cookie: string | undefined) => Promise<Session | null>;
  readonly whoIs: (session: Session) => Who;
}
export type Refusal = { readonly ok: false; readonly refusal: string };
export type SignedIn = (asker: Asker, request: Request, response: Response) => Promise<object | null>;

const statusOf: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'invalid-request': 400,
  'too-fast': 429,
  unavailable: 503,
  internal: 500,
};
export const refuse = (response: Response, refusal: string) =>
  void response
    .status(statusOf[refusal] ?? 409)
    .set('Cache-Control', 'no-store')
    .json({ ok: false, refusal });

/**
 * A route for people who are signed in: what it returns is sent as JSON, `{ ok: false }` with its status; null: it has
 * answered by itself. Nothing of it is kept by caches in between.
 */
export const createDoor =
  ({ resolve, whoIs }: DoorParts) =>
  (handle: SignedIn): RequestHandler =>
  async (request, response) => {
    const session = await resolve(request.headers.cookie);
    if (!session) return refuse(response, 'not-signed-in');
    const answer = await handle({ who: whoIs(session), session }, request, response);
    if (answer === null) return;
    if ('ok' in answer && answer.ok === false) return refuse(response, (answer as Refusal).refusal);
    response.set('Cache-Control', 'no-store').json(answer);
  };
export type Door = ReturnType<typeof createDoor>;

/** A router of addresses with a `:meetingId`: what is no id of a meeting is not looked up as a stream of any name. */
export function meetingRouter(): Router {
  const router = Router();
  router.param('meetingId', (_request, response, next, value) => {
    if (id.safeParse(value).success) next();
    else refuse(response, 'not-found');
  });
  return router;
}
