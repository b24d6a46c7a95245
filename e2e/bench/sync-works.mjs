import { readdirSync } from 'node:fs';
import { startCrew } from './crews.mjs';
import { CHAIR, INK, MEETING, MEMBERS, member, VERSION } from './founded.mjs';
import { discard, folder, launchOurs, launchPeer } from './servers.mjs';
import { p50p99, quantile } from './statistics.mjs';
import { template } from './template.mjs';

const VIEWERS = 100;
/** Of the viewers, those who hold the doc and look at the clock. */
const LOOKING = 10;
const PENS = 20;
const pens = Array.from({ length: PENS }, (_, n) => member(VIEWERS + 1 + n));
const all = ['ours', 'hocuspocus', 'y-websocket', 'y-socket.io', 'floor'];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** A server of that kind, crews for it, and the end of both. */
async function on(kind, run, { env, dataDir } = {}) {
  const { cookies, copy } = await template();
  const folderOf = kind === 'ours' ? (dataDir ?? copy(kind)) : null;
  const server = folderOf ? await launchOurs(folderOf, { env }) : await launchPeer(kind, { env });
  const crews = [];
  const crew = (how) => {
    const made = startCrew(how);
    crews.push(made);
    return made;
  };
  const seat = (personId, more = {}) => ({
    ...{ url: server.url, room: INK, cookie: cookies[personId], personId },
    ...{ meetingId: MEETING, versionId: VERSION, board: true, ...more },
  });
  try {
    return await run({ kind, server, crew, seat });
  } finally {
    for (const one of crews) one.end();
    if (server.child.exitCode === null && server.child.signalCode === null) await server.stop('SIGKILL');
    if (folderOf && folderOf !== dataDir) discard(folderOf);
  }
}
/** A room: viewers and pens at one doc, the presenter in front. */
async function room({ kind, crew, seat }) {
  const [looking, presenter] = [crew({ measures: true }), crew({ measures: true })];
  const [others, writing] = [crew(), crew()];
  const seats = Array.from({ length: VIEWERS }, (_, n) => seat(member(n + 1)));
  const each = VIEWERS / LOOKING;
  // One who looks, then those beside it: those who look sit all over the room, and so do they in a server's list.
  for (let n = 0; n < VIEWERS; n += each) {
    await looking.call('open', { kind, seats: [seats[n]], looking: 1, writers: pens });
    await others.call('open', { kind, seats: seats.slice(n + 1, n + each) });
  }
  await writing.call('pens', { kind, seats: pens.map((one) => seat(one)) });
  await presenter.call('open', { kind, seats: [seat(CHAIR)] });
  return { viewers: viewersOf(looking, others), writing, presenter };
}
/**
 * Those who look have a process of their own. When one process held the whole room, it took in each update a hundred
 * times before it came to a page turn behind them: the clock then showed the bench, and most for whoever sends the
 * fewest and largest frames.
 */
function viewersOf(looking, others) {
  return {
    async arrived(request) {
      const arrived = await looking.call('arrived', request);
      await others.call('arrived', { strokes: 0 });
      return arrived;
    },
    async report() {
      const [seen, dropped] = [await looking.call('report'), await others.call('report')];
      return { latencies: seen.latencies, bytesIn: seen.bytesIn + dropped.bytesIn };
    },
  };
}
/** Until a server's code is compiled: half of what five seconds of ink cost was that. */
const WARM_UP_S = 5;
/** Ink for so long; CPU of the server until everything is with everyone. */
async function ink({ server }, { viewers, writing, presenter }, { rate, seconds, turns = 0 }) {
  await writing.call('write', { rate, seconds: WARM_UP_S });
  await viewers.arrived({ strokes: rate * WARM_UP_S });
  const before = await viewers.report();
  await server.probe('measure:start');
  const cpu = server.cpu();
  const turning = turns > 0 ? presenter.call('turn', { perSecond: turns, seconds }) : null;
  const written = await writing.call('write', { rate, seconds });
  await turning;
  const arrived = await viewers.arrived({ strokes: written.sent });
  const used = server.cpu() - cpu;
  await server.probe('measure:stop');
  const { latencies, bytesIn } = await viewers.report();
  if (!arrived.whole) throw new Error(`only ${arrived.strokes} of ${written.sent} strokes arrived`);
  if (written.refused > 0) throw new Error(`${written.refused} strokes were refused`);
  return { used, written, latencies, bytes: bytesIn - before.bytesIn, rss: server.rss() };
}

export const syncWorks = {
  W1: {
    title:
      'At rest: page turns to 100 followers (4 a second), and strokes of one pen (2 a second); while ink is drawn: see W2',
    kinds: all,
    run: (kind, { quick }) =>
      on(kind, async (here) => {
        const { viewers, writing, presenter } = await room(here);
        const turn = { perSecond: 4, seconds: quick ? 3 : 10 };
        await presenter.call('turn', { perSecond: 4, seconds: 1 });
        await pause(300);
        await viewers.report();
        const { sent } = await presenter.call('turn', turn);
        await pause(300);
        const { latencies } = await viewers.report();
        const { sent: strokes } = await writing.call('write', { rate: 2, seconds: turn.seconds });
        await viewers.arrived({ strokes });
        const drawn = await viewers.report();
        return {
          ...p50p99('page turn', latencies.turns),
          'page turns that arrived': latencies.turns.length / (sent * LOOKING),
          ...p50p99('stroke of one pen', drawn.latencies.strokes),
        };
      }),
  },
  W2: {
    title: 'Storm: 20 pens, 200 strokes a second, 100 viewers, 30 s, page turns beside it (4 a second)',
    kinds: all,
    run: (kind, { quick }) =>
      on(kind, async (here) => {
        const seconds = quick ? 5 : 30;
        const found = await ink(here, await room(here), { rate: 200, seconds, turns: 4 });
        const turns = 4 * seconds * LOOKING;
        return {
          'server CPU, s': found.used,
          ...p50p99('stroke', found.latencies.strokes),
          ...p50p99('page turn', found.latencies.turns),
          'page turns that arrived': found.latencies.turns.length / turns,
          // Only some servers acknowledge.
          ...(kind === 'ours' || kind === 'hocuspocus' ? p50p99('acknowledged', found.written.waits) : {}),
          'to the viewers, MB': found.bytes / 1e6,
          'server memory, MB': found.rss / 1e6,
        };
      }),
  },
  W3: {
    title: 'Flood: 800 strokes a second, 100 viewers, 10 s',
    kinds: all,
    run: (kind, { quick }) =>
      on(kind, async (here) => {
        const found = await ink(here, await room(here), { rate: 800, seconds: quick ? 3 : 10 });
        return {
          'server CPU, s': found.used,
          ...p50p99('stroke', found.latencies.strokes),
          'to the viewers, MB': found.bytes / 1e6,
        };
      }),
  },
  W4: {
    title: '100 tablets join a doc of 5,000 strokes at once',
    kinds: all,
    run: (kind) =>
      on(kind, async (here) => {
        const { server, crew, seat } = here;
        const [writing, joining] = [crew(), crew()];
        if (kind === 'floor') {
          const { doc } = await filledDoc();
          await fetch(`${server.url}/keep`, { method: 'POST', body: doc });
        } else {
          await writing.call('pens', { kind, seats: pens.map((one) => seat(one)) });
          // They stay: a doc that nobody has open leaves the memory of some.
          await writing.call('fill', { strokes: 5000 });
        }
        const join = async () => {
          await server.probe('measure:start');
          const cpu = server.cpu();
          const seats = Array.from({ length: VIEWERS }, (_, n) => seat(member(n + 1)));
          const joined = await joining.call('open', { kind, seats, looking: 3, writers: pens });
          await joining.call('arrived', { strokes: 0 });
          const used = server.cpu() - cpu;
          await server.probe('measure:stop');
          const { latencies, bytesIn } = await joining.call('report');
          if (joined.strokes.some((one) => one !== 5000)) throw new Error(`joined with ${joined.strokes} strokes`);
          await joining.call('close');
          return { used, latencies, bytesIn };
        };
        await pause(500);
        // Two to warm up, then three that count: of one, the clock tells no more than a tenth.
        const rounds = [];
        for (let n = 0; n < 5; n += 1) {
          rounds.push(await join());
          await pause(500);
        }
        const counted = rounds.slice(2);
        const mean = (of) => counted.reduce((sum, one) => sum + of(one), 0) / counted.length;
        const joins = counted.flatMap(({ latencies }) => latencies.joins);
        return {
          'server CPU, s': mean(({ used }) => used),
          ...p50p99('join', joins),
          'to the tablets, MB': mean(({ bytesIn }) => bytesIn) / 1e6,
        };
      }),
  },
  W5: {
    title: 'Killed (kill -9) under load, 200 strokes a second: acknowledged edits that are missing after the restart',
    kinds: ['ours', 'hocuspocus'],
    note: 'hocuspocus here with a file store of the bench, written when its own debounce says so',
    async run(kind, { quick }) {
      const lost = {};
      for (const seconds of quick ? [5] : [5, 14]) {
        const { acked, missing } = await killed(kind, seconds);
        lost[`lost after ${seconds} s`] = missing;
        lost[`acknowledged in ${seconds} s`] = acked;
      }
      return lost;
    },
  },
  W6: {
    title: '500 open ballots within a second, 500 tablets: alone, and during W2',
    kinds: ['ours'],
    run: (kind) =>
      on(kind, async (here) => {
        const { crew, seat } = here;
        const [voters, chair] = [crew(), crew()];
        const tablets = Array.from({ length: MEMBERS }, (_, n) => seat(member(n + 1), { room: null }));
        await voters.call('open', { kind, seats: tablets });
        await chair.call('open', { kind, seats: [seat(CHAIR, { room: null })] });
        // Once to warm up.
        await poll({ voters, chair }, 'w');
        const alone = await poll({ voters, chair }, 'a');
        const { writing, viewers, presenter } = await room(here);
        const storm = writing.call('write', { rate: 200, seconds: 6 });
        const turning = presenter.call('turn', { perSecond: 4, seconds: 6 });
        await pause(2500);
        const during = await poll({ voters, chair }, 'b');
        const { sent } = await storm;
        await turning;
        await viewers.arrived({ strokes: sent });
        return {
          ...p50p99('ballot alone', alone),
          ...p50p99('ballot during W2', during),
          'during ÷ alone, p99': quantile(during, 0.99) / quantile(alone, 0.99),
        };
      }),
  },
  W7: {
    title: 'Memory of the server per idle tablet, 500 tablets at one doc (ours: and at the board)',
    kinds: all,
    run: (kind) =>
      on(kind, async ({ server, crew, seat }) => {
        const idle = crew();
        const seats = Array.from({ length: MEMBERS }, (_, n) => seat(member(n + 1)));
        // What is there once, whoever comes, is not counted.
        await idle.call('open', { kind, seats: seats.slice(0, 20) });
        await pause(500);
        const [rss, before] = [server.rss(), await server.probe('memory')];
        await idle.call('open', { kind, seats: seats.slice(20) });
        await pause(1500);
        const after = await server.probe('memory');
        const used = ({ heapUsed, external }) => heapUsed + external;
        const per = (bytes) => bytes / (MEMBERS - 20) / 1000;
        return { 'heap and buffers, kB': per(used(after) - used(before)), 'resident, kB': per(server.rss() - rss) };
      }),
  },
};

let filled = null;
/** The same 5,000 strokes, for the floor, made on a server that takes any. */
function filledDoc() {
  filled ??= on('y-websocket', async ({ kind, crew, seat }) => {
    const writing = crew();
    await writing.call('pens', { kind, seats: pens.map((one) => seat(one)) });
    return { doc: await writing.call('fill', { strokes: 5000 }) };
  });
  return filled;
}

/** Opens a poll, has all cast, closes it. @returns ms until each ballot was answered. */
export async function poll({ voters, chair }, name, overMs = 1000) {
  const pollId = `v-${name}`;
  const order = async (what, request) => {
    const answer = await chair.call('command', { name: what, request });
    if (!answer.ok) throw new Error(`${what}: ${answer.refusal}`);
  };
  await chair.call('open poll', { pollId });
  await pause(300);
  const { waits, refused } = await voters.call('cast', { pollId, overMs });
  if (refused > 0) throw new Error(`${refused} ballots were refused`);
  await pause(300);
  await order('poll:close', { pollId });
  await order('poll:announce', { pollId });
  return waits;
}

async function killed(kind, seconds) {
  const { copy } = await template();
  const [dataDir, store] = kind === 'ours' ? [copy('killed'), null] : [null, folder('killed')];
  const env = store ? { STORE: store } : {};
  const acked = await on(
    kind,
    async ({ server, crew, seat }) => {
      const [writing, viewers] = [crew(), crew()];
      await viewers.call('open', { kind, seats: [seat(member(1))] });
      await writing.call('pens', { kind, seats: pens.map((one) => seat(one)) });
      const written = writing.call('write', { rate: 200, seconds: seconds + 5, keys: true });
      await pause(seconds * 1000);
      await server.stop('SIGKILL');
      await writing.call('stop');
      return (await written).acked;
    },
    { env, dataDir },
  );
  const kept = await on(
    kind,
    async ({ crew, seat }) => {
      const one = crew();
      await one.call('open', { kind, seats: [seat(member(1))], looking: 1, writers: pens });
      return new Set(await one.call('keys', { writers: pens }));
    },
    { env, dataDir },
  );
  if (store && readdirSync(store).length === 0 && kept.size > 0) throw new Error('nothing was stored, yet it is there');
  for (const made of [dataDir, store]) if (made) discard(made);
  return { acked: acked.length, missing: acked.filter((key) => !kept.has(key)).length };
}

const ratio = (over, under) => over / under;
/** Its p99 during the storm, as a share of the best peer's. */
function pageTurn(of, kind) {
  const peers = ['hocuspocus', 'y-websocket', 'y-socket.io'].map((peer) => of(peer, 'page turn p99, ms'));
  const measured = peers.filter((one) => !Number.isNaN(one));
  return measured.length === 0 ? Number.NaN : ratio(of(kind, 'page turn p99, ms'), Math.min(...measured));
}
/** The goals that were set, each as a share and what it may be at most. */
export const syncGoals = [
  goal('W2', 'CPU ≤ 0.70 × hocuspocus', 0.7, (of) =>
    ratio(of('ours', 'server CPU, s'), of('hocuspocus', 'server CPU, s')),
  ),
  goal('W2', 'CPU ≤ 0.45 × y-socket.io', 0.45, (of) =>
    ratio(of('ours', 'server CPU, s'), of('y-socket.io', 'server CPU, s')),
  ),
  goal('W3', 'CPU ≤ 0.50 × hocuspocus', 0.5, (of) =>
    ratio(of('ours', 'server CPU, s'), of('hocuspocus', 'server CPU, s')),
  ),
  goal('W4', 'CPU ≤ 0.25 × hocuspocus', 0.25, (of) =>
    ratio(of('ours', 'server CPU, s'), of('hocuspocus', 'server CPU, s')),
  ),
  goal(
    'W5',
    'acknowledged edits lost: 0',
    0,
    (of) => of('ours', 'lost after 5 s') + (of('ours', 'lost after 14 s') || 0),
  ),
  {
    ...goal('W2', 'page turn p99 during the storm (W1) ≤ 0.5 × the best peer', 0.5, (of) => pageTurn(of, 'ours')),
    floor: (of) => pageTurn(of, 'floor'),
  },
  goal('W6', 'ballot p99 during W2 ≤ 2 × alone', 2, (of) => of('ours', 'during ÷ alone, p99')),
];
function goal(work, text, most, figure) {
  return { work, text, most, figure };
}
