import type { Model } from 'mongoose';
import type { Call } from './calls.js';

/** One by one, as FerretDB and DocumentDB want it; what is there already is left as it is. */
export async function makeIndexes<Doc>(call: Call, model: Model<Doc>): Promise<void> {
  for (const [keys] of model.schema.indexes()) await call(() => model.collection.createIndex(keys as never));
}
