import { can } from '@ecab/shared/access/can';
import { agendaHtml, htmlPage, nodeHtml } from '@ecab/shared/sync/as-html';
import { agendaContent, minutesContent } from '@ecab/shared/sync/content';
import { agendaDoc, minutesDoc } from '@ecab/shared/sync/doc-name';
import type { Response, Router } from 'express';
import type { Hosts } from '../ledger/hosts.js';
import type { Docs } from '../sync/docs.js';
import { type Door, meetingRouter } from './door.js';

/** Co-edited texts as the server reads them, for a tablet of an older release: to be read, never to be bound to an editor. */
export function textRoutes({ door, hosts, docs }: { door: Door; hosts: Hosts; docs: Docs }): Router {
  const router = meetingRouter();
  const roomOf = async (meetingId: string) => (await hosts.meeting(meetingId)).folded().state;
  const send = (response: Response, page: string) => {
    response.set('Cache-Control', 'no-store').type('text/html').send(page);
    return null;
  };
  router.get(
    '/meetings/:meetingId/minutes.html',
    door(async ({ who }, request, response) => {
      const meetingId = String(request.params.meetingId);
      const room = await roomOf(meetingId);
      if (!can(room, who, 'minutes:read')) return { ok: false, refusal: 'not-allowed' };
      const body = nodeHtml(await docs.read(minutesDoc(meetingId), minutesContent));
      return send(response, htmlPage(room.meeting.title, body));
    }),
  );
  router.get(
    '/meetings/:meetingId/agenda.html',
    door(async ({ who }, request, response) => {
      const meetingId = String(request.params.meetingId);
      const room = await roomOf(meetingId);
      if (!can(room, who, 'agenda:read')) return { ok: false, refusal: 'not-allowed' };
      const items = await docs.read(agendaDoc(meetingId), agendaContent);
      const inside = (id: string | null) => items.filter(({ parent }) => parent === id);
      const rows = inside(null).flatMap((one) => [one, ...inside(one.id)]);
      // What stands in a block that is gone stands by itself.
      const rest = items.filter((one) => !rows.includes(one));
      return send(response, htmlPage(room.meeting.title, agendaHtml([...rows, ...rest])));
    }),
  );
  return router;
}
