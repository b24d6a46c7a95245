// `PORT`; with `STORE` a folder, docs are kept in files there, as its database extension would keep them: when its own
// debounce says so. Without it nothing is stored.
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Server } from '@hocuspocus/server';
import * as Y from 'yjs';

const { PORT, STORE } = process.env;
const file = (name) => join(STORE, encodeURIComponent(name));

const stored = STORE && {
  async onLoadDocument({ documentName, document }) {
    const bytes = await readFile(file(documentName)).catch(() => null);
    if (bytes) Y.applyUpdate(document, bytes);
  },
  async onStoreDocument({ documentName, document }) {
    const handle = await open(`${file(documentName)}.new`, 'w');
    await handle.writeFile(Y.encodeStateAsUpdate(document));
    await handle.sync();
    await handle.close();
    await rename(`${file(documentName)}.new`, file(documentName));
  },
};
const server = new Server({ port: Number(PORT), address: '127.0.0.1', quiet: true, stopOnSignals: false, ...stored });
await server.listen();
