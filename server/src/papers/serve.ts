import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Blobs, ByteRange } from '../storage/ports.js';
import { inlineAs } from './filename.js';

export interface ServedVersion {
  readonly sha256: string;
  readonly filename: string;
}

export interface ServeParts<V extends ServedVersion> {
  readonly blobs: Pick<Blobs, 'get' | 'size'>;
  /** The version that the address names (never by hash), null if there is none. */
  readonly version: (request: Request) => Promise<V | null>;
  /** Asked on every request, so on every range and before a 304. No: the same 404 as for a version that is not. */
  readonly allowed: (request: Request, version: V) => Promise<boolean>;
  /** `private, no-store` unless told otherwise: the tablet keeps papers itself and wipes them at sign-out. */
  readonly cacheControl?: string;
}

/** `GET` and `HEAD` of a version's bytes: 200, 206, 304, 404, 416 (RFC 9110). Several ranges at once are sent whole. */
export function serveHandler<V extends ServedVersion>(parts: ServeParts<V>): RequestHandler {
  const { blobs, version, allowed, cacheControl = 'private, no-store' } = parts;
  return async (request, response) => {
    const found = await version(request);
    const size = found !== null && (await allowed(request, found)) ? await blobs.size(found.sha256) : null;
    if (found === null || size === null) {
      response.status(404).set('Cache-Control', 'no-store').json({ ok: false, refusal: 'not-found' });
      return;
    }
    const etag = `"${found.sha256}"`;
    response.set({
      'Accept-Ranges': 'bytes',
      'Cache-Control': cacheControl,
      ETag: etag,
      'Content-Type': 'application/pdf',
      'Content-Disposition': inlineAs(found.filename, '.pdf'),
      'X-Content-Type-Options': 'nosniff',
    });
    if (matches(request.get('If-None-Match'), etag)) {
      response.status(304).end();
      return;
    }
    // A range of another version than the one the tablet has begun with would be spliced into it.
    const same = request.get('If-Range') === undefined || request.get('If-Range') === etag;
    const range = same && request.method === 'GET' ? rangeOf(request.get('Range'), size) : null;
    if (range === 'unsatisfiable') {
      response.status(416).set('Content-Range', `bytes */${size}`).removeHeader('Content-Disposition');
      response.end();
      return;
    }
    response.set('Content-Length', String(range === null ? size : range.end - range.start + 1));
    if (range !== null) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
    if (request.method === 'HEAD') response.end();
    else await stream(response, blobs, found.sha256, range);
  };
}

async function stream(response: Response, blobs: Pick<Blobs, 'get'>, sha256: string, range: ByteRange | null) {
  const bytes = await (range === null ? blobs.get(sha256) : blobs.get(sha256, range));
  if (bytes === null) throw new Error(`blob ${sha256} went away while it was served`);
  try {
    await pipeline(bytes, response);
  } catch (fault) {
    // Whoever turns the page cancels the range it no longer needs: that is no fault.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw fault;
  }
}

const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag) === true;

/** @returns null to send the whole: no range, one that is not understood, or several. */
function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= size) return 'unsatisfiable';
  return { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
