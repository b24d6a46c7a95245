import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { rightsOf, system, type Who } from '@ecab/shared/access/can';
import { PROTOCOL } from '@ecab/shared/contract/wire';
import { digestOf, hashOf } from '@ecab/shared/ledger/entry';
import type { ProfileVersion } from '@ecab/shared/rules/read-profiles';
import { Gauge, Registry } from 'prom-client';
import type { MinutesPage } from './adapters/pdf-make/page.js';
import { type Clock, elapsed, pause, random, within } from './adapters/system.js';
import { createRecorder } from './archive/recorder.js';
import { createRosterHistory } from './archive/roster-history.js';
import { createAudit } from './audit/audit.js';
import { openDirectory } from './body/directory.js';
import type { Config } from './config.js';
import { createHttp } from './http/app.js';
import { archiveRoutes } from './http/archive-routes.js';
import { bodyRoutes } from './http/body-routes.js';
import { createDoor } from './http/door.js';
import { meetingRoutes } from './http/meeting-routes.js';
import { paperRoutes } from './http/paper-routes.js';
import { textRoutes } from './http/text-routes.js';
import { normalName } from './identity/credentials.js';
import { argon2Hasher } from './identity/hasher.js';
import { createIdentity } from './identity/identity.js';
import { identityRoutes } from './identity/routes.js';
import { sameOrigin } from './identity/same-origin.js';
import type { Session } from './identity/sessions.js';
import { createConsequences } from './jobs/consequences.js';
import { checkDeadlines } from './jobs/deadlines.js';
import { createFollower } from './jobs/follower.js';
import { createProjector, type ProjectedView } from './jobs/projector.js';
import { codeVersion } from './ledger/code-version.js';
import { createCommands } from './ledger/commands.js';
import { createHosts } from './ledger/hosts.js';
import { createSealing } from './ledger/sealing.js';
import { openSigner } from './ledger/signer.js';
import { meetingBefore, meetingCompletions } from './meeting/completions.js';
import { createMinutesDesk } from './minutes/desk.js';
import type { Pdfs } from './papers/check.js';
import { createRescueDesk } from './rescue/desk.js';
import { rescueRoutes } from './rescue/routes.js';
import { createDocRooms } from './socket/doc-rooms.js';
import { openSocketDoor } from './socket/door.js';
import { createFollow } from './socket/follow.js';
import { nowAndThen } from './socket/now-and-then.js';
import { createPresenterGrace } from './socket/presenter-grace.js';
import { createUnderWay } from './socket/under-way.js';
import type { Store } from './storage/ports.js';
import { createBoards } from './sync/boards.js';
import { createDocs } from './sync/docs.js';
import { Leases } from './sync/leases.js';
import { Stretches } from './sync/stretches.js';

export interface AppParts {
  readonly config: Config;
  readonly store: Store;
  readonly pdfs: Pdfs;
  readonly clock: Clock;
  readonly profiles: readonly ProfileVersion[];
  /** Lays minutes out and writes the PDF. */
  readonly print: (page: MinutesPage) => Promise<Uint8Array>;
  readonly bodyId: string;
  readonly release: string;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
}
export type App = Awaited<ReturnType<typeof createApp>>;

/** Lists change with every entry of every meeting; who shows one fetches it again. */
const STALE_EVERY_MS = 1000;
const DEADLINE_EVERY_MS = 60_000;
const SWEEP_EVERY_MS = 60_000;
/** A download or upload under way when the server stops may end so long after. */
const SERVED_WITHIN_MS = 5_000;
/** After 0 ms: once whatever has arrived meanwhile has been read. */
const later = (work: () => void, ms: number) => void (ms > 0 ? setTimeout(work, ms) : setImmediate(work));
const pace = { elapsed, later };

/** The cabinet, put together; nothing listens yet. */
export async function createApp(parts: AppParts) {
  const { config, store, pdfs, clock, profiles, report } = parts;
  const { streams, blobs, vault, index, incarnation } = store;
  const { now } = clock;
  const version = codeVersion();

  const hosts = createHosts({ streams, incarnation, now, pause, elapsed, codeVersion: version, report });
  const directory = await openDirectory(hosts, parts.bodyId);
  const signer = await openSigner(vault);
  const sealing = createSealing(blobs, random);
  const leases = new Leases({ vault, now, random });
  const docs = createDocs({
    streams,
    leases,
    now,
    onFault: (fault, doc) => report(fault, { doc }),
    pace,
  });
  const roster = createRosterHistory(streams, parts.bodyId);
  const minutes = createMinutesDesk({ hosts, streams, docs, directory, roster, blobs, print: parts.print });
  const recorder = createRecorder({ streams, blobs, docs, directory, release: parts.release, signer });

  const completion = { hosts, directory, docs, profiles, draftMinutes: minutes.draft };
  const commands = createCommands({
    hosts,
    sealing,
    completions: meetingCompletions(completion),
    before: meetingBefore(completion),
    whoIs: directory.who,
    now,
    report,
  });

  const audit = createAudit(streams, incarnation, (fault) => report(fault, { door: 'audit' }));
  const identity = createIdentity({
    vault,
    now,
    random,
    hasher: argon2Hasher(),
    personOf: (personId) => (directory.person(personId) ? { name: directory.name(personId) } : null),
    ofSignInName: (name) =>
      Object.values(directory.body().people).find(({ signIn }) => normalName(signIn) === name)?.personId ?? null,
    audit: audit.record,
    publicUrl: config.publicUrl,
  });
  const whoIs = ({ who }: Session): Who =>
    who.kind === 'person'
      ? directory.who(who.personId)
      : { personId: `display:${who.roomId}`, bodyRoles: [], displayOf: who.roomId };
  const rights = (personId: string) => rightsOf(directory.who(personId), directory.person(personId)?.votes ?? false);

  // What follows from events, and what is projected of them.
  const consequences = createConsequences({
    hosts,
    streams,
    commands,
    directory,
    printMinutes: minutes.print,
    packRecord: recorder.pack,
    signHead: signer.signHead,
    hashAt: async (stream, seq) => {
      const [entry] = await streams.read(stream, seq - 1, 1);
      if (!entry) throw new RangeError(`${stream} has no entry ${seq}`);
      return hashOf(entry.entry);
    },
  });
  const projector = createProjector({ hosts, streams, index, blobs, directory, readMinutes: minutes.text });
  const followed = { hosts, streams, vault, now, pause, elapsed, report };
  let tellStale = (_views: readonly string[]) => {};
  const rescues = createRescueDesk({ vault, blobs, docs, audit, now, changed: () => tellStale(['rescues']) });
  const followers = [
    createFollower({ ...followed, name: 'consequences', handle: consequences.handle }),
    createFollower({
      ...followed,
      name: 'projections',
      handle: async (stream) => {
        await projector.project(stream);
        tellStale(['meetings', 'tasks', 'archive']);
      },
    }),
  ];
  const deadlines = () =>
    checkDeadlines({ index, hosts, directory, commands, now }).catch((fault: unknown) =>
      report(fault, { job: 'deadlines' }),
    );
  let appended = 0;
  hosts.onAppended(() => {
    appended += 1;
  });
  /** Until every event has had its consequences, these theirs, and all of it is projected. */
  async function settled() {
    for (let seen = -1; seen !== appended; ) {
      seen = appended;
      for (const one of followers) await one.settled();
    }
  }

  // The doors.
  const resolve = (cookie: string | undefined) => identity.desk.resolve(cookie);
  const door = createDoor({ resolve, whoIs });
  const registry = new Registry();
  const gauge = new Gauge({ name: 'ecab_sockets', help: 'Connected tablets', registers: [registry] });
  const waiting = new Gauge({
    name: 'ecab_sockets_waiting_bytes',
    help: 'Bytes on their way to tablets',
    registers: [registry],
  });
  const app = createHttp({
    trustProxy: config.trustProxy,
    https: config.publicUrl.startsWith('https:'),
    identity: identityRoutes(identity, {
      publicUrl: config.publicUrl,
      personOf: (personId) => (directory.person(personId) ? { name: directory.name(personId) } : null),
      now,
    }),
    sameOrigin: sameOrigin(config.publicUrl),
    api: [
      bodyRoutes({ door, directory, profiles, index, hosts, now }),
      meetingRoutes({ door, index, hosts, sealing, ledgerFacts: minutes.facts, rightsOf: rights }),
      paperRoutes({ door, resolve, whoIs, hosts, commands, blobs, pdfs, audit, now }),
      textRoutes({ door, hosts, docs }),
      rescueRoutes({ door, hosts, rescues }),
      archiveRoutes({
        ...{ door, index, hosts, blobs, audit, now, rightsOf: rights, printDraft: minutes.printDraft },
        stretches: () => new Stretches(pace),
      }),
    ],
    ready: async () => (await vault.get('installation')) !== null,
    metrics: () => {
      gauge.set(socket?.connected() ?? 0);
      waiting.set(socket?.waiting() ?? 0);
      return registry.metrics();
    },
    version: { app: parts.release, protocol: PROTOCOL, incarnation },
    report,
  });
  const server: Server = config.tls
    ? createHttpsServer({ cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) }, app)
    : createHttpServer(app);
  // An honest upload on bad Wi-Fi may take its quarter of an hour; the upload door has limits of its own.
  server.requestTimeout = 20 * 60_000;
  const boards = createBoards({
    hosts,
    incarnation,
    codeVersion: version,
    nonce: Buffer.from(random(8)).toString('hex'),
    pace,
  });
  const grace = createPresenterGrace({
    hosts,
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    lapse: async (meetingId, holder) => {
      const commandId = digestOf(['presenter-lapse', meetingId, holder]).slice(0, 48);
      await commands.issue(system, `meeting/${meetingId}`, commandId, 'presenter:lapse', holder);
    },
    report,
  });
  const ours = new URL(config.publicUrl).origin;
  const underWay = createUnderWay();
  const socket = openSocketDoor(server, {
    underWay,
    commands,
    boards,
    docs,
    leases,
    rooms: createDocRooms(docs, hosts, directory.name, later),
    follow: createFollow(hosts, grace),
    incarnation,
    now,
    elapsed,
    later,
    whoIs,
    nameOf: directory.name,
    resolve,
    alive: (sessionId) => identity.desk.alive(sessionId),
    onEnded: (listener) => void identity.desk.onEnded(listener),
    sameOrigin: ({ origin, host }) =>
      typeof origin === 'string' && (origin === ours || origin === `http://${host}` || origin === `https://${host}`),
    report,
  });
  tellStale = nowAndThen(socket.stale, STALE_EVERY_MS, pace);
  // Who has left the body is nobody at once.
  hosts.onAppended((kind) => kind === 'body' && socket.check());

  let timers: NodeJS.Timeout[] = [];
  return {
    commands,
    hosts,
    docs,
    leases,
    directory,
    identity,
    projector: {
      ...projector,
      async rebuild(view?: ProjectedView) {
        await projector.rebuild(view);
        tellStale(['meetings', 'tasks', 'archive']);
      },
    },
    settled,
    /** Catches up with what was left undone; the followers then work beside the doors. */
    async start() {
      for (const one of followers) await one.start();
      await settled();
      await deadlines();
      timers = [
        setInterval(() => void deadlines(), DEADLINE_EVERY_MS),
        setInterval(() => docs.sweep(), SWEEP_EVERY_MS),
      ];
    },
    /** @throws the error of `listen`, such as EADDRINUSE. */
    async listen(): Promise<number> {
      await new Promise<void>((done, fail) => {
        server.once('error', fail);
        server.listen(config.port, config.host, done);
      });
      return (server.address() as AddressInfo).port;
    },
    /** No new work; what is under way is finished and answered. */
    async drain() {
      for (const timer of timers) clearInterval(timer);
      const served = new Promise<void>((done) => server.close(() => done()));
      await underWay.end();
      const left = socket.close();
      await within(SERVED_WITHIN_MS, served, () => undefined);
      server.closeAllConnections();
      await left;
      grace.close();
      await hosts.drain();
      await docs.settled();
      for (const one of followers) one.stop();
      await Promise.all(followers.map((one) => one.settled()));
    },
  };
}
