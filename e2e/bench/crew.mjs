// The tablets of one process. Asked by crews.mjs.
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { encodeStroke } from '../../shared/dist/sync/stroke.js';
import { ITEM } from './names.mjs';
import { tablet } from './tablets.mjs';

/** Microseconds on the machine's own clock, the same in all processes. */
const clockMicros = () => Number(process.hrtime.bigint() / 1000n);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const inkOf = (personId) => `ink-${personId}`;
/** What keeps an instant within the bounds of a `follow`: fractions of a page. */
const TURN_SCALE = 2 ** 44;

const state = { kind: '', tablets: [], pens: [], latencies: { strokes: [], turns: [], joins: [] }, strokes: 0 };

const answers = {
  /**
   * Opens tablets, all at once or one after the other.
   * `looking`: so many of them hold a Y.Doc and measure; the others read and drop.
   */
  async open({ kind, seats, looking = 0, writers = [], together = true }) {
    state.kind = kind;
    const every = seats.length / Math.max(1, looking);
    const begun = clockMicros();
    const opened = seats.map((seat, n) => async () => {
      const looks = looking > 0 && Math.floor(n / every) !== Math.floor((n - 1) / every);
      const doc = looks ? new Y.Doc() : null;
      const from = clockMicros();
      const one = tablet(kind, { ...seat, doc });
      await one.ready;
      state.latencies.joins.push((clockMicros() - from) / 1000);
      one.doc = doc;
      if (doc) watch(one, doc, writers);
      state.tablets.push(one);
      return one;
    });
    if (together) await Promise.all(opened.map((open) => open()));
    else for (const open of opened) await open();
    return {
      ms: (clockMicros() - begun) / 1000,
      docBytes: state.tablets.map(({ bytes }) => bytes ?? 0),
      strokes: state.tablets.filter(({ doc }) => doc).map(({ doc }) => strokesIn(doc, writers)),
    };
  },
  /** Opens pens: tablets that write, each in the ink of its person. */
  async pens({ kind, seats }) {
    for (const seat of seats) {
      const one = tablet(kind, { ...seat, doc: null });
      await one.ready;
      const doc = new Y.Doc();
      if (one.lease) doc.clientID = await one.lease();
      const pen = { one, doc, personId: seat.personId, made: [], ready: null };
      doc.on('update', (update) => {
        pen.ready = update;
      });
      state.pens.push(pen);
      state.tablets.push(one);
    }
  },
  /**
   * `rate` strokes a second of all pens together for so long.
   * @returns keys of what was sent and of what was acknowledged, and how long that took.
   */
  async write({ rate, seconds, points = 60, keys = false }) {
    const [acked, waits] = [[], []];
    let [sent, refused] = [0, 0];
    const open = new Set();
    const begun = clockMicros();
    const total = Math.round(rate * seconds);
    while (sent < total && !state.stopped) {
      const due = Math.min(total, Math.floor(((clockMicros() - begun) / 1e6) * rate) + 1);
      for (; sent < due; sent += 1) {
        const pen = state.pens[sent % state.pens.length];
        const at = clockMicros();
        const key = `0-${at.toString(36)}x${sent}`;
        pen.doc.getMap(inkOf(pen.personId)).set(key, stroke(points, sent));
        const push = pen.one.push(pen.ready).then(
          () => {
            waits.push((clockMicros() - at) / 1000);
            if (keys) acked.push(key);
          },
          () => {
            refused += 1;
          },
        );
        open.add(push);
        void push.finally(() => open.delete(push));
      }
      await pause(1);
    }
    if (!state.stopped) await Promise.all(open);
    return { sent, refused, acked, waits, ms: (clockMicros() - begun) / 1000 };
  },
  /** So many strokes in few updates: a doc to join. */
  async fill({ strokes, points = 60, each = 100 }) {
    for (let made = 0; made < strokes; made += each) {
      const pen = state.pens[(made / each) % state.pens.length];
      pen.doc.transact(() => {
        for (let n = made; n < Math.min(strokes, made + each); n += 1)
          pen.doc.getMap(inkOf(pen.personId)).set(`0-f${n}`, stroke(points, n));
      });
      await pen.one.push(pen.ready);
    }
    return Y.mergeUpdates(state.pens.map(({ doc }) => Y.encodeStateAsUpdate(doc)));
  },
  /** The server may die now: what was not answered is not waited for. */
  async stop() {
    state.stopped = true;
  },
  /** `perSecond` page turns of the first tablet. */
  async turn({ perSecond, seconds }) {
    const [one] = state.tablets;
    const begun = clockMicros();
    const total = Math.round(perSecond * seconds);
    for (let n = 0; n < total; n += 1) {
      while (clockMicros() < begun + (n * 1e6) / perSecond) await pause(1);
      one.turn(clockMicros() / TURN_SCALE);
    }
    return { sent: total };
  },
  /** Every tablet casts once, spread over a second. @returns ms until each was answered. */
  async cast({ pollId, overMs }) {
    const begun = clockMicros();
    const waits = [];
    let refused = 0;
    await Promise.all(
      state.tablets.map(async (one, n) => {
        const at = begun + (n * overMs * 1000) / state.tablets.length;
        await pause((at - clockMicros()) / 1000);
        const sent = clockMicros();
        const answer = await one.command('ballot:cast', { pollId, choice: 'approve' }, randomUUID());
        waits.push((clockMicros() - sent) / 1000);
        if (!answer.ok) refused += 1;
      }),
    );
    return { waits, refused };
  },
  /** A command of the first tablet. */
  async command({ name, request }) {
    return state.tablets[0].command(name, request, randomUUID());
  },
  /** The first tablet, the chair's, puts a question of procedure. */
  async 'open poll'({ pollId }) {
    const about = { pollId, itemId: ITEM, question: 'Biểu quyết', kind: 'open', settles: false, repeats: null };
    const answer = await state.tablets[0].command('poll:open', about, randomUUID());
    if (!answer.ok) throw new Error(`poll:open: ${answer.refusal}`);
  },
  /** The board as the first tablet was given it. */
  async board() {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state.tablets[0].board);
    return doc.getMap('board').toJSON();
  },
  /** Until those who look have so many more strokes, and nothing comes any more. */
  async arrived({ strokes, quietMs = 300, limitMs = 120_000 }) {
    const until = clockMicros() + limitMs * 1000;
    const looking = state.tablets.filter(({ doc }) => doc).length;
    while (state.strokes < strokes * looking && clockMicros() < until) await pause(5);
    const whole = state.strokes >= strokes * looking;
    for (let before = -1; before !== bytesIn() && clockMicros() < until; ) {
      before = bytesIn();
      await pause(quietMs);
    }
    return { whole, strokes: state.strokes / Math.max(1, looking) };
  },
  /** What was measured since the last time. */
  async report() {
    const { latencies } = state;
    state.latencies = { strokes: [], turns: [], joins: [] };
    state.strokes = 0;
    return { latencies, bytesIn: bytesIn(), bytesOut: bytesOut() };
  },
  /** Keys of one who looks. */
  async keys({ writers }) {
    const { doc } = state.tablets.find((one) => one.doc);
    return writers.flatMap((personId) => [...doc.getMap(inkOf(personId)).keys()]);
  },
  async close() {
    for (const one of state.tablets) one.close();
    Object.assign(state, { tablets: [], pens: [], strokes: 0, stopped: false });
    state.latencies = { strokes: [], turns: [], joins: [] };
  },
};

function watch(one, doc, writers) {
  const arrived = (key) => {
    const at = /^0-([0-9a-z]+)x/.exec(key);
    if (!at) return;
    state.strokes += 1;
    state.latencies.strokes.push((clockMicros() - Number.parseInt(at[1], 36)) / 1000);
  };
  for (const personId of writers)
    doc.getMap(inkOf(personId)).observe(({ keysChanged }) => keysChanged.forEach(arrived));
  one.onTurn = (left) => state.latencies.turns.push((clockMicros() - Math.round(left * TURN_SCALE)) / 1000);
}
const strokesIn = (doc, writers) => writers.reduce((sum, personId) => sum + doc.getMap(inkOf(personId)).size, 0);
const bytesIn = () => state.tablets.reduce((sum, { ws }) => sum + (ws._socket?.bytesRead ?? 0), 0);
const bytesOut = () => state.tablets.reduce((sum, { ws }) => sum + (ws._socket?.bytesWritten ?? 0), 0);

/** A finished stroke as the product's ink makes it; its points differ from stroke to stroke. */
function stroke(points, seed) {
  const path = Array.from({ length: points }, (_, n) => ({
    x: 60 + n * 1.7 + (seed % 97),
    y: 400 + 40 * Math.sin((n + seed) / 9),
    pressure: 0.4 + 0.2 * Math.sin(n / 5),
  }));
  return { t: 'pen', c: 'blue', w: 1.5, p: encodeStroke(path) };
}

process.on('message', ({ id, name, request }) =>
  answers[name](request).then(
    (value) => process.send({ id, value }),
    (fault) => process.send({ id, fault: String(fault?.stack ?? fault) }),
  ),
);
