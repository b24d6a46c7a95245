import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { StoreFault } from '../storage/faults.js';
import { refuse } from './door.js';

export interface HttpParts {
  readonly trustProxy: number;
  readonly https: boolean;
  readonly identity: Router;
  /** Refuses what another site's page makes a browser send. */
  readonly sameOrigin: express.RequestHandler;
  readonly api: readonly Router[];
  /** Is everything up that an answer needs? */
  readonly ready: () => Promise<boolean>;
  readonly metrics: () => Promise<string>;
  readonly version: { readonly app: string; readonly protocol: number; readonly incarnation: string };
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
}
const CLIENT = fileURLToPath(new URL('../../../client/dist', import.meta.url));

/** Every HTTP door. Errors tell a code and nothing else; what happened is in the log under it. */
export function createHttp(parts: HttpParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.set('query parser', 'simple');
  app.use((_, response, next) => {
    response.set('X-Request-Id', randomUUID());
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // pdf.js decodes JPX images by WebAssembly; it needs no eval.
          scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
          workerSrc: ["'self'"],
          // Mantine and the PDF viewer set styles on elements.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          // Named beside 'self', which to older Safaris means no sockets; never those of every host.
          connectSrc: ["'self'", (request) => socketOrigin(request, parts.https)],
          frameSrc: ["'self'"],
          frameAncestors: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
        },
      },
      crossOriginEmbedderPolicy: false,
      crossOriginOpenerPolicy: parts.https,
      originAgentCluster: parts.https,
      strictTransportSecurity: parts.https ? { maxAge: 31_536_000 } : false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.get('/healthz', (_, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_, response) => {
    const ready = await parts.ready();
    response.status(ready ? 200 : 503).json({ ok: ready });
  });
  app.get('/version', (_, response) => void response.json({ ok: true, ...parts.version }));
  app.get('/metrics', async (request, response) => {
    // For the machine's own monitor: numbers only, but nobody else's business. What a proxy on this machine brings is not its.
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
    if (!local || request.get('x-forwarded-for') !== undefined) return refuse(response, 'not-allowed');
    response.type('text/plain').send(await parts.metrics());
  });
  app.use('/api/identity', parts.identity);
  app.use('/api', parts.sameOrigin);
  for (const router of parts.api) app.use('/api', router);
  app.use('/api', (_, response) => refuse(response, 'not-found'));

  if (existsSync(CLIENT)) {
    app.use(
      '/assets',
      express.static(`${CLIENT}/assets`, { immutable: true, maxAge: '365d', index: false, fallthrough: false }),
    );
    app.use(express.static(CLIENT, { index: false, cacheControl: false, setHeaders: noCache }));
    app.get(/^\/(?!api\/|socket\.io\/).*/, (_, response) => {
      noCache(response);
      response.sendFile(`${CLIENT}/index.html`);
    });
  }
  app.use((_, response) => refuse(response, 'not-found'));
  const onFault: ErrorRequestHandler = (fault: unknown, request, response, _next) => {
    const status = (fault as { status?: unknown }).status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      if (!response.headersSent) refuse(response, status === 404 ? 'not-found' : 'invalid-request');
      return;
    }
    parts.report(fault, { door: 'http', path: request.path, id: response.get('X-Request-Id') });
    if (response.headersSent) return void response.destroy();
    refuse(response, fault instanceof StoreFault ? 'unavailable' : 'internal');
  };
  app.use(onFault);
  return app;
}
function socketOrigin({ headers: { host = '' } }: IncomingMessage, https: boolean): string {
  // It goes into a header that says what pages may do.
  return /^[A-Za-z0-9.:[\]-]+$/.test(host) ? `${https ? 'wss' : 'ws'}://${host}` : "'self'";
}
const noCache = (response: { setHeader(name: string, value: string): unknown }) =>
  void response.setHeader('Cache-Control', 'no-cache');
