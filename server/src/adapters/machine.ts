import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

// What the machine under the server is like, for `doctor`.

const ANSWER_MS = 20_000;

/** The first line that a program says of its version, null if there is none of these names on the PATH. */
export async function versionOf(names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const said = await new Promise<string | null>((done) => {
      execFile(name, ['--version'], { timeout: ANSWER_MS }, (fault, out) =>
        done(fault ? null : out.split('\n')[0]!.trim()),
      );
    });
    if (said !== null) return said;
  }
  return null;
}

/** Of the disk that a folder lies on, or would lie on. */
export async function spaceAt(path: string): Promise<{ readonly freeBytes: number; readonly totalBytes: number }> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await statfs(folder).catch(() => null);
    if (found) return { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
    if (dirname(folder) === folder) throw new Error(`no disk at ${path}`);
  }
}

/** @returns null if there is none but could be; `never` if something that is no folder, or may not be written, is in its place. */
export async function folderAt(
  path: string,
): Promise<{ readonly mode: number; readonly isWritable: boolean } | 'never' | null> {
  const found = await stat(path).catch((fault: NodeJS.ErrnoException) => (fault.code === 'ENOENT' ? null : 'never'));
  if (found === 'never' || found?.isDirectory() === false) return 'never';
  const isWritable = (folder: string) =>
    access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
  if (found) return { mode: found.mode, isWritable: await isWritable(path) };
  let above = dirname(resolve(path));
  while (!(await stat(above).catch(() => null))) above = dirname(above);
  return (await isWritable(above)) ? null : 'never';
}

/** @throws the error of a file that cannot be read, or that holds none. */
export async function readTls({ certFile, keyFile }: { readonly certFile: string; readonly keyFile: string }) {
  const certificate = new X509Certificate(await readFile(certFile));
  return { certificate, fits: certificate.checkPrivateKey(createPrivateKey(await readFile(keyFile))) };
}
