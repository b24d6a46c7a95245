import { randomUUID } from 'node:crypto';
import { can } from '@ecab/shared/access/can';
import type { UploadAnswer } from '@ecab/shared/contract/http';
import { id } from '@ecab/shared/kit/forms';
import { paperIn, parseVersionId, type Version, versionIn } from '@ecab/shared/papers/slice';
import type { Request, Router } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Audit } from '../audit/audit.js';
import type { Commands } from '../ledger/commands.js';
import type { Hosts } from '../ledger/hosts.js';
import type { Pdfs } from '../papers/check.js';
import { serveHandler } from '../papers/serve.js';
import { createThumbnails } from '../papers/thumbnails.js';
import { uploadHandler } from '../papers/upload.js';
import type { Blobs } from '../storage/ports.js';
import { type Asker, type Door, type DoorParts, meetingRouter } from './door.js';

export interface PaperRouteParts extends DoorParts {
  readonly door: Door;
  readonly hosts: Hosts;
  readonly commands: Commands;
  readonly blobs: Blobs;
  readonly pdfs: Pdfs;
  readonly audit: Audit;
  readonly now: () => string;
}
const REMEMBERED_OPENINGS = 10_000;

export function paperRoutes(parts: PaperRouteParts): Router {
  const { door, hosts, commands, blobs, pdfs, audit, now } = parts;
  const thumbnails = createThumbnails(blobs, pdfs);
  const router = meetingRouter();
  const askers = new WeakMap<Request, Asker>();
  const roomOf = async (meetingId: string) => (await hosts.meeting(meetingId)).folded().state;

  async function asks(request: Request): Promise<Asker | null> {
    const session = await parts.resolve(request.headers.cookie);
    if (!session) return null;
    const asker = { session, who: parts.whoIs(session) };
    askers.set(request, asker);
    return asker;
  }
  const stream = (request: Request) => `meeting/${String(request.params.meetingId)}`;

  /** One file: a new paper of an item, or with `paperId` a new version. `commandId` makes a resent upload one upload. */
  router.post(
    '/meetings/:meetingId/papers',
    uploadHandler({
      blobs,
      pdfs,
      fields: ['title', 'itemId', 'paperId', 'commandId'],
      mayUpload: async (request) => {
        const asker = await asks(request);
        if (!asker) return { ok: false, refusal: 'not-signed-in', status: 401 };
        const may = can(await roomOf(String(request.params.meetingId)), asker.who, 'paper:upload');
        return may ? null : { ok: false, refusal: 'not-allowed', status: 403 };
      },
      store: async (request, { sha256, size, filename, fields, check }) => {
        const asker = askers.get(request);
        if (!asker) return { ok: false, refusal: 'not-signed-in', status: 401 };
        const room = await roomOf(String(request.params.meetingId));
        const paperId = fields.paperId ?? `d-${randomUUID().slice(0, 13)}`;
        const before = paperIn(room.papers, paperId);
        const readable = check.needsPassword ? null : check;
        const text = readable?.hasText ? await blobs.put(Buffer.from(JSON.stringify(readable.text))) : null;
        const answer = await commands.issue(asker.who, stream(request), fields.commandId ?? randomUUID(), 'paper:add', {
          paperId,
          itemId: before?.itemId ?? fields.itemId ?? '',
          title: fields.title ?? before?.title ?? filename,
          sha256,
          sizeBytes: size,
          pages: readable?.pages ?? null,
          needsPassword: check.needsPassword,
          text: text?.sha256 ?? null,
          filename,
        });
        if (!answer.ok) return answer;
        const told: UploadAnswer = { ok: true, at: answer.at, paperId };
        return told;
      },
    }),
  );

  const versionOf = async (request: Request): Promise<(Version & { meetingId: string }) | null> => {
    const parsed = parseVersionId(String(request.params.versionId));
    // For nobody no meeting is looked up, nor for anybody a stream of another name.
    if (!parsed || !id.safeParse(parsed.meetingId).success || !(await asks(request))) return null;
    const { meetingId } = parsed;
    const found = versionIn((await roomOf(meetingId)).papers, String(request.params.versionId));
    return found && { ...found.version, meetingId };
  };
  const mayRead = async (request: Request, version: Version & { meetingId: string }): Promise<boolean> => {
    const asker = askers.get(request);
    return asker !== undefined && can(await roomOf(version.meetingId), asker.who, 'paper:read', version.versionId);
  };
  /** Sessions and what they have opened. */
  const opened = new LRUCache<string, true>({ max: REMEMBERED_OPENINGS });
  router.get(
    '/papers/:versionId/file',
    serveHandler({
      blobs,
      version: versionOf,
      allowed: async (request, version) => {
        const may = await mayRead(request, version);
        const { who, session } = askers.get(request) ?? {};
        const key = `${session?.id} ${version.versionId}`;
        // Each opening is one line, not each range of it; but whoever begins in the middle has opened it, too.
        const isPart = may && opened.has(key) && /^bytes=[1-9]/.test(request.get('range') ?? '');
        if (request.method !== 'GET' || isPart) return may;
        await audit.record({
          at: now(),
          personId: who?.personId ?? null,
          what: may ? 'paper-read' : 'paper-refused',
          detail: { versionId: version.versionId },
        });
        if (may) opened.set(key, true);
        return may;
      },
    }),
  );
  router.get(
    '/papers/:versionId/thumbnails/:pageNumber',
    door(async (_, request, response) => {
      const version = await versionOf(request);
      // What is not there would be looked for anew each time. Behind a password no page is known, nor could be drawn.
      const last = version?.pages ?? 0;
      const page = z.coerce.number().int().min(1).max(last).safeParse(request.params.pageNumber);
      if (!version || !page.success || !(await mayRead(request, version))) return { ok: false, refusal: 'not-found' };
      const picture = await thumbnails(version.sha256, page.data - 1);
      if (!picture) return { ok: false, refusal: 'not-found' };
      response.set('Cache-Control', 'private, no-store').type('image/webp').send(Buffer.from(picture));
      return null;
    }),
  );
  return router;
}
