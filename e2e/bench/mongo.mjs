import { openMongoStore } from '../../server/dist/adapters/mongo/open.js';

/** A store on the server of `MONGODB_URI`, in a database of its own. */
export function openMongo(now) {
  const uri = new URL(process.env.MONGODB_URI);
  uri.pathname = `/ecab-bench-${process.pid}`;
  return openMongoStore({ uri: uri.href, allowStandalone: true, now });
}
