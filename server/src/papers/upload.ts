import type { UploadRefusalWord } from '@ecab/shared/papers/upload-refusals';
import type { Request, RequestHandler, Response } from 'express';
import type { Blobs } from '../storage/ports.js';
import type { CheckRefusal, Pdfs } from './check.js';
import { type FormRefusal, type Received, type ReceiveLimits, receive } from './receive.js';

/** Every reason this door itself gives; what the caller's command refuses comes besides. */
export type UploadRefusal = Extract<Exclude<FormRefusal, 'cut'> | CheckRefusal | 'busy', UploadRefusalWord>;

/** A refusal of the caller: `status` is the HTTP status, 409 unless told otherwise. */
export interface Refusal {
  readonly ok: false;
  readonly refusal: string;
  readonly status?: number;
}

export interface UploadParts<Name extends string> {
  readonly blobs: Pick<Blobs, 'put'>;
  readonly pdfs: Pick<Pdfs, 'check'>;
  /** Names of the text fields that the form may have, such as `title` and `paperId`. */
  readonly fields: readonly Name[];
  readonly limits?: Partial<ReceiveLimits>;
  /** Uploads under way in this process; one more is told to come again. */
  readonly atOnce?: number;
  /** Asked before a byte of the body is read. */
  readonly mayUpload: (request: Request) => Promise<Refusal | null>;
  /** Issues the command; its answer is sent as it is. */
  readonly store: (request: Request, upload: Received<Name>) => Promise<Refusal | { readonly ok: true }>;
}

const LIMITS: ReceiveLimits = { maxBytes: 100 * 1024 * 1024, idleMs: 30_000, totalMs: 15 * 60_000 };
/** After a refusal the rest of the body is read away for so long: a browser reads no answer while it is sending. */
const REST_MS = 30_000;

const STATUS: Partial<Record<UploadRefusal, number>> = {
  'not-a-form': 415,
  'not-pdf': 415,
  'office-not-converted': 415,
  'malformed-form': 400,
  'no-file': 400,
  'several-files': 400,
  'too-large': 413,
  'upload-too-slow': 408,
  busy: 503,
};

/**
 * `POST` of one file as multipart/form-data: received, checked, handed to `store`. Answers `{ok: true, …}` of `store`
 * with 200, or `{ok: false, refusal}` with a 4xx, 503 when busy. Faults go to the app's error handler.
 */
export function uploadHandler<Name extends string>(parts: UploadParts<Name>): RequestHandler {
  const { blobs, pdfs, fields, mayUpload, store } = parts;
  const limits = { ...LIMITS, ...parts.limits };
  const atOnce = parts.atOnce ?? 40;
  let underWay = 0;

  async function take(request: Request): Promise<Refusal | { readonly ok: true } | 'cut'> {
    const received = await receive(request, blobs, fields, limits, (load) => pdfs.check(load));
    if (typeof received !== 'string') return store(request, received);
    return received === 'cut' ? 'cut' : refusal(received);
  }

  return async (request, response) => {
    const barred = await mayUpload(request);
    if (barred !== null) return send(request, response, barred);
    if (underWay >= atOnce) {
      response.set('Retry-After', '5');
      return send(request, response, refusal('busy'));
    }
    underWay += 1;
    try {
      const answer = await take(request);
      if (answer !== 'cut') send(request, response, answer);
    } finally {
      underWay -= 1;
    }
  };
}

const refusal = (reason: UploadRefusal): Refusal => ({ ok: false, refusal: reason, status: STATUS[reason] ?? 422 });

function send(request: Request, response: Response, answer: Refusal | { readonly ok: true }): void {
  response.set('Cache-Control', 'no-store');
  if (answer.ok) {
    response.json(answer);
    return;
  }
  response.status(answer.status ?? 409).json({ ok: false, refusal: answer.refusal });
  if (request.complete) return;
  // Node reads the rest of the body away by itself; whoever never ends is cut off.
  const rest = setTimeout(() => request.destroy(), REST_MS).unref();
  request.once('close', () => clearTimeout(rest));
}
