// Sign-in links of further people, for stories: `node hand-out-links.mjs DATA_DIR NOW PERSON…` while no server runs on
// that store. Prints their secrets as JSON, by person.
import { randomBytes } from 'node:crypto';
import { openSqliteStore } from '../../server/dist/adapters/sqlite/open.js';
import { Links } from '../../server/dist/identity/links.js';

const [folder, now, ...people] = process.argv.slice(2);
const clock = () => now;
const store = await openSqliteStore({ folder, now: clock });
const links = new Links(store.vault, clock, (bytes) => new Uint8Array(randomBytes(bytes)));
const expiresAt = new Date(Date.parse(now) + 24 * 60 * 60_000).toISOString();
const tokens = {};
for (const personId of people)
  tokens[personId] = await links.make({ who: { kind: 'person', personId }, setsPassword: false }, expiresAt);
await store.close();
console.log(JSON.stringify(tokens));
