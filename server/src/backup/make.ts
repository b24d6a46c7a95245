import type { FolderWriter, Written } from '../adapters/backup-folder.js';
import { Corrupt } from '../storage/faults.js';
import type { Instant, StoreReader } from '../storage/ports.js';
import { blobNamesIn } from './causes.js';
import { isDoc, planCut, streamNames } from './cut.js';
import { isPrivate, readDoc } from './doc-reading.js';
import { blobFile, type Manifest, manifestName, type Section, seamName, sectionFile, VERSION } from './format.js';
import type { Sealer } from './sealing.js';
import { fateOf, kindOfRow, vaultRows } from './vault-rows.js';

export interface MakeParts {
  readonly store: StoreReader;
  readonly folder: FolderWriter;
  readonly sealer: Sealer;
  /** Leaves readable what is not private: everything but private ink and notes, sealed words and the vault. */
  readonly readable: boolean;
  readonly release: string;
  readonly now: () => Instant;
  readonly tell: (line: string) => void;
}
/** A section's file is closed past this; one is held in memory. */
const FILE_BYTES = 16 * 1024 * 1024;
const TELL_EVERY = 1000;
const PAGE = 100;

/**
 * Writes a backup of a store that others write to meanwhile. Streams of commands up to one cut, then docs, then the vault
 * (an id's owner is stored before the id is used), then blobs (a file is stored before it is named).
 *
 * @throws StoreFault, FolderExists, or what the file system said. The caller discards the folder then.
 */
export async function makeBackup(parts: MakeParts): Promise<Manifest> {
  const { store, folder, sealer, readable, now, tell } = parts;
  const begunAt = now();
  const files: Written[] = [];
  const cut = await planCut(store.streams, ({ streams, of }) => {
    if (streams % TELL_EVERY === 0 || streams === of) tell(`Read: ${streams} of ${of} streams`);
  });

  const streams = section('streams', !readable);
  const own = section('private', true);
  for (const [stream, end] of cut.upTo) {
    for (let after = 0; after < end; ) {
      const page = await store.streams.read(stream, after, Math.min(PAGE, end - after));
      if (page.length === 0) throw new Corrupt(`${stream}: entries are missing after ${after}`);
      for (const { seq, entry } of page) {
        await streams.add({ stream, seq, entry: base64(entry) });
        after = seq;
      }
    }
  }
  let [docs, updates] = [0, 0];
  for await (const stream of once(streamNames(store.streams))) {
    if (!isDoc(stream)) continue;
    const { snapshot, entries } = await readDoc(store.streams, stream);
    const to = isPrivate(stream) ? own : streams;
    if (snapshot) await to.add({ stream, form: snapshot.form, upTo: snapshot.upTo, snapshot: base64(snapshot.bytes) });
    for (const { seq, entry } of entries) await to.add({ stream, seq, entry: base64(entry) });
    docs += 1;
    updates += entries.length;
  }
  await streams.close();
  await own.close();
  tell(`Written: ${cut.upTo.size} streams with ${cut.entries} entries, ${docs} docs`);

  const vault = section('vault', true);
  const unknown = new Set<string>();
  const named = new Map(cut.blobs);
  /** What rows of the vault name is as private as they are. */
  const secret = new Set<string>();
  let rows = 0;
  for await (const { key, value } of vaultRows(store.vault)) {
    const fate = fateOf(key);
    if (fate === 'left') continue;
    if (fate === 'unknown') unknown.add(kindOfRow(key));
    await vault.add({ key, value });
    for (const { sha256, as } of blobNamesIn(value)) {
      if (named.get(sha256) !== 'needed') named.set(sha256, as);
      if (!cut.blobs.has(sha256)) secret.add(sha256);
    }
    rows += 1;
  }
  await vault.close();
  // Better too much than too little: what nothing is said of is kept, and told.
  for (const kind of unknown) tell(`Note: rows ${kind}/… of the vault are of no known kind; they are kept`);
  tell(`Written: ${rows} rows of the vault`);

  const missing: string[] = [];
  let blobs = 0;
  for (const [sha256, as] of named) {
    const written = await writeBlob(sha256, !readable || as === 'sealed' || secret.has(sha256));
    if (written) {
      files.push(written);
      blobs += 1;
      if (blobs % TELL_EVERY === 0) tell(`Written: ${blobs} blobs`);
    } else if (as === 'needed') missing.push(sha256);
  }
  tell(`Written: ${blobs} blobs`);

  const manifest: Manifest = {
    format: 'e-cabinet-backup',
    version: VERSION,
    release: parts.release,
    incarnation: store.incarnation,
    begunAt,
    endedAt: now(),
    recipients: [...sealer.recipients],
    counts: { streams: cut.upTo.size, entries: cut.entries + updates, docs, rows, blobs },
    missing,
    files,
  };
  const { sha256 } = await folder.write(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
  await folder.write(seamName, Buffer.from(`${sha256}  ${manifestName}\n`));
  await folder.finish();
  return manifest;

  function section(name: Section, sealed: boolean) {
    let lines: Buffer[] = [];
    let [size, number] = [0, 0];
    const flush = async () => {
      number += 1;
      const bytes = Buffer.concat(lines);
      [lines, size] = [[], 0];
      files.push(await folder.write(sectionFile(name, number, sealed), sealed ? await sealer.whole(bytes) : bytes));
    };
    return {
      async add(line: object) {
        const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
        lines.push(bytes);
        size += bytes.length;
        if (size >= FILE_BYTES) await flush();
      },
      async close() {
        if (size > 0) await flush();
      },
    };
  }
  /** @returns null if there is none, or one that does not match its name. */
  async function writeBlob(sha256: string, sealed: boolean): Promise<Written | null> {
    const source = await store.blobs.get(sha256);
    if (!source) return null;
    try {
      const name = blobFile(sha256, sealed);
      return await folder.write(name, sealed ? await sealer.stream(source) : source);
    } catch (fault) {
      if (!(fault instanceof Corrupt)) throw fault;
      tell(`Damaged: ${fault.message}`);
      return null;
    }
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A stream that moves while names are read comes again. */
async function* once(names: AsyncIterable<string>): AsyncGenerator<string> {
  const seen = new Set<string>();
  for await (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    yield name;
  }
}
