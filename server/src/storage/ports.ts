import type { Readable } from 'node:stream';

/** `kind/id…`, ASCII `[a-z]+(/[A-Za-z0-9._~@-]{1,128})+`, at most 400 characters; parsed by `streamName` in shared. */
export type StreamName = string;
/** ISO 8601 in UTC with milliseconds. */
export type Instant = string;

export interface StoredEntry {
  readonly seq: number;
  readonly entry: Uint8Array;
}

/**
 * The one truth: append-only sequences of opaque bytes, numbered from 1 without a gap.
 * Every method may throw {@link Unreachable}; `append` and `keep` also {@link Full}; reads also {@link Corrupt}.
 * What no stream could hold (a name, number or size out of bounds) is a TypeError or RangeError, and nothing is stored.
 */
export interface Streams {
  /**
   * Appends one entry of 1 byte to 4 MiB, whole and durable, if the stream's head is still `after` (0: the stream is new).
   * The bytes are those at the time of the call; the caller may use its buffer again.
   * @returns 'moved' if another writer was first, or if the stream is not there yet: read on from `after` and decide anew.
   * @throws Unreachable when the outcome is unknown; the entry may or may not be there, or yet appear. Asked again at the
   *   same number it is never stored twice: 'moved' may then mean one's own entry, which reading tells.
   */
  append(stream: StreamName, after: number, entry: Uint8Array): Promise<'stored' | 'moved'>;
  /** Entries with `seq > after`, ordered, gapless, at most `limit`; only what survives a failover. Trimmed ones are gone. */
  read(stream: StreamName, after: number, limit: number): Promise<readonly StoredEntry[]>;
  /** The number of the last entry, trimmed or not; 0 if there is none. */
  head(stream: StreamName): Promise<number>;
  /**
   * Streams appended to at or after `since`, each at least once, ordered by (time of the last append, name), at most
   * `limit` after the cursor. For rebuilding and sweeping projections. By the store's clock, which is not set back with
   * the machine's.
   * @returns `next` the cursor of the next page, null after the last one. The next sweep starts `since` this one began.
   */
  touched(
    since: Instant,
    after: string | null,
    limit: number,
  ): Promise<{ readonly streams: readonly StreamName[]; readonly next: string | null }>;
  /** The newest kept snapshot of that form. */
  snapshot(stream: StreamName, form: string): Promise<{ readonly upTo: number; readonly bytes: Uint8Array } | null>;
  /**
   * Keeps a snapshot of up to 12 MiB; one with an older `upTo` than the kept one is ignored. Durable before it answers.
   * @param form printable ASCII without spaces, at most 200 characters.
   * @throws RangeError if it is larger, or there are no entries up to `upTo`.
   */
  keep(stream: StreamName, form: string, upTo: number, bytes: Uint8Array): Promise<void>;
  /**
   * Removes entries up to and including `upTo`; `doc/` streams only.
   * Again, or up to an earlier one, changes nothing.
   *
   * @throws RangeError unless a kept snapshot of any form covers them. Numbers are never given again.
   */
  trim(stream: StreamName, upTo: number): Promise<void>;
}

export interface ByteRange {
  /** Offsets in bytes; `end` is inclusive, as in HTTP. */
  readonly start: number;
  readonly end: number;
}

/**
 * Bytes by their SHA-256. What `put` answered is durable: file and folder are synced, or a majority has it, before the name
 * appears. After {@link Unreachable} putting them again is all there is to do. Every method may throw Unreachable.
 */
export interface Blobs {
  /**
   * Streams it in, hashing as it goes. The same bytes again are the same blob. A source that fails leaves nothing, and
   * its own error is thrown.
   * @param look is given the bytes once all are written and before their name appears: what it throws is thrown, and
   *   nothing is left either. Once there is a name they cannot be taken back, since somebody else may have put the same.
   * @throws Full, Unreachable
   */
  put(
    source: AsyncIterable<Uint8Array> | Uint8Array,
    look?: (read: () => AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<{ readonly sha256: string; readonly size: number }>;
  /**
   * An `end` past the last byte is cut.
   * @returns null if there is none. A whole read that does not match its name ends in {@link Corrupt} before its last
   *   bytes; a range is not compared.
   * @throws RangeError for a range without a byte of the blob, TypeError for what is not a SHA-256 in lower-case hex.
   */
  get(sha256: string, range?: ByteRange): Promise<Readable | null>;
  /** Size in bytes, null if there is none. */
  size(sha256: string): Promise<number | null>;
  /** What is not there is removed already. */
  remove(sha256: string): Promise<void>;
}

export interface Secret {
  readonly key: string;
  readonly version: number;
  /** JSON, portable: see `assertPortable`. */
  readonly value: unknown;
}

/**
 * Credentials, sessions, leases, keys. Compare-and-set by version; what has expired is absent.
 * Every method may throw {@link Unreachable}, `put` also {@link Full}: after a write its outcome is unknown, and `get` tells.
 * Keys are portable text of 1 to 400 characters, values portable JSON of at most 4 MiB; anything else is a TypeError or
 * RangeError.
 */
export interface Vault {
  get(key: string): Promise<Secret | null>;
  /**
   * Stores if the key's version is still `expect`, as version `expect + 1`. A new key starts with 1; a key that was
   * removed or has expired goes on from its last version for a month, so that nobody takes the new secret for the old.
   * `expiresAt` is compared with the injected clock; without one the secret does not expire.
   */
  put(key: string, value: unknown, expect: 'absent' | number, expiresAt?: Instant): Promise<'stored' | 'moved'>;
  /** Keys that start with `prefix` and follow `after`, in order of code points (of UTF-8 bytes, as both engines sort). */
  list(prefix: string, after: string | null, limit: number): Promise<readonly Secret[]>;
  remove(key: string, version: number): Promise<'removed' | 'moved'>;
}

export interface Row {
  /** `[a-z][a-z0-9-]*`, at most 64 characters. */
  readonly view: string;
  /** Portable text, at most 400 characters. */
  readonly id: string;
  /** `{epoch}:{stream seq}` made by the projector; a row whose `from` is not newer than the stored one is ignored. */
  readonly from: number;
  /** Printable ASCII, 1 to 200 characters, made in shared; rows come newest (greatest) first. Unique together with `id`. */
  readonly sort: string;
  /** Words, rights and facets as prefixed terms: `w:nghi`, `x:nghị`, `who:p-khue`, `kind:meeting`. Each at most 200 characters, at most 20,000 of them. */
  readonly terms: readonly string[];
  /** JSON, portable. */
  readonly body: unknown;
}

export interface Query {
  /** Every one of these … */
  readonly allTerms: readonly string[];
  /** … and at least one of these, where given (rights; an empty list matches nothing) … */
  readonly anyTerms?: readonly string[];
  /** … and a term that starts so, where given. */
  readonly prefix?: string;
}

/**
 * No truth: may be dropped and rebuilt from streams. Views: meetings, papers, tasks, archive, … Every method may be called
 * again with the same effect, and may throw {@link Unreachable}; `put` also {@link Full}.
 */
export interface Index {
  /**
   * Inserts or replaces rows; one with an older or equal `from` is ignored. A fault may leave some of them stored: put
   * them again. A row out of bounds is a TypeError or RangeError, and none is stored.
   */
  put(rows: readonly Row[]): Promise<void>;
  remove(view: string, id: string): Promise<void>;
  get(view: string, id: string): Promise<Row | null>;
  /** Rows by (`sort`, `id`) descending in code points, after the cursor `{sort, id}` if given. Terms are compared exactly. */
  find(
    view: string,
    query: Query & { readonly after?: { readonly sort: string; readonly id: string }; readonly limit: number },
  ): Promise<readonly Row[]>;
  /** How many match, counted no further than `cap`. */
  count(view: string, query: Query & { readonly cap: number }): Promise<number>;
  /** Empties a view, or everything. Of rows put while it runs some may go too: rebuild after it. */
  drop(view?: string): Promise<void>;
}

/** What an engine gives. `close` waits for what is under way. */
export interface Store {
  readonly streams: Streams;
  readonly blobs: Blobs;
  readonly vault: Vault;
  readonly index: Index;
  /** The id of this store, new at creation and at every restore. */
  readonly incarnation: string;
  close(): Promise<void>;
}

/** What `backup` and `verify` may do beside a running server. */
export interface StoreReader {
  readonly streams: Pick<Streams, 'read' | 'head' | 'touched' | 'snapshot'>;
  readonly blobs: Pick<Blobs, 'get' | 'size'>;
  readonly vault: Pick<Vault, 'get' | 'list'>;
  readonly index: Pick<Index, 'get' | 'find' | 'count'>;
  readonly incarnation: string;
  close(): Promise<void>;
}
