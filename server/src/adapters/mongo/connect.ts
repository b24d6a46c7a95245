import mongoose, { type Connection, mongo } from 'mongoose';
import { StoreUnusable } from '../../storage/faults.js';
import { databaseIn, withoutSecrets } from './address.js';
import { codeOf } from './calls.js';

/** Where the address names no database. */
const DATABASE = 'ecabinet';
const SELECTION_MS = 2_500;
const SOCKET_MS = 10_000;
const AUTHENTICATION_FAILED = [18, 8_000];
const UNAUTHORIZED = 13;

export interface MongoOptions {
  readonly uri: string;
  /** Instead of the one the address names. */
  readonly database?: string;
  /** A server without a replica set loses what was acknowledged when its machine is lost, and cannot be failed over. */
  readonly allowStandalone?: boolean;
}

/**
 * Connects, and makes sure that what is written is kept by a majority.
 *
 * @throws StoreUnusable with the line to show: unreachable, wrong credentials, no right to the database, standalone.
 */
export async function connect({ uri, database, allowStandalone }: MongoOptions): Promise<Connection> {
  const shown = withoutSecrets(uri);
  const connection = mongoose.createConnection();
  try {
    await connection.openUri(uri, {
      dbName: database ?? databaseIn(uri) ?? DATABASE,
      appName: 'e-cabinet',
      // Also where the address says otherwise: durability is no matter of taste.
      writeConcern: { w: 'majority', j: true },
      readConcernLevel: 'majority',
      readPreference: 'primary',
      serverSelectionTimeoutMS: SELECTION_MS,
      connectTimeoutMS: SELECTION_MS,
      waitQueueTimeoutMS: SELECTION_MS,
      socketTimeoutMS: SOCKET_MS,
      heartbeatFrequencyMS: 2_000,
      promoteBuffers: true,
      ignoreUndefined: false,
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
    });
    const db = connection.getClient().db(connection.name);
    const { setName, msg } = (await db.command({ hello: 1 })) as { setName?: string; msg?: string };
    if (!setName && msg !== 'isdbgrid' && !allowStandalone)
      throw new StoreUnusable(
        `MONGODB_URI ${shown}: this is a standalone server. A replica set is needed, one member is enough: start mongod with --replSet and run rs.initiate().`,
      );
    // The first command that needs a right.
    await db.listCollections({}, { nameOnly: true }).toArray();
    return connection;
  } catch (error) {
    await connection.destroy(true).catch(() => {});
    throw startFault(error, shown);
  }
}

function startFault(error: unknown, shown: string): unknown {
  const code = codeOf(error);
  if (code !== null && AUTHENTICATION_FAILED.includes(code))
    return new StoreUnusable(`MONGODB_URI ${shown}: the server does not accept the name or the password.`);
  if (code === UNAUTHORIZED)
    return new StoreUnusable(
      `MONGODB_URI ${shown}: this user may not use the database. Give it the role readWrite on it.`,
    );
  if (error instanceof mongo.MongoParseError || error instanceof mongo.MongoAPIError)
    return new StoreUnusable(`MONGODB_URI ${shown}: not an address of MongoDB. ${error.message}`);
  if (error instanceof mongo.MongoError || error instanceof mongoose.MongooseError)
    return new StoreUnusable(
      `MONGODB_URI ${shown}: no server can be reached there. Is it running, is the address right, is a firewall between? (${error.message})`,
    );
  return error;
}
