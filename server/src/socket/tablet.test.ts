import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import type { Frames } from './frame.js';
import { serve, type Tablet, type TabletParts } from './tablet.js';
import { createUnderWay } from './under-way.js';

// A socket and the rooms behind it, which open when they are told to.
let socket: EventEmitter & { connected: boolean };
let inside: Set<string>;
let open: () => void;
let text: { write: boolean; isOpen: boolean; isFinal: boolean };
beforeEach(() => {
  inside = new Set();
  text = { write: true, isOpen: true, isFinal: false };
  const gate = new Promise<void>((go) => {
    open = go;
  });
  const enter = async (what: string) => {
    await gate;
    inside.add(what);
    return { ok: true };
  };
  const ws = { readyState: 1, bufferedAmount: 0 };
  const conn = Object.assign(new EventEmitter(), { readyState: 'open', transport: { writable: true, socket: ws } });
  const data = { session: { deviceId: 'd', who: { kind: 'person', personId: 'p1' }, expiresAt: '2027' } };
  socket = Object.assign(new EventEmitter(), { id: 's', connected: true, data, conn, use: () => {} });
  const parts = {
    boards: { open: () => enter('board'), close: () => inside.delete('board'), catchUp: () => {} },
    follow: { join: () => enter('follow'), leave: () => inside.delete('follow') },
    rooms: {
      rights: async () => ({ read: true, write: text.write }),
      has: () => text.isOpen,
      join: () => enter('doc'),
      leaveAll: () => inside.delete('doc'),
      catchUp: async () => {},
    },
    docs: { isFinal: async () => text.isFinal, update: async () => ({ ok: false, refusal: 'asked' }) },
    turnstile: { knock: () => 0, enter: async () => () => {} },
    person: { command: () => true, update: () => true, aware: () => true },
    underWay: createUnderWay(),
    elapsed: () => 0,
    now: () => '2026',
    nameOf: () => '',
    whoIs: () => ({ personId: 'p1', bodyRoles: [], displayOf: null }),
    report: (fault: unknown) => {
      throw fault;
    },
  };
  serve(socket as unknown as Tablet, {} as Frames, parts as unknown as TabletParts);
});
const ask = (name: string, message: object) => new Promise<object>((answer) => void socket.emit(name, message, answer));

test('a tablet that goes while board and doc are being opened for it is in none of them afterwards', async () => {
  await ask('hello', { protocol: 1, app: 'x', deviceId: 'd', incarnation: null });
  const asked = [
    ask('board:open', { stream: 'meeting/m1' }),
    ask('doc:open', { name: 'meeting/m1/minutes@1', stateVector: new Uint8Array(), write: false }),
  ];
  // Until the rooms have been asked.
  await new Promise(setImmediate);
  socket.connected = false;
  socket.emit('disconnect');
  open();
  await Promise.all(asked);
  expect([...inside]).toEqual([]);
});

test.each([
  { write: true, isOpen: false, isFinal: false, answer: 'asked' },
  { write: false, isOpen: true, isFinal: false, answer: 'not-allowed' },
  { write: false, isOpen: true, isFinal: true, answer: 'asked' },
  { write: false, isOpen: false, isFinal: true, answer: 'not-allowed' },
])(
  'an update of whoever may write ($write), has the text open ($isOpen), and that is final ($isFinal): $answer',
  async ({ answer, ...stands }) => {
    text = stands;
    await ask('hello', { protocol: 1, app: 'x', deviceId: 'd', incarnation: null });
    const update = { name: 'meeting/m1/minutes@1', update: Uint8Array.of(0, 0) };
    expect(await ask('doc:update', update)).toMatchObject({ refusal: answer });
  },
);
