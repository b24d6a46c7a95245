// The floor: what arrives is sent to all others as it came, nothing is read, merged or kept but the bytes of `/keep`.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

let kept = null;
const http = createServer(async (request, response) => {
  if (request.url === '/keep') {
    const parts = [];
    for await (const part of request) parts.push(part);
    kept = Buffer.concat(parts);
  }
  response.end('ok');
});
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: 1 << 26 });
sockets.on('connection', (socket) =>
  socket.on('message', (data, isBinary) => {
    if (!isBinary && String(data) === '?') {
      if (kept) socket.send(kept);
      return socket.send('!');
    }
    for (const other of sockets.clients) if (other !== socket) other.send(data, { binary: isBinary });
  }),
);
http.listen(Number(process.env.PORT), '127.0.0.1');
