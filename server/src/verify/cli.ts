import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyPackage } from './package.js';
import { Wrong } from './wrong.js';

const usage = 'npm run verify -- <package.zip> [--key HEX16]';

/**
 * The command `verify`: prints every step in both languages, and the first thing wrong with its place.
 *
 * @returns the exit code: 0 if all holds, 1 if something is wrong, 2 if there was nothing to check.
 */
export function runVerify(args: readonly string[], print: (line: string) => void): number {
  const asked = readArgs(args);
  if (typeof asked === 'string') {
    print(asked);
    return 2;
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(asked.file);
  } catch (fault) {
    print(`Không đọc được · Cannot read ${asked.file}: ${fault instanceof Error ? fault.message : String(fault)}`);
    return 2;
  }
  try {
    verifyPackage(bytes, { keys: asked.keys, say: (vi, en) => print(`✓ ${vi} · ${en}`) });
  } catch (fault) {
    if (!(fault instanceof Wrong)) throw fault;
    print(`✗ SAI · WRONG: ${fault.place}: ${fault.vi} · ${fault.en}`);
    return 1;
  }
  print('Hồ sơ nguyên vẹn · The record is intact');
  return 0;
}

function readArgs(args: readonly string[]): { readonly file: string; readonly keys: string[] | null } | string {
  let parsed: { positionals: string[]; values: { key?: string[] | undefined } };
  try {
    const options = { key: { type: 'string', multiple: true } } as const;
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (fault) {
    return `${fault instanceof Error ? fault.message : String(fault)}\n${usage}`;
  }
  const [file, ...more] = parsed.positionals;
  const keys = parsed.values.key?.map((one) => one.toLowerCase()) ?? null;
  if (file === undefined || more.length > 0 || keys?.some((one) => !/^[0-9a-f]{16}$/.test(one))) return usage;
  return { file, keys };
}
