import { type Connection, type Model, Schema, type SchemaOptions } from 'mongoose';

// What lies in the database, collection by collection. Only what MongoDB, FerretDB and DocumentDB do alike is used:
// a string `_id` that is the key, inserted if it is absent; whole documents; plain indexes.

/** One entry of a stream: `meeting/m-1 0000000000000042`. */
export interface EntryDoc {
  readonly _id: string;
  readonly stream: string;
  readonly seq: number;
  /** When it was appended, by the store's clock. */
  readonly at: string;
  readonly crc32: number;
  /** Empty in the last one of those that were trimmed: it stays, so that the stream keeps its number. */
  readonly entry: Buffer;
}
/** `doc/a 0000000000000042`: the entries up to this number are gone, or about to go. The highest one counts. */
export interface TrimDoc {
  readonly _id: string;
  readonly upTo: number;
}
/** `doc/a yjs@1 0000000000000042`: of one stream and form the highest one counts. */
export interface SnapshotDoc {
  readonly _id: string;
  readonly upTo: number;
  readonly crc32: number;
  readonly bytes: Buffer;
}
/** `session/x/3`, the third version of `session/x`: of one key the highest one counts. */
export interface SecretDoc {
  readonly _id: string;
  readonly key: string;
  readonly version: number;
  /** JSON; null once removed or expired. */
  readonly value: string | null;
  /** When it expires or was removed; null if never. */
  readonly expiresAt: string | null;
}
/** A row of a view, `_id` its id. `body` is a document like any other, for whoever asks with another tool. */
export interface RowDoc {
  readonly _id: string;
  readonly from: number;
  readonly sort: string;
  readonly terms: readonly string[];
  readonly body: unknown;
}
/** A blob by its SHA-256, and the file of GridFS that holds it. */
export interface BlobDoc {
  readonly _id: string;
  readonly file: string;
  readonly size: number;
}
/** A file that is being written, or that a server left half-written. */
export interface UploadDoc {
  readonly _id: string;
  readonly at: string;
}
/** As GridFS wants it, so that its tools can read the files. `filename` is the SHA-256. */
export interface FileDoc {
  readonly _id: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
}
/** `{file}/{n}`. */
export interface ChunkDoc {
  readonly _id: string;
  readonly files_id: string;
  readonly n: number;
  readonly data: Buffer;
}
/** What the store is: one document. */
export interface FormatDoc {
  readonly _id: 'store';
  readonly version: number;
  readonly incarnation: string;
}

const plain: SchemaOptions = {
  autoIndex: false,
  autoCreate: false,
  versionKey: false,
  minimize: false,
  id: false,
  strict: 'throw',
};
const text = { type: String, required: true };
const whole = { type: Number, required: true };
const bytes = { type: Buffer, required: true };

export type Models = ReturnType<typeof modelsOn>;

export function modelsOn(connection: Connection) {
  const model = <Doc>(collection: string, fields: object, ...indexes: Readonly<Record<string, 1 | -1>>[]) => {
    const schema = new Schema(fields, { ...plain, collection } as object);
    for (const index of indexes) schema.index(index);
    return connection.model(collection, schema) as unknown as Model<Doc>;
  };
  const views = new Map<string, Model<RowDoc>>();
  return {
    entries: model<EntryDoc>(
      'entries',
      { _id: String, stream: text, seq: whole, at: text, crc32: whole, entry: bytes },
      { at: 1, _id: 1 },
    ),
    trims: model<TrimDoc>('trims', { _id: String, upTo: whole }),
    snapshots: model<SnapshotDoc>('snapshots', { _id: String, upTo: whole, crc32: whole, bytes }),
    vault: model<SecretDoc>(
      'vault',
      { _id: String, key: text, version: whole, value: String, expiresAt: String },
      { key: 1, version: -1 },
      { expiresAt: 1 },
    ),
    blobs: model<BlobDoc>('blobs', { _id: String, file: text, size: whole }),
    uploads: model<UploadDoc>('uploads', { _id: String, at: text }),
    files: model<FileDoc>(
      'fs.files',
      { _id: String, length: whole, chunkSize: whole, uploadDate: Date, filename: text },
      { filename: 1, uploadDate: 1 },
    ),
    chunks: model<ChunkDoc>('fs.chunks', { _id: String, files_id: text, n: whole, data: bytes }, { files_id: 1, n: 1 }),
    format: model<FormatDoc>('format', { _id: String, version: whole, incarnation: text }),
    /** A collection for each view. */
    view(name: string): Model<RowDoc> {
      const known = views.get(name);
      if (known) return known;
      const fields = { _id: String, from: whole, sort: text, terms: [String], body: Schema.Types.Mixed };
      // An array may stand in an index once; what is asked for is a term, in the order of the sort key.
      const made = model<RowDoc>(viewPrefix + name, fields, { terms: 1, sort: -1, _id: -1 }, { sort: -1, _id: -1 });
      views.set(name, made);
      return made;
    },
  };
}
export const viewPrefix = 'view_';
