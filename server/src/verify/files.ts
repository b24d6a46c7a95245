import { createHash } from 'node:crypto';
import { type Manifest, manifestForm, manifestName } from './format.js';
import { type Say, Wrong } from './wrong.js';
import { unzip } from './zip.js';

/** The files of a package, each as its manifest says. */
export interface Package {
  readonly manifest: Manifest;
  /** @throws Wrong if there is none. */
  file(name: string): Uint8Array;
  readonly names: readonly string[];
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** @throws Wrong for bytes that are no UTF-8. */
export function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Wrong(name, 'không phải văn bản UTF-8', 'is no text in UTF-8');
  }
}

/** @throws Wrong at the first file that is missing, too many, or not as the manifest has it. */
export function openPackage(bytes: Uint8Array, say: Say): Package {
  const entries = unzip(bytes);
  say(`Gói hồ sơ: ${entries.length} tệp, cấu trúc đúng`, `Package: ${entries.length} files, structure intact`);
  const files = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  if (files.size < entries.length) throw new Wrong('ZIP', 'một tên tệp có hai lần', 'a name stands there twice');
  const manifest = readManifest(files.get(manifestName));
  const listed = new Set(manifest.files.map(({ name }) => name));
  for (const { name, sha256, size } of manifest.files) {
    const found = files.get(name);
    if (!found) throw new Wrong(name, 'có trong danh mục nhưng thiếu tệp', 'listed, but the file is missing');
    if (found.length !== size || sha256Of(found) !== sha256)
      throw new Wrong(name, 'nội dung tệp khác với danh mục', 'the file differs from the manifest');
  }
  for (const name of files.keys())
    if (name !== manifestName && !listed.has(name))
      throw new Wrong(name, 'tệp không có trong danh mục', 'the file is not in the manifest');
  say(`Danh mục: ${listed.size} tệp đúng mã băm`, `Manifest: ${listed.size} files match their hashes`);
  return {
    manifest,
    names: [...listed],
    file(name) {
      const found = files.get(name);
      if (!found) throw new Wrong(name, 'thiếu tệp', 'the file is missing');
      return found;
    },
  };
}

function readManifest(bytes: Uint8Array | undefined): Manifest {
  if (!bytes) throw new Wrong(manifestName, 'thiếu danh mục', 'there is no manifest');
  let value: unknown;
  try {
    value = JSON.parse(textOf(manifestName, bytes));
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    throw new Wrong(manifestName, 'không phải JSON', 'is no JSON');
  }
  const read = manifestForm.safeParse(value);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') ?? '';
  throw new Wrong(manifestName, `danh mục không đúng dạng: ${where}`, `the manifest is not of a known form: ${where}`);
}
