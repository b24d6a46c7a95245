import { readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { createFolder, FolderExists, readFolder } from '../adapters/backup-folder.js';
import { createClock } from '../adapters/system.js';
import { type Config, readConfig } from '../config.js';
import { explain, writable } from '../explain.js';
import { createLoneProjector } from '../jobs/lone-projector.js';
import { openAnyStore, openAnyStoreReader, openStoreReader, storeName } from '../open-store.js';
import { release } from '../release.js';
import { checkBackup } from '../store-check/backup.js';
import { Wrong } from '../verify/wrong.js';
import { makeBackup } from './make.js';
import { type Backup, openBackup } from './open.js';
import { isEmpty, restoreBackup } from './restore.js';
import { KeyFault, keysIn, newKey, type Opener, openerFor, recipientOf, sealerFor } from './sealing.js';

type Env = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

const backupUsage = [
  'npm run backup -- <folder> [--to age1…] [--readable]    the folder is made; BACKUP_RECIPIENTS stands for --to',
  'npm run backup -- --new-key <file>                      makes the key that opens backups',
];
const noKey = [
  'No key to encrypt to: private ink, notes and passwords are never written readable. Make a key once, with',
  '  npm run backup -- --new-key backup-key.txt',
  'keep that file away from this machine, and set BACKUP_RECIPIENTS to the age1… that it prints.',
];

/** @returns the exit code: 0 if the backup is whole, 1 if not, 2 if there was nothing to do. */
export async function runBackup(args: readonly string[], env: Env, print: Print): Promise<number> {
  const options = {
    to: { type: 'string', multiple: true },
    readable: { type: 'boolean' },
    'new-key': { type: 'string' },
  } as const;
  const asked = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options }), print);
  if (!asked) return usage(backupUsage, print);
  const { positionals, values } = asked;
  if (values['new-key'] !== undefined)
    return positionals.length > 0 ? usage(backupUsage, print) : makeKey(values['new-key'], print);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) return usage(backupUsage, print);
  return guarded(env, print, async (config) => {
    const recipients = values.to ?? config.backup.recipients;
    if (recipients.length === 0) {
      for (const line of noKey) print(line);
      return 1;
    }
    const sealer = sealerFor(recipients);
    const { now } = createClock(config.clockStart);
    const folder = await createFolder(path);
    try {
      // The meeting goes first.
      setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
      const store = await openStoreReader(config, now);
      try {
        const readable = values.readable ?? false;
        const { counts, missing } = await makeBackup({ store, folder, sealer, readable, release, now, tell: print });
        const { streams, docs, entries, blobs } = counts;
        print(
          `Backup in ${path}: ${streams} streams, ${docs} docs, ${entries} entries, ${blobs} blobs. Try it: npm run verify -- ${path} --key-file <file>`,
        );
        for (const sha256 of missing)
          print(`WARNING: blob ${sha256} is missing or damaged in the store; the backup lacks it`);
        return missing.length > 0 ? 1 : 0;
      } finally {
        await store.close();
      }
    } catch (fault) {
      await folder.discard();
      throw fault;
    }
  });
}

async function makeKey(file: string, print: Print): Promise<number> {
  const made = await newKey(new Date().toISOString());
  try {
    await writeFile(file, made.file, { flag: 'wx', mode: 0o600 });
    await chmod(file, 0o600);
  } catch (fault) {
    print(`Cannot write ${file}: ${fault instanceof Error ? fault.message : String(fault)}`);
    return 1;
  }
  print(`${file} holds the key that opens your backups. Without it they are lost: keep copies, none of them here.`);
  print(`BACKUP_RECIPIENTS=${made.recipient}`);
  return 0;
}

const restoreUsage = [
  'npm run restore -- <folder> [--key-file <file>]    into an empty store; BACKUP_KEY_FILE stands for --key-file',
];

/** @returns the exit code: 0 if the store holds the body now, 1 if not, 2 if there was nothing to do. */
export async function runRestore(args: readonly string[], env: Env, print: Print): Promise<number> {
  const options = { 'key-file': { type: 'string' } } as const;
  const asked = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options }), print);
  const [path, ...more] = asked?.positionals ?? [];
  if (!asked || path === undefined || more.length > 0) return usage(restoreUsage, print);
  return guarded(env, print, async (config) => {
    const keyFile = asked.values['key-file'] ?? config.backup.keyFile;
    if (keyFile === null) {
      print('A backup is opened with the key that it was made for: --key-file <file>, or BACKUP_KEY_FILE.');
      return 1;
    }
    const { now } = createClock(config.clockStart);
    const refused = `${storeName(config)} is not empty. Nothing was changed; restore into an empty store.`;
    // Asked first, since reading a large backup takes long.
    const there = await openAnyStoreReader(config, now).catch(() => null);
    const isFree = there === null || (await isEmpty(there));
    await there?.close();
    if (!isFree) {
      print(refused);
      return 1;
    }
    const checked = await checkedBackup(path, keyFile, print);
    if (!checked) return 1;
    const { backup, opener } = checked;
    if (!config.mongo) writable(config.dataDir);
    const store = await openAnyStore(config, now);
    try {
      if (!(await isEmpty(store))) {
        print(refused);
        return 1;
      }
      const { bodyId } = await restoreBackup(backup, opener, store, print);
      print('Making lists and archive anew…');
      await createLoneProjector(store, bodyId).rebuild();
      print(
        `Restored into ${storeName(config)}, as incarnation ${store.incarnation}. Start the server; everyone signs in again.`,
      );
      return 0;
    } finally {
      await store.close();
    }
  });
}

/** @returns null, with a line, if anything in it is not as it was written. */
async function checkedBackup(path: string, keyFile: string, print: Print) {
  try {
    const opened = await openedWith(path, keyFile, print);
    print('Every file is as it was written. Checking what they hold…');
    await checkBackup(opened.backup, opened.opener, null, (_, en) => print(en));
    return opened;
  } catch (fault) {
    if (!(fault instanceof Wrong)) throw fault;
    print(`WRONG: ${fault.place}: ${fault.en}. Nothing was changed.`);
    return null;
  }
}

/** A backup, every file of it compared, and what opens it. @throws Wrong, KeyFault */
export async function openedWith(
  path: string,
  keyFile: string,
  print: Print,
): Promise<{ readonly backup: Backup; readonly opener: Opener }> {
  let text: string;
  try {
    text = readFileSync(keyFile, 'utf8');
  } catch (fault) {
    throw new KeyFault(`${keyFile}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  try {
    const keys = keysIn(text);
    const mine = await Promise.all(keys.map(recipientOf));
    const backup = await openBackup(readFolder(path), (files, of) => {
      if (files % 1000 === 0) print(`Compared: ${files} of ${of} files`);
    });
    const { recipients } = backup.manifest;
    if (!recipients.some((one) => mine.includes(one)))
      throw new KeyFault(`is not the key of this backup, which was made for ${recipients.join(', ')}`);
    return { backup, opener: openerFor(keys) };
  } catch (fault) {
    if (fault instanceof KeyFault) throw new KeyFault(`${keyFile} ${fault.message}`);
    throw fault;
  }
}

/** One clear line for what an administrator can cure. */
export async function guarded(env: Env, print: Print, run: (config: Config) => Promise<number>): Promise<number> {
  let config: Config | null = null;
  try {
    config = readConfig(env);
    return await run(config);
  } catch (fault) {
    // The folder, the key or the disk: its own words name the path.
    const isOfFiles = typeof (fault as { syscall?: unknown }).syscall === 'string';
    const line =
      fault instanceof KeyFault
        ? fault.message
        : fault instanceof FolderExists
          ? `${fault.message} is there already. A backup is never written over another.`
          : (explain(fault, config) ?? (isOfFiles ? (fault as Error).message : null));
    if (line === null) throw fault;
    print(line);
    return 1;
  }
}
function parsed<T>(read: () => T, print: Print): T | null {
  try {
    return read();
  } catch (fault) {
    print(fault instanceof Error ? fault.message : String(fault));
    return null;
  }
}
function usage(lines: readonly string[], print: Print): number {
  for (const line of lines) print(line);
  return 2;
}
