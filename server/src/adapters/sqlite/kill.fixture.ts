import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Killed, killRounds } from '../../testing/kill.fixture.js';
import { openForKill } from './kill-opener.fixture.js';

export async function killSqlite(rounds: number): Promise<Killed> {
  const folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
  const now = () => new Date().toISOString();
  try {
    const opener = new URL('./kill-opener.fixture.ts', import.meta.url).href;
    return await killRounds({ opener, options: { folder }, open: () => openForKill({ folder }, now) }, rounds);
  } finally {
    await rm(folder, { recursive: true });
  }
}
