import { describeBlobs } from './contract/blobs.js';
import { describeIndex } from './contract/index.js';
import type { Engine } from './contract/opened.js';
import { describeStreams } from './contract/streams.js';
import { describeVault } from './contract/vault.js';
import { memoryStore } from './memory.js';

const never = () => Promise.reject(new Error('a store in memory keeps nothing'));
const memory: Engine = {
  name: 'memory',
  keeps: false,
  open: async (now) => {
    const store = memoryStore({ now });
    return { store, reopen: never, damage: never, close: () => store.close() };
  },
};

describeStreams(memory);
describeBlobs(memory);
describeVault(memory);
describeIndex(memory);
