import { Buffer } from 'node:buffer';
import { openSqliteStore } from './open.js';

// Writes without end, saying what was acknowledged, until it is killed.
const [folder = '', round = ''] = process.argv.slice(2);
const store = await openSqliteStore({ folder, now: () => new Date().toISOString() });
const say = (what: string): boolean => process.stdout.write(`${what}\n`);

async function write(writer: number): Promise<void> {
  // Two writers to a stream, so that some of them move.
  const stream = `${writer % 2 ? 'meeting' : 'doc'}/${writer >> 1}`;
  for (let count = 0; ; count += 1) {
    const seq = (await store.streams.head(stream)) + 1;
    const said = `${round}.${writer}.${count}`;
    if ((await store.streams.append(stream, seq - 1, Buffer.from(said.padEnd(count % 3000)))) === 'stored') {
      say(`entry ${stream} ${seq} ${said}`);
    }
    if (count % 5 === 0) {
      const { sha256 } = await store.blobs.put(Buffer.from(said.repeat(500)));
      say(`blob ${sha256}`);
      const key = `k/${round}/${writer}/${count}`;
      await store.vault.put(key, said, 'absent');
      say(`secret ${key} ${said}`);
    }
  }
}
await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
