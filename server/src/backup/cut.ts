import type { Instant, StoreReader, Streams } from '../storage/ports.js';
import { type BlobName, leansOf } from './causes.js';

/** Where each stream of commands is cut, so that all of them together are what a loss of power could have left. */
export interface Cut {
  /** The last number of each stream, in the order in which they were read. */
  readonly upTo: ReadonlyMap<string, number>;
  /** Names of blobs that the entries hold, by how far they are needed. */
  readonly blobs: ReadonlyMap<string, BlobName['as']>;
  readonly entries: number;
}
const PAGE = 100;
const NAMES = 500;
const EVER = '1970-01-01T00:00:00.000Z';

/**
 * Consequences before their sources: a consequence that is in the cut has then its source in it. What is read last may be
 * ahead, and only lacks what would follow by itself. Streams of a kind not named here stand between.
 */
const order = ['audit', 'task', 'written', 'register', '', 'meeting', 'box', 'body'] as const;
const rank = (stream: string) => {
  const kind = stream.slice(0, stream.indexOf('/'));
  return (order as readonly string[]).indexOf((order as readonly string[]).includes(kind) ? kind : '');
};

/** Every stream that is there. */
export async function* streamNames(streams: Pick<Streams, 'touched'>, since: Instant = EVER): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<Streams['touched']>> = await streams.touched(since, after, NAMES);
    yield* page.streams;
    if (page.next === null) return;
    after = page.next;
  }
}
/** Docs are no streams of commands: what they lean on is a snapshot and the owners of ids. */
export const isDoc = (stream: string): boolean => stream.startsWith('doc/');

/**
 * Reads every stream of commands to its end while others write. Minutes and registers lean on each other in turn
 * (meeting → number → meeting), so no order alone is enough: where a cause is still missing its stream is read on, up to
 * that entry. A cause is older than what leans on it, so this ends.
 *
 * @throws Corrupt, Unreachable
 */
export async function planCut(
  streams: StoreReader['streams'],
  told: (read: { readonly streams: number; readonly of: number }) => void = () => {},
): Promise<Cut> {
  const upTo = new Map<string, number>();
  const blobs = new Map<string, BlobName['as']>();
  const sources: { readonly stream: string; readonly seq: number }[] = [];
  const [numbered, given, looked] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let entries = 0;

  function take(stream: string, bytes: Uint8Array) {
    entries += 1;
    const leans = leansOf(stream, bytes);
    for (const cause of leans.causes)
      if ('numberOf' in cause) numbered.add(cause.numberOf);
      else sources.push(cause);
    for (const meetingId of leans.numbers) given.add(meetingId);
    for (const { sha256, as } of leans.blobs)
      if (blobs.get(sha256) !== 'needed') blobs.set(sha256, stronger(as, sha256));
  }
  const stronger = (as: BlobName['as'], sha256: string) => (as === 'perhaps' ? (blobs.get(sha256) ?? as) : as);
  async function readOn(stream: string, end = Number.POSITIVE_INFINITY) {
    for (let after = upTo.get(stream) ?? 0; after < end; ) {
      const limit = Math.min(PAGE, end - after);
      const page = await streams.read(stream, after, limit);
      for (const { seq, entry } of page) {
        take(stream, entry);
        after = seq;
      }
      upTo.set(stream, after);
      if (page.length < limit) return;
    }
  }

  const names = new Set<string>();
  for await (const name of streamNames(streams)) if (!isDoc(name)) names.add(name);
  const inOrder = [...names].sort((a, b) => rank(a) - rank(b));
  for (const [i, name] of inOrder.entries()) {
    await readOn(name);
    told({ streams: i + 1, of: inOrder.length });
  }
  for (;;) {
    const source = sources.pop();
    if (source) {
      if ((upTo.get(source.stream) ?? 0) < source.seq) await readOn(source.stream, source.seq);
      continue;
    }
    const open = [...numbered].filter((meetingId) => !given.has(meetingId) && !looked.has(meetingId));
    if (open.length === 0) break;
    for (const meetingId of open) looked.add(meetingId);
    for await (const name of streamNames(streams)) if (name.startsWith('register/')) await readOn(name);
  }
  return { upTo, blobs, entries };
}
