import { can } from '@ecab/shared/access/can';
import type { Router } from 'express';
import { z } from 'zod';
import { archiveKinds } from '../archive/rows.js';
import { searchArchive } from '../archive/search.js';
import type { Audit } from '../audit/audit.js';
import type { Hosts } from '../ledger/hosts.js';
import { inlineAs } from '../papers/filename.js';
import type { Blobs, Index } from '../storage/ports.js';
import type { Stretches } from '../sync/stretches.js';
import { type Door, meetingRouter } from './door.js';
import { createInTurn } from './in-turn.js';

export interface ArchiveRouteParts {
  readonly door: Door;
  readonly index: Index;
  readonly hosts: Hosts;
  readonly blobs: Blobs;
  readonly audit: Audit;
  readonly now: () => string;
  readonly rightsOf: (personId: string) => readonly string[];
  /** Room for others in long work. */
  readonly stretches: () => Stretches;
  /** The draft as it stands, printed; the issued minutes are served as stored. */
  readonly printDraft: (meetingId: string) => Promise<Uint8Array | null>;
}
/** A parameter that may stand once, several times, or not at all. */
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));
const query = z.object({
  q: z.string().max(10_000),
  kind: several.pipe(z.array(z.enum(archiveKinds)).max(20)),
  year: several.pipe(z.array(z.coerce.number<string>().int().min(1900).max(2200)).max(20)),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** Each goes through a thousand units: more at once would not be quicker. */
const SEARCHES_AT_ONCE = 2;

export function archiveRoutes(parts: ArchiveRouteParts): Router {
  const { door, index, hosts, blobs, audit, now } = parts;
  const router = meetingRouter();
  const searching = createInTurn(SEARCHES_AT_ONCE);
  const roomOf = async (meetingId: string) => (await hosts.meeting(meetingId)).folded().state;

  router.get(
    '/search',
    door(async ({ who }, request) => {
      const asked = query.safeParse(request.query);
      if (!asked.success || who.displayOf !== null) return { ok: false, refusal: 'invalid-request' };
      const { q, kind, year, after, limit } = asked.data;
      const rights = parts.rightsOf(who.personId);
      const search = { query: q, rights, kinds: kind, years: year, after, limit };
      const found = await searching.run(who.personId, () => searchArchive(index, search, parts.stretches()));
      if (found === 'too-fast') return { ok: false, refusal: 'too-fast' };
      await audit.record({
        at: now(),
        personId: who.personId,
        what: 'searched',
        detail: { hits: String(found.total) },
      });
      return { ok: true, ...found };
    }),
  );
  router.get(
    '/meetings/:meetingId/minutes.pdf',
    door(async ({ who }, request, response) => {
      const meetingId = String(request.params.meetingId);
      const room = await roomOf(meetingId);
      const { issued, symbol } = room.minutes;
      if (!can(room, who, issued ? 'minutes:export' : 'minutes:read')) return { ok: false, refusal: 'not-allowed' };
      const name = `bien-ban ${symbol ?? 'du-thao'}`;
      response.set({ 'Cache-Control': 'private, no-store', 'Content-Disposition': inlineAs(name, '.pdf') });
      const stored = issued ? await blobs.get(issued.sha256) : null;
      if (stored) {
        response.type('application/pdf');
        stored.pipe(response);
        return null;
      }
      const draft = await parts.printDraft(meetingId);
      if (!draft) return { ok: false, refusal: 'not-found' };
      response.type('application/pdf').send(Buffer.from(draft));
      return null;
    }),
  );
  router.get(
    '/meetings/:meetingId/package',
    door(async ({ who }, request, response) => {
      const meetingId = String(request.params.meetingId);
      const room = await roomOf(meetingId);
      if (!can(room, who, 'ledger:read') || !room.archive.package) return { ok: false, refusal: 'not-allowed' };
      const bytes = await blobs.get(room.archive.package.sha256);
      if (!bytes) return { ok: false, refusal: 'not-found' };
      await audit.record({ at: now(), personId: who.personId, what: 'package-read', detail: { meetingId } });
      response.set({
        'Cache-Control': 'private, no-store',
        'Content-Disposition': inlineAs(`ho-so ${meetingId}`, '.zip'),
      });
      response.type('application/zip');
      bytes.pipe(response);
      return null;
    }),
  );
  return router;
}
