// The product's own server on a store of the bench's choice: in memory, or on a disk whose fsync is slower. Otherwise as
// server/src/main.ts puts it together.
import { writeFileSync } from 'node:fs';
import { openSqliteStore } from '../../server/dist/adapters/sqlite/open.js';
import { memoryStore } from '../../server/dist/storage/memory.js';
import { cabinet, found } from './founded.mjs';

const { PORT, DATA_DIR, SYNC_DELAY_MS = '0', COOKIES } = process.env;
const now = () => new Date().toISOString();
const store = DATA_DIR
  ? await openSqliteStore({ folder: DATA_DIR, now, syncDelayMs: Number(SYNC_DELAY_MS) })
  : memoryStore({ now });
const made = await cabinet(store, { port: Number(PORT) });
// What is in memory has to be founded by whoever holds it.
if (DATA_DIR) await made.app.start();
else writeFileSync(COOKIES, JSON.stringify(await found(store, made)));
await made.app.listen();
