import { createServer } from 'node:net';

/** An address of this machine that notes whoever knocks: what a paper must not make the server ask. */
export async function lookout() {
  let knocked = 0;
  const server = createServer((socket) => {
    knocked += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    host: `127.0.0.1:${address.port}`,
    knocked: () => knocked,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
