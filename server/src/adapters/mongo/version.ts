import { connect, type MongoOptions } from './connect.js';

/** What answers at the address, and how it is set up. @throws StoreUnusable with the line to show. */
export async function mongoVersion(options: MongoOptions): Promise<string> {
  const connection = await connect(options);
  try {
    const db = connection.getClient().db('admin');
    const { version } = (await db.command({ buildInfo: 1 })) as { version: string };
    const { setName } = (await db.command({ hello: 1 })) as { setName?: string };
    return `MongoDB ${version}, ${setName ? `replica set ${setName}` : 'standalone'}`;
  } finally {
    await connection.destroy();
  }
}
