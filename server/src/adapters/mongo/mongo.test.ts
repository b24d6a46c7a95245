import { describeBlobs } from '../../storage/contract/blobs.js';
import { describeIndex } from '../../storage/contract/index.js';
import { describeStreams } from '../../storage/contract/streams.js';
import { describeVault } from '../../storage/contract/vault.js';
import { describeMongo, mongoEngine } from './mongo.fixture.js';

describeMongo('contract', (server) => {
  const mongo = mongoEngine(server);
  describeStreams(mongo);
  describeBlobs(mongo);
  describeVault(mongo);
  describeIndex(mongo);
});
