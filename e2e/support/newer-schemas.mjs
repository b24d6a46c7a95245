// Loaded before a server (`node --import`): the release after this one, in which every kind of content has a newer schema.
import { schemas } from '@ecab/shared/sync/doc-name';

for (const kind of Object.keys(schemas)) schemas[kind] += 1;
