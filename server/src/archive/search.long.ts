import { test } from 'vitest';
import { noMongo, openMongo } from '../adapters/mongo/mongo.fixture.js';
import { describeSearch } from './search-suite.fixture.js';

const open = openMongo;
if (open === null) test.skip(`the archive on mongo: skipped, ${noMongo}`, () => {});
else describeSearch('mongo', () => open(() => '2026-11-26T00:00:00.000Z'));
