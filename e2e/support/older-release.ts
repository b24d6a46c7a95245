import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { Cabinet } from './server.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
/** What the server itself answers, whatever the release of the tablet. */
const ofServer = /^\/(api|socket\.io|version|healthz|readyz)(\/|$)/;

/** A tablet on which the application is still that of an earlier release (`e2e/fixtures/older`), as it was built then. */
export async function olderTablet(
  browser: Browser,
  { url }: Cabinet,
  release: number,
  size: object,
): Promise<BrowserContext> {
  const packed = fileURLToPath(new URL(`../fixtures/older/${release}/client.zip`, import.meta.url));
  const files = unzipSync(readFileSync(packed));
  // A worker would keep files; these are kept already.
  const context = await browser.newContext({ ...size, serviceWorkers: 'block' });
  // What is not fetched over the network counts as come from afar, from where no socket may be opened to this machine.
  await context.grantPermissions(['local-network-access'], { origin: url });
  await context.route(
    ({ origin, pathname }) => origin === url && !ofServer.test(pathname),
    (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      const name = path in files ? path : 'index.html';
      const contentType = types[extname(name)] ?? 'application/octet-stream';
      return route.fulfill({ contentType, body: Buffer.from(files[name] ?? []) });
    },
  );
  return context;
}
