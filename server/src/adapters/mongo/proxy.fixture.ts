import { createConnection, createServer, type Socket } from 'node:net';

export interface Way {
  /** Of the server behind the proxy; other members of its set are not looked for, and nothing is sent a second time. */
  readonly uri: string;
  /** Cuts the connection that next brings such a command: before the server has it, or when it has answered. */
  cut(command: string, when: 'before' | 'after'): void;
  /** Holds the next such command back. @returns when it has come, and what lets it go on. */
  hold(command: string): { readonly held: Promise<void>; release(): void };
  close(): Promise<void>;
}

/** A way to a database that can be cut in the middle of a command. */
export async function startProxy(uri: string): Promise<Way> {
  const { port, hostname } = new URL(uri.split(',')[0]?.replace(/^mongodb:/, 'http:') ?? '');
  let armed: { command: Buffer; when: 'before' | 'after' } | null = null;
  let holding: { command: Buffer; came: () => void; released: Promise<void> } | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = createConnection(Number(port || 27_017), hostname);
    let cutting = false;
    const end = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (chunk: Buffer) => {
      if (armed && chunk.includes(armed.command)) {
        const { when } = armed;
        armed = null;
        if (when === 'before') return end();
        cutting = true;
      }
      if (holding && chunk.includes(holding.command)) {
        const { came, released } = holding;
        holding = null;
        came();
        void released.then(() => database.write(chunk));
        return;
      }
      database.write(chunk);
    });
    // The answer has come, so the server has done it; nobody learns of it.
    database.on('data', (chunk: Buffer) => (cutting ? end() : client.write(chunk)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return {
    uri: `mongodb://127.0.0.1:${address.port}/?directConnection=true&retryWrites=false&retryReads=false`,
    cut(command, when) {
      armed = { command: named(command), when };
    },
    hold(command) {
      let release = () => {};
      const released = new Promise<void>((done) => {
        release = done;
      });
      const held = new Promise<void>((came) => {
        holding = { command: named(command), came, released };
      });
      return { held, release };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** As BSON names the first field of a command: a string. */
const named = (command: string): Buffer => Buffer.from(`\x02${command}\0`);
