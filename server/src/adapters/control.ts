import { chmod, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

/** What an operator's command is told: lines to print, and whether it was done. */
export interface ControlAnswer {
  readonly ok: boolean;
  readonly lines: readonly string[];
}
export type ControlTable = Readonly<Record<string, (args: readonly string[]) => Promise<ControlAnswer>>>;

const question = z.strictObject({ command: z.string().max(64), args: z.array(z.string().max(1000)).max(16) });
export const controlAnswer = z.strictObject({ ok: z.boolean(), lines: z.array(z.string()) });
const MOST_BYTES = 64 * 1024;
const pathIn = (folder: string) => join(folder, 'control.sock');

/**
 * Lets commands of the same machine and user reach the running server, which alone may write its store. A socket in
 * DATA_DIR, readable by its owner only: who can open it could read the store as well, so nothing else is asked.
 * Called only by who holds the store's lock: a socket that lies there is of a server that was killed.
 */
export async function openControl(
  folder: string,
  table: ControlTable,
  report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void,
): Promise<{ close(): Promise<void> }> {
  const path = pathIn(folder);
  await rm(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    void read(socket)
      .then(async (text) => {
        const asked = question.parse(JSON.parse(text));
        const handle = Object.hasOwn(table, asked.command) ? table[asked.command] : undefined;
        return handle ? await handle(asked.args) : { ok: false, lines: [`no command ${asked.command}`] };
      })
      .catch((fault: unknown): ControlAnswer => {
        report(fault, { door: 'control' });
        return { ok: false, lines: ['The server could not do it; its log says why.'] };
      })
      .then((told) => socket.end(JSON.stringify(told)));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(path, done);
  });
  await chmod(path, 0o600);
  return { close: () => new Promise((done) => void server.close(() => done())) };
}

/** Asks the server that runs on this folder. @returns null if none answers there. */
export async function askControl(
  folder: string,
  command: string,
  args: readonly string[],
): Promise<ControlAnswer | null> {
  const socket = createConnection({ path: pathIn(folder), allowHalfOpen: true });
  try {
    await new Promise<void>((done, fail) => {
      socket.once('connect', done);
      socket.once('error', fail);
    });
  } catch (fault) {
    if (['ENOENT', 'ENOTDIR', 'ECONNREFUSED'].includes((fault as { code?: string }).code ?? '')) return null;
    throw fault;
  }
  socket.end(JSON.stringify({ command, args }));
  return controlAnswer.parse(JSON.parse(await read(socket)));
}

/** Not by `for await`, which ends the socket with the reading, before the answer is written. */
function read(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  return new Promise((done, fail) => {
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > MOST_BYTES) socket.destroy(new RangeError('too long'));
    });
    socket.once('end', () => done(Buffer.concat(parts).toString('utf8')));
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('the other side has gone')));
  });
}
