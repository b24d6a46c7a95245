import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ToServer, ToTablet } from '@ecab/shared/contract/wire';
import { expect } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import * as Y from 'yjs';
import type { Cabinet } from './server.js';

/** A member whose tablet nobody looks at: what it does goes through the same doors, without a screen. */
export interface Voter {
  readonly personId: string;
  checkIn(): Promise<void>;
  /** In the poll that is open. */
  cast(choice: string): Promise<void>;
  close(): void;
}

/** As a person does, where the store cannot say: the same again. */
const AGAIN_MS = 500;

/** @returns the session's cookie. */
async function signIn(url: string, token: string, claim: string = randomUUID()): Promise<string> {
  const answer = await fetch(`${url}/api/identity/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token, claim, remember: true }),
  });
  if (answer.status === 503) return pause(AGAIN_MS).then(() => signIn(url, token, claim));
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  return cookies.join('; ');
}

/** A tablet without a screen that orders something in one stream. */
async function unseen(url: string, token: string, deviceId: string, stream: string) {
  const cookie = await signIn(url, token);
  const socket: Socket<ToTablet, ToServer> = io(url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie, origin: url },
  });
  const hello = () => socket.emitWithAck('hello', { protocol: 1, app: 'story', deviceId, incarnation: null });
  const meet = () => new Promise<void>((done) => socket.once('connect', () => void hello().then(() => done())));
  let met = meet();
  // The server may be killed meanwhile.
  socket.on('disconnect', () => {
    met = meet();
  });
  await met;
  async function order(name: string, request: object) {
    const commandId = randomUUID();
    const send = async (): Promise<Answer> => {
      await met;
      const answer = await socket.emitWithAck('command', { commandId, stream, name, request });
      return !answer.ok && answer.refusal === 'unavailable' ? pause(AGAIN_MS).then(send) : answer;
    };
    expect(await send(), `${name} from ${deviceId}`).toMatchObject({ ok: true });
  }
  return { socket, order, met: () => met };
}

/** The administrator at work, for what has no screen. */
export async function administrator(cabinet: Cabinet, bodyId: string) {
  const [, token = ''] = cabinet.link('Quản trị hệ thống').split('#');
  const { socket, order } = await unseen(cabinet.url, token, 'story-admin', `body/${bodyId}`);
  return { order, close: () => void socket.close() };
}

export async function voter(cabinet: Cabinet, personId: string, meetingId: string): Promise<Voter> {
  const stream = `meeting/${meetingId}`;
  const { socket, order, met } = await unseen(cabinet.url, cabinet.token(personId), `story-${personId}`, stream);
  async function openPoll(): Promise<string> {
    await met();
    const opened = await socket.emitWithAck('board:open', { stream });
    if (!opened.ok) throw new Error(`${stream}: ${opened.refusal}`);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, new Uint8Array(opened.state));
    socket.emit('board:close', { stream });
    const [key] =
      Object.entries(doc.getMap('board').toJSON() as Record<string, { state?: string }>).find(
        ([one, { state }]) => one.startsWith('poll:') && state === 'open',
      ) ?? [];
    if (!key) throw new Error('no poll is open');
    return key.slice('poll:'.length);
  }
  return {
    personId,
    checkIn: () => order('attendance:check-in', {}),
    cast: async (choice) => order('ballot:cast', { pollId: await openPoll(), choice }),
    close: () => void socket.close(),
  };
}
