import type { RequestHandler } from 'express';
import { refuse } from './parts.js';

/**
 * Refuses what another site's page makes a browser send. A browser says itself where a request comes from
 * (`Sec-Fetch-Site`, over HTTPS and on localhost) or at least from which origin (`Origin`, everywhere); a request that
 * changes something and says neither comes from no page of ours. GET, HEAD and OPTIONS change nothing and pass.
 *
 * @param publicUrl is our origin even where a proxy hides the scheme or the host; beside it the request's own host is.
 */
export function sameOrigin(publicUrl: string): RequestHandler {
  const ours = new URL(publicUrl).origin;
  return (request, response, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const same =
      site === undefined
        ? origin !== undefined && (origin === ours || origin === `${request.protocol}://${request.host}`)
        : site === 'same-origin';
    if (same) return next();
    response.status(403).json(refuse('cross-site'));
  };
}
