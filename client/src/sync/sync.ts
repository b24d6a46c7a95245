import { addKeeper } from '../app/leaving.js';
import { type Boards, createBoards } from './boards.js';
import { createCaches } from './caches.js';
import { type CommandSender, createCommands } from './commands.js';
import { type Connection, type ConnectionState, createConnection } from './connection.js';
import { openDatabase } from './database.js';
import { type Device, newId } from './device.js';
import { createDocs, type Docs } from './docs.js';
import { createFollow, type Follow } from './follow.js';
import { createOutbox, type Outbox, type OutboxView } from './outbox.js';
import { createPapers, type Papers } from './papers-cache.js';
import { createRescues, type Give } from './rescues.js';
import { createTab } from './tab.js';

/** Everything between this tab and the server, for one signed-in person. */
export interface Sync {
  readonly personId: string;
  readonly connection: Connection;
  readonly commands: CommandSender;
  readonly boards: Boards;
  readonly docs: Docs;
  readonly follow: Follow;
  readonly papers: Papers;
  readonly outbox: Outbox;
  /** Keeps what is not kept yet and lets go of everything; nothing is wiped. */
  close(): Promise<void>;
}
export interface SyncParts {
  /** Whose tablet it is; what it keeps is named by it. */
  readonly personId: string;
  /** Version of the application, for the greeting. */
  readonly app: string;
  readonly deviceId: string;
  readonly device: Device;
  /** Origin of the server; the page's own if left out. */
  readonly url?: string;
  readonly lingerMs?: number;
  /** How long an answer is waited for before it is asked for again. */
  readonly answerWithinMs?: number;
  /** How a rescue copy reaches the server; by HTTP if left out. */
  readonly give?: Give;
}

/**
 * Starts once what lies on the device has been counted: a page that begins anew never says that all is sent before it
 * knows.
 *
 * @throws where the browser gives no database at all.
 */
export async function startSync({
  personId,
  app,
  deviceId,
  device,
  url,
  lingerMs,
  answerWithinMs,
  give,
}: SyncParts): Promise<Sync> {
  const db = await openDatabase(personId);
  let incarnation = (await db.get('meta', 'incarnation')) ?? null;
  const tab = createTab(newId(), device);
  const linger = lingerMs === undefined ? {} : { lingerMs };
  const connection = createConnection({
    device,
    ...(url === undefined ? {} : { url }),
    app,
    deviceId,
    personId,
    incarnation: () => incarnation,
    ...(answerWithinMs === undefined ? {} : { answerWithinMs }),
  });
  const commands = createCommands({ db, connection, device, tab });
  const docs = createDocs({ db, connection, device, tab, personId, ...linger });
  const papers = createPapers(personId, device);
  const boards = createBoards({ db, connection, device, caches: createCaches({ papers, docs, device }), ...linger });
  const rescues = createRescues({ docs, connection, device, personId, ...(give && { give }) });
  const follow = createFollow(connection);
  const outbox = createOutbox(connection, commands, docs);

  const report = (fault: unknown) => device.report(fault, { personId });
  let looked = false;
  /** Once: what was lost while this tablet was away is deleted, also of meetings that nobody opens now. */
  async function lookAtBoards() {
    if (looked) return;
    looked = true;
    for (const stream of await db.getAllKeys('boards')) boards.peek(stream);
  }
  const stops = [
    connection.onConnected(() => {
      lookAtBoards().catch(report);
      incarnation = connection.state.getState().hello?.incarnation ?? null;
      if (incarnation !== null) db.put('meta', incarnation, 'incarnation').catch(report);
    }),
    connection.on('revoked', ({ papers: gone }) => void papers.wipe(gone).catch(report)),
    device.page.on('leaving', () => void Promise.all([docs.flush(), boards.flush()]).catch(report)),
  ];
  stops.push(
    addKeeper({ unsent: async (leaving) => (leaving === personId ? docs.unkept() : 0), wipe: async () => {} }),
  );
  await Promise.all([commands.ready, docs.ready]);
  return {
    personId,
    connection,
    commands,
    boards,
    docs,
    follow,
    papers,
    outbox,
    async close() {
      for (const stop of stops) stop();
      follow.close();
      outbox.close();
      rescues.close();
      commands.close();
      await boards.flush();
      boards.close();
      await docs.close();
      connection.close();
      tab.close();
      db.close();
    },
  };
}

/** What the header and the banners show. */
export interface Shown
  extends Pick<OutboxView, 'waiting' | 'sending' | 'drafts'>,
    Pick<ConnectionState, 'since' | 'offsetMs' | 'unsaved'> {
  readonly state: ConnectionState['link'];
  readonly retry: () => void;
}
/** Tells at once and at each change how things stand with the server. @returns how to stop. */
export function showConnection({ connection, outbox }: Sync, show: (shown: Shown) => void): () => void {
  const tell = () => {
    const { link, since, offsetMs, unsaved } = connection.state.getState();
    const { waiting, sending, drafts } = outbox.view.getState();
    show({ state: link, since, offsetMs, unsaved, waiting, sending, drafts, retry: connection.retry });
  };
  const stops = [connection.state.subscribe(tell), outbox.view.subscribe(tell)];
  tell();
  return () => {
    for (const stop of stops) stop();
  };
}
