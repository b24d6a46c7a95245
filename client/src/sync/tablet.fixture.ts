import { randomUUID } from 'node:crypto';
import { afterEach } from 'vitest';
import { type TestBrowser, type TestTab, testBrowser } from './browser.fixture.js';
import type { Give } from './rescues.js';
import { type TestServer, testServer } from './server.fixture.js';
import { type Sync, type SyncParts, startSync } from './sync.js';

export type Tablet = Sync & { readonly device: TestTab };

/** Servers, browsers and tablets that end with the test. */
export function stage() {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return {
    /** A person whom no other test knows. */
    person: (name = 'an') => `${name}-${randomUUID().slice(0, 8)}`,
    browser: (how?: { locks?: boolean }): TestBrowser => testBrowser(how),
    async server(given?: Parameters<typeof testServer>[0]): Promise<TestServer> {
      const server = await testServer(given);
      ends.push(() => server.close());
      return server;
    },
    /** One tab; several of one browser and person share what is kept. */
    async tab(
      server: TestServer,
      personId: string,
      browser = testBrowser(),
      device = browser.tab(),
      how: Pick<SyncParts, 'answerWithinMs' | 'lingerMs'> = {},
    ): Promise<Tablet> {
      const deviceId = `${personId}.device`;
      const give: Give = async (meetingId, id, why, rescued) => {
        server.rescued.push({ meetingId, id, why, rescued });
        return 'taken';
      };
      const sync = await startSync({
        personId,
        app: 'test',
        deviceId,
        device,
        url: server.url,
        lingerMs: 60_000,
        give,
        ...how,
      });
      let isOver = false;
      const close = async () => {
        if (isOver) return;
        isOver = true;
        await sync.close();
        device.die();
      };
      ends.push(close);
      return { ...sync, device, close };
    },
    /** The page is gone in the middle of whatever it did; what it kept stays. */
    async kill(tablet: Tablet) {
      tablet.connection.close();
      tablet.device.die();
    },
  };
}
