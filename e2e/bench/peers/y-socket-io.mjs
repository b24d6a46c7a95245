// y-socket.io, in memory, with the transport that ours has: websocket, nothing compressed. `PORT`.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { YSocketIO } from 'y-socket.io/dist/server';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
new YSocketIO(io).initialize();
http.listen(Number(process.env.PORT), '127.0.0.1');
