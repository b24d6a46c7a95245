// y-websocket's own server, in memory. `PORT`.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { setupWSConnection } = require('y-websocket/bin/utils');
// Its own copy of ws, as its own start file takes it, which listens on `localhost` by name.
const { Server } = createRequire(require.resolve('y-websocket/bin/utils'))('ws');

const sockets = new Server({ noServer: true });
sockets.on('connection', setupWSConnection);
createServer((_, response) => response.end('okay'))
  .on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request)),
  )
  .listen(Number(process.env.PORT), '127.0.0.1');
