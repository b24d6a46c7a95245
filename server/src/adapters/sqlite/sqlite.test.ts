import { mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBlobs } from '../../storage/contract/blobs.js';
import { describeIndex } from '../../storage/contract/index.js';
import type { Engine } from '../../storage/contract/opened.js';
import { describeStreams } from '../../storage/contract/streams.js';
import { describeVault } from '../../storage/contract/vault.js';
import { openSqliteStore } from './open.js';

const sqlite: Engine = {
  name: 'sqlite',
  keeps: true,
  open: async (now) => {
    const folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
    const store = await openSqliteStore({ folder, now });
    let last = store;
    return {
      store,
      reopen: async () => {
        await last.close();
        last = await openSqliteStore({ folder, now });
        return last;
      },
      damage: async (sha256) => {
        const file = await openFile(join(folder, 'blobs', sha256.slice(0, 2), sha256.slice(2)), 'r+');
        await file.write(new Uint8Array([0]), 0, 1, 10);
        await file.close();
      },
      close: async () => {
        await last.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

describeStreams(sqlite);
describeBlobs(sqlite);
describeVault(sqlite);
describeIndex(sqlite);
