import { folderAt, readTls, spaceAt, versionOf } from '../adapters/machine.js';
import { mongoVersion } from '../adapters/mongo/version.js';
import { sqliteVersion } from '../adapters/sqlite/engine.js';
import { createClock } from '../adapters/system.js';
import { sealerFor } from '../backup/sealing.js';
import { type Config, ConfigFault, readConfig } from '../config.js';
import { explain } from '../explain.js';
import { openStoreReader, storeName } from '../open-store.js';
import { NoStore, StoreFault } from '../storage/faults.js';
import {
  bad,
  clockRow,
  type DoctorRow,
  folderRow,
  hint,
  nodeRow,
  ok,
  plainRow,
  programRow,
  spaceRow,
  table,
  tlsRow,
} from './rows.js';

/** Entries may be a little ahead where several servers write. */
const AHEAD_MS = 120_000;

/**
 * `npm run doctor`: looks at everything that an installation rests on, changes nothing, and says what to do.
 *
 * @returns the exit code: 0 if nothing must be done, 1 if something must.
 */
export async function runDoctor(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<number> {
  if (args.length > 0) {
    print('npm run doctor    takes no arguments; it looks at what the environment configures');
    return 2;
  }
  const rows = [nodeRow(process.versions.node), ...(await rowsOf(env))];
  for (const line of table(rows)) print(line);
  const toDo = rows.filter(({ state }) => state === 'bad').length;
  print(toDo === 0 ? 'Nothing must be done.' : `${toDo} of ${rows.length} must be done.`);
  return toDo === 0 ? 0 : 1;
}

async function rowsOf(env: Readonly<Record<string, string | undefined>>): Promise<DoctorRow[]> {
  let config: Config;
  try {
    config = readConfig(env);
  } catch (fault) {
    if (!(fault instanceof ConfigFault)) throw fault;
    return fault.faults.map((one) => bad('Configuration', one, 'Set it right, and ask again.'));
  }
  return [
    ok('Configuration', config.production ? 'production' : 'not production'),
    await engineRow(config),
    ...(await storeRows(config)),
    ...(config.mongo ? [] : [await placeRow(config), await diskRow(config)]),
    await encryptionRow(config),
    backupRow(config),
    programRow(
      'LibreOffice',
      await versionOf(['soffice', 'libreoffice']),
      'Only PDF papers can be added; install libreoffice for Office files.',
    ),
    programRow(
      'Chromium',
      await versionOf(['chromium', 'chromium-browser', 'google-chrome']),
      'Only npm test needs it.',
    ),
    ok('Redis', 'not used by this release'),
  ];
}

async function engineRow({ mongo }: Config): Promise<DoctorRow> {
  if (!mongo) return ok('Engine', sqliteVersion());
  try {
    return ok('Engine', await mongoVersion(mongo));
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault;
    return bad('Engine', 'MongoDB, not usable', fault.message);
  }
}

async function storeRows(config: Config): Promise<DoctorRow[]> {
  const { now } = createClock(config.clockStart);
  const name = storeName(config);
  try {
    const store = await openStoreReader(config, now);
    try {
      const installed = (await store.vault.get('installation'))?.value as { bodyId: string } | undefined;
      const at = now();
      const soon = new Date(Date.parse(at) + AHEAD_MS).toISOString();
      const { streams } = await store.streams.touched(soon, null, 1);
      return [
        installed
          ? ok('Store', `${name}, body ${installed.bodyId}`)
          : hint('Store', `${name}, no body yet`, 'npm run found -- body.yaml, or npm run restore.'),
        clockRow(at, streams.length > 0),
      ];
    } finally {
      await store.close();
    }
  } catch (fault) {
    if (fault instanceof NoStore)
      return [hint('Store', `${name}, empty`, 'The first start makes it; or npm run found, npm run restore.')];
    const line = explain(fault, config);
    if (line === null) throw fault;
    return [bad('Store', `${name}, not usable`, line)];
  }
}

async function placeRow({ dataDir, production }: Config): Promise<DoctorRow> {
  const found = await folderAt(dataDir);
  if (found === 'never')
    return bad(
      'Folder',
      `${dataDir} is none, and cannot be made`,
      'Set DATA_DIR to a folder that the server may write.',
    );
  return found
    ? folderRow(dataDir, found.mode, found.isWritable, production)
    : ok('Folder', `${dataDir}, made at the first start`);
}
async function diskRow({ dataDir }: Config): Promise<DoctorRow> {
  const { freeBytes, totalBytes } = await spaceAt(dataDir);
  return spaceRow(freeBytes, totalBytes);
}
async function encryptionRow({ tls, publicUrl, trustProxy, clockStart }: Config): Promise<DoctorRow> {
  if (!tls) return plainRow(publicUrl, trustProxy);
  try {
    const { hostname } = new URL(publicUrl);
    return tlsRow(await readTls(tls), hostname.replace(/^\[|\]$/g, ''), createClock(clockStart).now());
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return bad('TLS', `${tls.certFile}, ${tls.keyFile}`, `Cannot be read as PEM: ${why}`);
  }
}
function backupRow({ backup }: Config): DoctorRow {
  const { recipients } = backup;
  if (recipients.length === 0)
    return hint('Backups', 'no key', 'npm run backup -- --new-key <file>, then set BACKUP_RECIPIENTS.');
  try {
    sealerFor(recipients);
    return ok('Backups', `encrypted to ${recipients.length} key${recipients.length > 1 ? 's' : ''}`);
  } catch (fault) {
    return bad('Backups', 'BACKUP_RECIPIENTS', fault instanceof Error ? fault.message : String(fault));
  }
}
