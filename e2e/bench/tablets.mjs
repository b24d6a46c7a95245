import WebSocket from 'ws';
import * as Y from 'yjs';
import { encode, Reading } from './bytes.mjs';
import { SocketIo } from './socket-io.mjs';

/**
 * A tablet of each kind of server, behind one face:
 *   ready            resolves when the doc is there
 *   push(update)     sends an update; resolves when the server has acknowledged it, at once where it never does
 *   turn(position)   the presenter turns the page
 *   onTurn           is called with a position that arrived
 *   ws               the socket, for its bytes
 * With a `doc`, what arrives is applied to it; without one it is read off the socket and dropped.
 * @typedef {{ url: string, room: string, doc: Y.Doc | null, presenter?: boolean, cookie?: string, meetingId?: string,
 *   board?: boolean, versionId?: string }} Seat
 */

/** Ours: hello, board, doc, as shared/src/contract/wire.ts says. */
class Ours {
  constructor(/** @type {Seat} */ seat) {
    this.seat = seat;
    this.onTurn = () => {};
    this.socket = new SocketIo(seat.url, { headers: { cookie: seat.cookie } });
    this.ws = this.socket.ws;
    this.ready = this.#open();
  }
  async #open() {
    const { socket, seat } = this;
    await socket.connected;
    socket.on('doc', ({ update }) => seat.doc && Y.applyUpdate(seat.doc, update));
    socket.on('follow', (position) => this.onTurn(position.left));
    await this.#greet();
    if (seat.board) {
      const { state } = need(await socket.ask('board:open', { stream: `meeting/${seat.meetingId}` }));
      if (!seat.room) this.board = state;
    }
    if (seat.room) {
      const opened = need(
        await socket.ask('doc:open', { name: seat.room, stateVector: new Uint8Array(), write: true }),
      );
      this.bytes = opened.update.length;
      if (seat.doc) Y.applyUpdate(seat.doc, opened.update);
    }
    socket.deaf = seat.doc === null && !seat.listens;
  }
  /** Where too many come at once each is told when it is its turn. */
  async #greet() {
    for (;;) {
      const hello = { protocol: 1, app: 'bench', deviceId: 'bench', incarnation: null };
      const answer = await this.socket.ask('hello', hello);
      if (answer.refusal !== 'busy') return need(answer);
      await new Promise((done) => setTimeout(done, answer.retryInMs));
    }
  }
  async lease() {
    const { ids } = need(await this.socket.ask('doc:lease', { name: this.seat.room, count: 1 }));
    return ids[0];
  }
  async push(update) {
    return need(await this.socket.ask('doc:update', { name: this.seat.room, update }));
  }
  turn(left) {
    const { meetingId, versionId } = this.seat;
    this.socket.emit('follow', { meetingId, versionId, pageIndex: 0, zoom: 1, left, top: 0 });
  }
  command(name, request, commandId) {
    return this.socket.ask('command', { commandId, stream: `meeting/${this.seat.meetingId}`, name, request });
  }
  close() {
    this.socket.close();
  }
}
function need(answer) {
  if (!answer.ok) throw new Error(`refused: ${answer.refusal}`);
  return answer;
}

/** What the peers' page turns are: one awareness state that changes. */
class Turns {
  constructor() {
    this.client = Math.floor(Math.random() * 2 ** 31);
    this.clock = 0;
  }
  encode(left) {
    this.clock += 1;
    return encode(1, this.client, this.clock, JSON.stringify({ page: 0, left }));
  }
  static read(update, onTurn) {
    const reading = new Reading(update);
    for (let count = reading.number(); count > 0; count -= 1) {
      reading.number();
      reading.number();
      const state = JSON.parse(reading.string());
      if (typeof state?.left === 'number') onTurn(state.left);
    }
  }
}
function webSocket(url) {
  const ws = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false });
  ws.binaryType = 'nodebuffer';
  const opened = new Promise((done, fail) => {
    ws.on('open', done);
    ws.on('error', fail);
    ws.on('close', () => fail(new Error('closed')));
  });
  opened.catch(() => {});
  return { ws, opened };
}
const [SYNC, AWARENESS, AUTH, , SYNC_REPLY] = [0, 1, 2, 3, 4];
const SYNC_STATUS = 8;
const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];
const EMPTY_VECTOR = Uint8Array.of(0);
const EMPTY_UPDATE = Uint8Array.of(0, 0);

/** `@hocuspocus/provider`'s protocol: the doc's name before each message of y-protocols, each update acknowledged. */
class Hocuspocus {
  constructor(/** @type {Seat} */ seat) {
    this.seat = seat;
    this.onTurn = () => {};
    this.turns = new Turns();
    this.waiting = [];
    const { ws, opened } = webSocket(seat.url);
    this.ws = ws;
    this.ready = new Promise((done, fail) => {
      opened.then(() => {
        ws.on('message', (data) => this.#take(data, done));
        ws.on('close', () => fail(new Error('closed')));
        ws.send(encode(seat.room, AUTH, 0, 'bench', '4.7.0'));
      }, fail);
    });
    this.ready.catch(() => {});
  }
  #take(data, synced) {
    const { doc, room } = this.seat;
    // The name and the kind stand in front: enough for one who only has to be there.
    const reading = new Reading(data);
    reading.part();
    const kind = reading.number();
    if (kind === AUTH) this.ws.send(encode(room, SYNC, STEP_1, EMPTY_VECTOR));
    else if (kind === SYNC_STATUS) this.waiting.shift()?.({ ok: reading.number() === 1 });
    else if (kind === AWARENESS) {
      if (doc) Turns.read(reading.part(), this.onTurn);
    } else if (kind === SYNC || kind === SYNC_REPLY) {
      const step = reading.number();
      if (step === STEP_1) {
        // Answered with nothing, as a provider with an empty doc does; the server acknowledges that, too.
        this.waiting.push(() => {});
        this.ws.send(encode(room, SYNC, STEP_2, EMPTY_UPDATE));
        return;
      }
      const update = reading.part();
      if (doc) Y.applyUpdate(doc, update);
      if (step === STEP_2) {
        this.bytes = update.length;
        synced();
      }
    }
  }
  push(update) {
    return new Promise((done) => {
      this.waiting.push(done);
      this.ws.send(encode(this.seat.room, SYNC, UPDATE, update));
    });
  }
  turn(left) {
    this.ws.send(encode(this.seat.room, AWARENESS, this.turns.encode(left)));
  }
  close() {
    this.ws.terminate();
  }
}

/** y-websocket: y-protocols as they are, no acknowledgement. */
class YWebsocket {
  constructor(/** @type {Seat} */ seat) {
    this.seat = seat;
    this.onTurn = () => {};
    this.turns = new Turns();
    const { ws, opened } = webSocket(`${seat.url}/${seat.room}`);
    this.ws = ws;
    this.ready = new Promise((done, fail) => {
      ws.on('message', (data) => this.#take(data, done));
      opened.then(() => ws.send(encode(SYNC, STEP_1, EMPTY_VECTOR)), fail);
    });
    this.ready.catch(() => {});
  }
  #take(data, synced) {
    const { doc } = this.seat;
    const reading = new Reading(data);
    const kind = reading.number();
    if (kind === AWARENESS && doc) Turns.read(reading.part(), this.onTurn);
    if (kind !== SYNC) return;
    const step = reading.number();
    if (step === STEP_1) return this.ws.send(encode(SYNC, STEP_2, EMPTY_UPDATE));
    const update = reading.part();
    if (doc) Y.applyUpdate(doc, update);
    if (step === STEP_2) {
      this.bytes = update.length;
      synced();
    }
  }
  async push(update) {
    this.ws.send(encode(SYNC, UPDATE, update));
  }
  turn(left) {
    this.ws.send(encode(AWARENESS, this.turns.encode(left)));
  }
  close() {
    this.ws.terminate();
  }
}

/** y-socket.io: a namespace for each doc, no acknowledgement. */
class YSocketIo {
  constructor(/** @type {Seat} */ seat) {
    this.seat = seat;
    this.onTurn = () => {};
    this.turns = new Turns();
    this.socket = new SocketIo(seat.url, { namespace: `/yjs|${seat.room}` });
    this.ws = this.socket.ws;
    this.ready = this.#open();
  }
  async #open() {
    const { socket, seat } = this;
    socket.on('sync-step-1', (_, answer) => answer?.(EMPTY_UPDATE));
    socket.on('sync-update', (update) => seat.doc && Y.applyUpdate(seat.doc, update));
    socket.on('awareness-update', (update) => Turns.read(update, (left) => this.onTurn(left)));
    await socket.connected;
    const update = await socket.ask('sync-step-1', EMPTY_VECTOR);
    this.bytes = update.length;
    if (seat.doc) Y.applyUpdate(seat.doc, update);
    socket.deaf = seat.doc === null;
  }
  async push(update) {
    this.socket.emit('sync-update', update);
  }
  turn(left) {
    this.socket.emit('awareness-update', this.turns.encode(left));
  }
  close() {
    this.socket.close();
  }
}

/** The floor: every message goes to all others as it came; `?` gives what was kept before. */
class Echo {
  constructor(/** @type {Seat} */ seat) {
    this.seat = seat;
    this.onTurn = () => {};
    const { ws, opened } = webSocket(seat.url);
    this.ws = ws;
    this.ready = new Promise((done, fail) => {
      ws.on('message', (data, isBinary) => this.#take(data, isBinary, done));
      opened.then(() => ws.send('?'), fail);
    });
    this.ready.catch(() => {});
  }
  #take(data, isBinary, synced) {
    const { doc } = this.seat;
    if (!isBinary) {
      const text = String(data);
      if (text === '!') synced();
      else if (doc) this.onTurn(JSON.parse(text).left);
    } else if (this.bytes === undefined) {
      this.bytes = data.length;
      if (doc) Y.applyUpdate(doc, data);
    } else if (doc) Y.applyUpdate(doc, data);
  }
  async push(update) {
    this.ws.send(update);
  }
  turn(left) {
    this.ws.send(JSON.stringify({ page: 0, left }));
  }
  close() {
    this.ws.terminate();
  }
}

const kinds = { ours: Ours, hocuspocus: Hocuspocus, 'y-websocket': YWebsocket, 'y-socket.io': YSocketIo, floor: Echo };
/** @param kind of the server. */
export const tablet = (kind, seat) => new kinds[kind](seat);
