import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../server/dist/adapters/sqlite/open.js';
import { searchArchive } from '../../server/dist/archive/search.js';
import { codeVersion } from '../../server/dist/ledger/code-version.js';
import { createHosts } from '../../server/dist/ledger/hosts.js';
import { fill, fillBody, seeded } from './archived.mjs';
import { startCrew } from './crews.mjs';
import { CHAIR, cabinet, INK, MEETING, MEMBERS, member, VERSION } from './founded.mjs';
import { openMongo } from './mongo.mjs';
import { discard, folder, launch, launchOurs } from './servers.mjs';
import { p50p99, quantile } from './statistics.mjs';
import { poll } from './sync-works.mjs';
import { template } from './template.mjs';

const benchServer = fileURLToPath(new URL('bench-server.mjs', import.meta.url));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => new Date().toISOString();
/** Archives are written by a store whose clock stands in the past: to a server that starts they are no news. */
const LONG_AGO = '2020-01-01T00:00:00.000Z';

/** The product on a store of the bench's choice, 500 tablets at its board. */
async function hall({ dataDir, syncDelayMs = 0 }, run) {
  const { cookies: stored } = await template();
  const cookieFile = join(folder('cookies'), 'cookies.json');
  const env = { COOKIES: cookieFile, SYNC_DELAY_MS: String(syncDelayMs), ...(dataDir ? { DATA_DIR: dataDir } : {}) };
  const server = await launch(benchServer, { env });
  const cookies = dataDir ? stored : JSON.parse(readFileSync(cookieFile, 'utf8'));
  const crews = [];
  const crew = () => crews[crews.push(startCrew()) - 1];
  const seat = (personId, room = null) => ({
    ...{ url: server.url, room, cookie: cookies[personId], personId, meetingId: MEETING, versionId: VERSION },
    board: true,
  });
  try {
    const [voters, chair] = [crew(), crew()];
    const seats = Array.from({ length: MEMBERS }, (_, n) => seat(member(n + 1)));
    await voters.call('open', { kind: 'ours', seats });
    await chair.call('open', { kind: 'ours', seats: [seat(CHAIR)] });
    return await run({ server, crew, seat, voters, chair });
  } finally {
    for (const one of crews) one.end();
    if (server.child.signalCode === null) await server.stop('SIGKILL');
  }
}

/** Everyone casts, the server is killed when the last has its answer: how many ballots are there after a restart? */
async function keptAfterKill({ voters, chair, server }, dataDir) {
  await chair.call('open poll', { pollId: 'v-kill' });
  const { refused } = await voters.call('cast', { pollId: 'v-kill', overMs: 1000 });
  await server.stop('SIGKILL');
  const { cookies } = await template();
  const again = await launchOurs(dataDir);
  const crew = startCrew();
  try {
    const seat = {
      url: again.url,
      room: null,
      cookie: cookies[CHAIR],
      personId: CHAIR,
      meetingId: MEETING,
      board: true,
    };
    await crew.call('open', { kind: 'ours', seats: [seat] });
    const board = await crew.call('board');
    return { answered: MEMBERS - refused, kept: board['poll:v-kill'].cast };
  } finally {
    crew.end();
    await again.stop('SIGKILL');
  }
}

let ten = null;
/** 10,000 archived meetings in a folder, with what it took to search 1,000 of them on the way. */
function tenThousand(quick) {
  ten ??= makeArchive(...sizes(quick));
  return ten;
}
const sizes = (quick) => (quick ? [100, 1_000] : [1_000, 10_000]);
async function makeArchive(few, many) {
  const dataDir = folder('archive');
  const empty = folder('archive-none');
  let store = await openSqliteStore({ folder: dataDir, now: () => LONG_AGO });
  await fillBody(store);
  await mark(store);
  await store.close();
  cpSync(dataDir, empty, { recursive: true });
  store = await openSqliteStore({ folder: dataDir, now: () => LONG_AGO });
  const grown = await grow(store, few, many);
  await mark(store);
  await store.close();
  return { dataDir, empty, ...grown };
}
async function grow(store, few, many) {
  await fill(store, { first: 0, count: few });
  const small = await measure(store, few);
  await fill(store, { first: few, count: many - few });
  return { few, many, small, large: await measure(store, many) };
}
async function grownOnMongo(few, many) {
  const store = await openMongo(() => LONG_AGO);
  try {
    await fillBody(store);
    return await grow(store, few, many);
  } finally {
    await store.close();
  }
}
/** As a server that ran until now leaves it: its followers have seen everything. */
async function mark({ vault }) {
  for (const name of ['consequences', 'projections']) {
    const key = `cursor/${name}`;
    const at = await vault.get(key);
    await vault.put(key, now(), at ? at.version : 'absent');
  }
}

const QUERIES = [
  'đường vành đai',
  'quy hoach',
  'ngân sách',
  '"đầu tư công"',
  'giải phóng mặt bằng',
  'bao cao',
  'đất đai',
];
/** p95 of a search, as the secretariat searches, and of opening one meeting that is not in memory, from what is stored. */
async function measure(store, count) {
  const random = seeded(7);
  const [searches, opens] = [[], []];
  const timed = async (into, what) => {
    const begun = performance.now();
    await what();
    into.push(performance.now() - begun);
  };
  const about = { rights: ['role:secretary'], limit: 20 };
  for (let round = 0; round < 6; round += 1)
    for (const query of QUERIES) {
      const one = round % 2 === 0 ? query : `${query} ${Math.floor(random() * count)}`;
      await timed(searches, () => searchArchive(store.index, { ...about, query: one }));
    }
  for (let n = 0; n < 100; n += 1) {
    const id = `m-do-${Math.floor(random() * count)}`;
    await timed(opens, async () => {
      await store.index.get('meetings', id);
      await hostsOn(store).meeting(id);
    });
  }
  return { search: quantile(searches, 0.95), open: quantile(opens, 0.95) };
}
const hostsOn = ({ streams, incarnation }) =>
  createHosts({
    ...{ streams, incarnation, now, pause, elapsed: () => performance.now(), codeVersion: codeVersion() },
    report: (fault) => console.error(fault),
  });

/** Appends a second: `writers` at once, each waiting for its own before the next. */
async function appends(streams, writers, ms, name) {
  const entry = Buffer.alloc(300, 7);
  const until = performance.now() + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, n) => {
      for (let seq = 0; performance.now() < until; seq += 1) {
        await streams.append(`meeting/${name}-${n}`, seq, entry);
        done += 1;
      }
    }),
  );
  return (done / ms) * 1000;
}

export const storageWorks = {
  S1: {
    title: '500 durable open ballots within a second, 500 tablets, beside the same server storing nothing',
    kinds: ['durable', 'in memory'],
    async run(kind) {
      const { copy } = await template();
      const dataDir = kind === 'durable' ? copy('s1') : null;
      const found = await hall({ dataDir }, async (here) => {
        await poll(here, 'w');
        await here.server.probe('measure:start');
        const waits = [...(await poll(here, 'a')), ...(await poll(here, 'b'))];
        await here.server.probe('measure:stop');
        const kept = dataDir ? await keptAfterKill(here, dataDir) : null;
        return {
          ...p50p99('ballot', waits),
          ...(kept && { 'answered before kill -9': kept.answered, 'there after it': kept.kept }),
        };
      });
      if (dataDir) discard(dataDir);
      return found;
    },
  },
  S2: {
    title: 'Append at the port, entries of 300 bytes: 64 writers beside one by one',
    kinds: ['SQLite'],
    async run(_, { quick }) {
      const figures = {};
      for (const syncDelayMs of [0, 5]) {
        const at = folder('append');
        const store = await openSqliteStore({ folder: at, now, syncDelayMs });
        const ms = quick ? 500 : 2000;
        await appends(store.streams, 64, 300, 'warm');
        const one = await appends(store.streams, 1, ms, 'one');
        const many = await appends(store.streams, 64, ms, 'many');
        await store.close();
        discard(at);
        const when = syncDelayMs > 0 ? `, fsync + ${syncDelayMs} ms` : '';
        Object.assign(figures, {
          [`one by one, a second${when}`]: one,
          [`64 writers, a second${when}`]: many,
          [`64 writers ÷ one${when}`]: many / one,
        });
      }
      return figures;
    },
  },
  S3: {
    title:
      'Archive of 10,000 meetings (about 17 rows each): in bulk, the streams of six meetings of the demonstration and their rows under new ids, texts drawn anew from their sentences by seed',
    // FerretDB is no measure: 300 meetings take it minutes to hold and longer to search than a client waits.
    kinds: process.env.MONGODB_URI ? ['SQLite', 'MongoDB'] : ['SQLite'],
    note: 'MongoDB: where MONGODB_URI names one',
    once: true,
    async run(kind, { quick }) {
      const grown = kind === 'SQLite' ? tenThousand(quick) : grownOnMongo(...sizes(quick));
      const { few, many, small, large } = await grown;
      return {
        [`search p95, ms, ${few} meetings`]: small.search,
        [`search p95, ms, ${many} meetings`]: large.search,
        'search growth': large.search / small.search,
        [`open one p95, ms, ${few} meetings`]: small.open,
        [`open one p95, ms, ${many} meetings`]: large.open,
        'open one growth': large.open / small.open,
      };
    },
  },
  S4: {
    title: 'Start of the server until its port is open, with 10,000 archived meetings and with none',
    kinds: ['SQLite'],
    async run(_, { quick }) {
      const { dataDir, empty } = await tenThousand(quick);
      const start = async (at) => {
        const server = await launchOurs(at);
        await server.stop();
        return server.startMs;
      };
      const [none, all] = [[], []];
      for (let n = 0; n < 3; n += 1) {
        none.push(await start(empty));
        all.push(await start(dataDir));
      }
      const [few, many] = [quantile(none, 0.5), quantile(all, 0.5)];
      return { 'start with none, ms': few, 'start with the archive, ms': many, 'archive ÷ none': many / few };
    },
  },
  S5: {
    title: 'Start of a meeting of 5,000 commits: from its snapshot, and folded from the first entry',
    kinds: ['SQLite'],
    once: true,
    async run() {
      const { copy } = await template();
      const at = copy('s5');
      let store = await openSqliteStore({ folder: at, now });
      const { app, close } = await cabinet(store);
      const who = app.directory.who(CHAIR);
      for (let n = 0; n < 5000; n += 1) {
        const name = n % 2 === 0 ? 'presenter:release' : 'presenter:take';
        const wire = { commandId: `c${n}`, stream: `meeting/${MEETING}`, name, request: {} };
        const answer = await app.commands.handle(who, wire);
        if (!answer.ok) throw new Error(answer.refusal);
      }
      await close();
      await store.close();
      store = await openSqliteStore({ folder: at, now });
      const open = async (streams) => {
        const begun = performance.now();
        const { seq } = (await hostsOn({ ...store, streams }).meeting(MEETING)).folded();
        return { ms: performance.now() - begun, seq };
      };
      const runs = [];
      for (let n = 0; n < 5; n += 1) runs.push(await open(store.streams));
      const { streams } = store;
      const without = await open({ read: streams.read, keep: streams.keep, snapshot: async () => null });
      await store.close();
      discard(at);
      return {
        commits: runs[0].seq,
        'from the snapshot, ms': quantile(
          runs.map(({ ms }) => ms),
          0.5,
        ),
        'from the first entry, ms': without.ms,
      };
    },
  },
  S6: {
    title:
      "Delay of the server's event loop at 500 durable ballots a second beside 200 Yjs updates a second, by what is added to each fsync",
    kinds: ['0 ms', '5 ms', '15 ms'],
    async run(kind) {
      const { copy } = await template();
      const dataDir = copy('s6');
      const found = await hall({ dataDir, syncDelayMs: Number.parseInt(kind, 10) }, async (here) => {
        const { server, crew, seat } = here;
        const writing = crew();
        const seats = Array.from({ length: 20 }, (_, n) => seat(member(n + 1), INK));
        await writing.call('pens', { kind: 'ours', seats });
        await poll(here, 'w');
        const written = writing.call('write', { rate: 200, seconds: 4 });
        await pause(500);
        // Opened before, so that only ballots and ink are measured.
        await here.chair.call('open poll', { pollId: 'v-s6' });
        await pause(300);
        await server.probe('measure:start', { delay: true });
        const { waits, refused } = await here.voters.call('cast', { pollId: 'v-s6', overMs: 1000 });
        const delay = await server.probe('measure:stop');
        const { refused: lost } = await written;
        if (refused + lost > 0) throw new Error(`${refused} ballots and ${lost} strokes were refused`);
        return {
          'loop delay p50, ms': delay.p50,
          'loop delay p99, ms': delay.p99,
          'kept waiting for a processor': delay.kept,
          ...p50p99('ballot', waits),
        };
      });
      discard(dataDir);
      return found;
    },
  },
};

export const storageGoals = [
  goal(
    'S1',
    'ballot p99 durable ≤ 2 × storing nothing',
    2,
    (of) => of('durable', 'ballot p99, ms') / of('in memory', 'ballot p99, ms'),
  ),
  { ...goal('S1', '500 of 500 ballots after kill -9', 0, (of) => of('durable', 'there after it')), least: 500 },
  { ...goal('S2', '64 writers ≥ 5 × one by one', 0, (of) => of('SQLite', '64 writers ÷ one')), least: 5 },
  {
    ...goal('S2', '… ≥ 20 × with 5 ms added to each fsync', 0, (of) => of('SQLite', '64 writers ÷ one, fsync + 5 ms')),
    least: 20,
  },
  ...['SQLite', 'MongoDB'].flatMap((kind) => [
    goal('S3', `search p95 grows < 3 × from 1,000 to 10,000 meetings, ${kind}`, 3, (of) => of(kind, 'search growth')),
    goal('S3', `open one p95 grows < 3 ×, ${kind}`, 3, (of) => of(kind, 'open one growth')),
  ]),
  goal('S4', 'start with the archive ≤ 1.5 × with none', 1.5, (of) => of('SQLite', 'archive ÷ none')),
  ...['0 ms', '5 ms', '15 ms'].map((kind) =>
    goal('S6', `loop delay p99 ≤ 5 ms, fsync + ${kind}`, 5, (of) => of(kind, 'loop delay p99, ms')),
  ),
];
function goal(work, text, most, figure) {
  return { work, text, most, figure };
}
