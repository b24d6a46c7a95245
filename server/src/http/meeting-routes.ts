import { can } from '@ecab/shared/access/can';
import type { LedgerAnswer, MeetingRow, MeetingsAnswer, TaskRow, TasksAnswer } from '@ecab/shared/contract/http';
import { wellFormed } from '@ecab/shared/kit/well-formed';
import type { Router } from 'express';
import { z } from 'zod';
import type { Hosts } from '../ledger/hosts.js';
import type { Sealing } from '../ledger/sealing.js';
import type { Index } from '../storage/ports.js';
import { type Door, meetingRouter } from './door.js';

export interface MeetingRouteParts {
  readonly door: Door;
  readonly index: Index;
  readonly hosts: Hosts;
  readonly sealing: Sealing;
  readonly ledgerFacts: (meetingId: string) => Promise<Pick<LedgerAnswer, 'facts' | 'head'>>;
  readonly rightsOf: (personId: string) => readonly string[];
}
/** `{sort}|{id}`, opaque to the tablet, in the forms that the index has; empty: from the first. */
const cursor = z
  .string()
  .max(400)
  .regex(/^([ -{}~]{1,200}\|[^|]+)?$/)
  .refine(wellFormed)
  .optional();
const PAGE = 100;

const nextOf = (rows: readonly { sort: string; id: string }[]) => {
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  return last ? `${last.sort}|${last.id}` : null;
};
const afterOf = (text: string | undefined) => {
  const [sort, id] = text?.split('|') ?? [];
  return sort && id ? { after: { sort, id } } : {};
};

export function meetingRoutes(parts: MeetingRouteParts): Router {
  const { door, index, hosts, sealing } = parts;
  const router = meetingRouter();
  const roomOf = async (meetingId: string) => (await hosts.meeting(meetingId)).folded().state;

  router.get(
    '/meetings',
    door(async ({ who }, request) => {
      if (who.displayOf !== null) return { ok: false, refusal: 'not-allowed' };
      const at = cursor.safeParse(request.query.after);
      if (!at.success) return { ok: false, refusal: 'invalid-request' };
      const after = afterOf(at.data);
      const query = { allTerms: [], anyTerms: parts.rightsOf(who.personId), limit: PAGE, ...after };
      const rows = await index.find('meetings', query);
      const office = who.bodyRoles.includes('secretary');
      const answer: MeetingsAnswer = {
        ok: true,
        meetings: rows.map(({ body }) => {
          const row = body as MeetingRow;
          if (office) return row;
          // As on the boards: members learn of minutes once they are released to them.
          const hidden = row.minutes === 'draft' && row.chairId !== who.personId;
          return { ...row, papersOverdue: null, minutes: hidden ? 'none' : row.minutes };
        }),
        next: nextOf(rows),
      };
      return answer;
    }),
  );
  router.get(
    '/tasks',
    door(async ({ who }, request) => {
      if (who.displayOf !== null) return { ok: false, refusal: 'not-allowed' };
      const state = z.enum(['open', 'done', 'cancelled']).optional().safeParse(request.query.state);
      if (!state.success) return { ok: false, refusal: 'invalid-request' };
      const at = cursor.safeParse(request.query.after);
      if (!at.success) return { ok: false, refusal: 'invalid-request' };
      const after = afterOf(at.data);
      const rows = await index.find('tasks', {
        allTerms: state.data ? [`state:${state.data}`] : [],
        anyTerms: parts.rightsOf(who.personId),
        limit: PAGE,
        ...after,
      });
      const answer: TasksAnswer = { ok: true, tasks: rows.map(({ body }) => body as TaskRow), next: nextOf(rows) };
      return answer;
    }),
  );
  router.get(
    '/meetings/:meetingId/ledger',
    door(async ({ who }, request) => {
      const meetingId = String(request.params.meetingId);
      if (!can(await roomOf(meetingId), who, 'ledger:read')) return { ok: false, refusal: 'not-allowed' };
      const answer: LedgerAnswer = { ok: true, ...(await parts.ledgerFacts(meetingId)) };
      return answer;
    }),
  );
  /** The words behind a seal of this meeting; erased ones are null. */
  router.get(
    '/meetings/:meetingId/sealed/:hash',
    door(async ({ who }, request) => {
      const room = await roomOf(String(request.params.meetingId));
      const hash = String(request.params.hash);
      const known = Object.values(room.attendance.excused).some(({ reason }) => reason?.sealed === hash);
      if (!known || !can(room, who, 'sealed:read')) return { ok: false, refusal: 'not-allowed' };
      return { ok: true, text: await sealing.open(hash) };
    }),
  );
  return router;
}
