import { can } from '@ecab/shared/access/can';
import { type RescueCause, readRescued, rescueCauses } from '@ecab/shared/sync/rescue';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Door } from '../http/door.js';
import type { Hosts } from '../ledger/hosts.js';
import type { RescueDesk } from './desk.js';

export interface RescueRouteParts {
  readonly door: Door;
  readonly hosts: Hosts;
  readonly rescues: RescueDesk;
}
/** As long as minutes of three hundred pages. */
const BODY_BYTES = 2 << 20;
const idForm = /^[A-Za-z0-9-]{8,64}$/;
const meetingForm = /^[A-Za-z0-9._-]{1,64}$/;
const given = z.strictObject({ why: z.enum(rescueCauses), rescued: z.unknown() });

const json = express.json({ limit: BODY_BYTES });
/** Read only once it is known that the asker may send it. @throws the parser's errors, with their status. */
const bodyOf = (request: Request, response: Response) =>
  new Promise<unknown>((done, fail) => json(request, response, (error) => (error ? fail(error) : done(request.body))));

/** Copies that tablets give, and the secretaries' list of them. */
export function rescueRoutes({ door, hosts, rescues }: RescueRouteParts): Router {
  const router = Router();
  const about = (params: Readonly<Record<string, unknown>>) => {
    const [meetingId, id] = [String(params.meetingId), String(params.id ?? 'list-only')];
    return meetingForm.test(meetingId) && idForm.test(id) ? { meetingId, id } : null;
  };
  const roomOf = async (meetingId: string) => (await hosts.meeting(meetingId)).folded().state;
  const invalid = { ok: false, refusal: 'invalid-request' } as const;
  const notAllowed = { ok: false, refusal: 'not-allowed' } as const;
  const notFound = { ok: false, refusal: 'not-found' } as const;

  router.put(
    '/meetings/:meetingId/rescues/:id',
    door(async ({ who, session }, request, response) => {
      const asked = about(request.params);
      if (!asked) return invalid;
      if (!can(await roomOf(asked.meetingId), who, 'rescue:give')) return notAllowed;
      const read = given.safeParse(await bodyOf(request, response));
      const rescued = read.success ? readRescued(read.data.rescued) : null;
      if (!read.success || !rescued) return invalid;
      const giver = { personId: who.personId, device: session.device };
      const why: RescueCause = read.data.why;
      const outcome = await rescues.give(asked.meetingId, asked.id, giver, why, rescued);
      return outcome === 'too-many' ? { ok: false, refusal: 'too-many' } : { ok: true, kept: outcome === 'kept' };
    }),
  );
  router.get(
    '/meetings/:meetingId/rescues',
    door(async ({ who }, request) => {
      const asked = about(request.params);
      if (!asked) return invalid;
      if (!can(await roomOf(asked.meetingId), who, 'rescue:merge')) return notAllowed;
      return { ok: true, copies: await rescues.list(asked.meetingId) };
    }),
  );
  router.get(
    '/meetings/:meetingId/rescues/:id',
    door(async ({ who }, request) => {
      const asked = about(request.params);
      if (!asked) return invalid;
      if (!can(await roomOf(asked.meetingId), who, 'rescue:merge')) return notAllowed;
      const bytes = await rescues.read(asked.meetingId, asked.id, who.personId);
      if (!bytes) return notFound;
      return { ok: true, rescued: JSON.parse(bytes.toString('utf8')) as unknown };
    }),
  );
  router.post(
    '/meetings/:meetingId/rescues/:id/settled',
    door(async ({ who }, request) => {
      const asked = about(request.params);
      if (!asked) return invalid;
      if (!can(await roomOf(asked.meetingId), who, 'rescue:merge')) return notAllowed;
      const copy = await rescues.settle(asked.meetingId, asked.id, who.personId);
      return copy ? { ok: true, copy } : notFound;
    }),
  );
  return router;
}
