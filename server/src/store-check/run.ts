import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFolder } from '../adapters/backup-folder.js';
import { createClock, pause } from '../adapters/system.js';
import { manifestName } from '../backup/format.js';
import { openBackup } from '../backup/open.js';
import { guarded, openedWith } from '../backup/run.js';
import { openAnyStoreReader } from '../open-store.js';
import { type Say, Wrong } from '../verify/wrong.js';
import { checkBackup } from './backup.js';
import { checkStore } from './store.js';

type Print = (line: string) => void;
const usage = [
  'npm run verify -- [folder of a store] [--key HEX16]                   without a folder, the one of DATA_DIR or MONGODB_URI',
  'npm run verify -- <folder of a backup> [--key-file FILE] [--key HEX16]',
  'npm run verify -- <package.zip> [--key HEX16]',
];

/**
 * `verify` of a store, beside its server or without one, or of a backup.
 *
 * @returns the exit code: 0 if all holds, 1 if something is wrong, 2 if there was nothing to check.
 */
export async function runVerifyFolder(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: Print,
): Promise<number> {
  const asked = readArgs(args);
  if (!asked) {
    for (const line of usage) print(line);
    return 2;
  }
  const say: Say = (vi, en) => print(`✓ ${vi} · ${en}`);
  const { folder, keys } = asked;
  try {
    if (folder !== null && existsSync(join(folder, manifestName))) {
      return await guarded(env, print, async (config) => {
        const keyFile = asked.keyFile ?? config.backup.keyFile;
        const { backup, opener } =
          keyFile === null
            ? { backup: await openBackup(readFolder(folder)), opener: null }
            : await openedWith(folder, keyFile, print);
        const { files } = backup.manifest;
        say(`Bản sao lưu: ${files.length} tệp đúng mã băm`, `Backup: ${files.length} files match their hashes`);
        if (opener === null) {
          print('Nội dung chưa kiểm: cần --key-file · What they hold was not checked: that needs --key-file');
          return 0;
        }
        await checkBackup(backup, opener, keys, say);
        print('Bản sao lưu nguyên vẹn · The backup is intact');
        return 0;
      });
    }
    return await guarded(
      folder === null ? env : { ...env, DATA_DIR: folder, MONGODB_URI: '' },
      print,
      async (config) => {
        const { now } = createClock(config.clockStart);
        const store = await openAnyStoreReader(config, now);
        try {
          await checkStore({ store, keys, say, pause });
          print('Kho dữ liệu nguyên vẹn · The store is intact');
          return 0;
        } finally {
          await store.close();
        }
      },
    );
  } catch (fault) {
    if (!(fault instanceof Wrong)) throw fault;
    print(`✗ SAI · WRONG: ${fault.place}: ${fault.vi} · ${fault.en}`);
    return 1;
  }
}

function readArgs(args: readonly string[]) {
  try {
    const options = { key: { type: 'string', multiple: true }, 'key-file': { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
    const keys = values.key?.map((one) => one.toLowerCase()) ?? null;
    if (positionals.length > 1 || keys?.some((one) => !/^[0-9a-f]{16}$/.test(one))) return null;
    return { folder: positionals[0] ?? null, keys, keyFile: values['key-file'] ?? null };
  } catch {
    return null;
  }
}
