import { crc32 } from 'node:zlib';
import {
  checkCount,
  checkCursor,
  checkEntry,
  checkForm,
  checkInstant,
  checkSnapshot,
  checkStream,
} from '../../storage/checks.js';
import { Corrupt } from '../../storage/faults.js';
import type { Instant, StoredEntry, Streams } from '../../storage/ports.js';
import { type Calls, insertIfAbsent, untilSeen } from './calls.js';
import type { EntryDoc, Models } from './documents.js';

/** Entries looked at in one go by a sweep. */
const SWEPT_AT_ONCE = 500;
/** Heads remembered, so that an append need not ask for the entry before it. */
const HEADS = 20_000;
/** The driver's number of documents has 32 bits. */
const MOST_AT_ONCE = 2 ** 31 - 1;

// Of fixed width, so that keys sort as numbers do; a space comes before every sign that a name may hold.
const keyOf = (stream: string, seq: number): string => `${stream} ${String(seq).padStart(16, '0')}`;
const within = (stream: string, after: number) => ({ $gt: keyOf(stream, after), $lte: `${stream} 9` });
/** In the order of a sweep. */
const behind = (at: Instant, key: string) => ({ $or: [{ at: { $gt: at } }, { at, _id: { $gt: key } }] });
const isDoc = (stream: string): boolean => stream.startsWith('doc/');

/** @param latest when the store was last appended to, '' if never. */
export function mongoStreams({ call, patiently }: Calls, models: Models, now: () => Instant, latest: Instant): Streams {
  const { entries, trims, snapshots } = models;
  const heads = new Map<string, number>();
  let last = latest;

  /** The highest number known to be taken: heads never go back. */
  function learn(stream: string, head: number): number {
    if (heads.size >= HEADS && !heads.has(stream)) heads.clear();
    const known = Math.max(heads.get(stream) ?? 0, head);
    heads.set(stream, known);
    return known;
  }
  async function headOf(stream: string): Promise<number> {
    const [found] = await call(() =>
      entries
        .find({ _id: within(stream, 0) }, { seq: 1 })
        .sort({ _id: -1 })
        .limit(1)
        .lean<EntryDoc[]>(),
    );
    return learn(stream, found?.seq ?? 0);
  }
  async function trimmedOf(stream: string): Promise<number> {
    if (!isDoc(stream)) return 0;
    const [found] = await call(() =>
      trims
        .find({ _id: within(stream, 0) })
        .sort({ _id: -1 })
        .limit(1)
        .lean(),
    );
    return found?.upTo ?? 0;
  }

  return {
    async append(stream, after, entry) {
      checkStream(stream);
      checkCount(after);
      checkEntry(entry);
      const bytes = Buffer.from(entry);
      const moment = now();
      // A clock set back must not hide an append from a sweep that has passed that time.
      if (moment > last) last = moment;
      const [at, seq] = [last, after + 1];
      const known = heads.get(stream) ?? 0;
      // Nobody may insert behind a gap: the entry before this one must be known to be there.
      const head = known < after ? await headOf(stream) : known;
      if (head !== after) return 'moved';

      const doc = { _id: keyOf(stream, seq), stream, seq, at, crc32: crc32(bytes), entry: bytes };
      if (!(await insertIfAbsent(call, entries, doc))) {
        await untilSeen(async () => (await headOf(stream)) >= seq);
        return 'moved';
      }
      // A number that was trimmed is free again, which whoever did not see the trimming takes for the next one.
      if ((await trimmedOf(stream)) >= seq) {
        await call(() => entries.deleteOne({ _id: doc._id, crc32: doc.crc32 }));
        heads.delete(stream);
        return 'moved';
      }
      learn(stream, seq);
      return 'stored';
    },

    async read(stream, after, limit) {
      checkStream(stream);
      checkCount(after);
      checkCount(limit);
      if (limit === 0) return [];
      let trimmed = await trimmedOf(stream);
      for (;;) {
        const start = Math.max(after, trimmed);
        const found = await call(() =>
          entries
            .find({ _id: within(stream, start) }, { seq: 1, crc32: 1, entry: 1 })
            .sort({ _id: 1 })
            .limit(Math.min(limit, MOST_AT_ONCE))
            .lean<EntryDoc[]>(),
        );
        // An empty one is what a trimming leaves of its last entry.
        if (found.every(({ seq, entry }, index) => seq === start + 1 + index && entry.length > 0)) {
          const end = found.at(-1);
          if (end) learn(stream, end.seq);
          return found.map((doc): StoredEntry => ({ seq: doc.seq, entry: sound(stream, doc.entry, doc.crc32) }));
        }
        // Trimmed between the two questions, or a hole.
        const before = trimmed;
        trimmed = await trimmedOf(stream);
        if (trimmed === before) throw new Corrupt(`${stream}: entries are missing after ${after}`);
      }
    },

    async head(stream) {
      checkStream(stream);
      return headOf(stream);
    },

    async touched(since, after, limit) {
      checkInstant(since);
      checkCursor(after);
      checkCount(limit);
      const found: { name: string; cursor: string }[] = [];
      const [cursorAt = '', cursorName = ''] = (after ?? '').split(' ');
      let place = { at: cursorAt, key: `${cursorName} 9` };
      while (found.length <= limit) {
        const page = await call(() =>
          entries
            .find({ at: { $gte: since }, ...behind(place.at, place.key) }, { stream: 1, seq: 1, at: 1 })
            .sort({ at: 1, _id: 1 })
            .limit(SWEPT_AT_ONCE)
            .lean<EntryDoc[]>(),
        );
        const end = page.at(-1);
        if (!end) break;
        const isLast = page.length < SWEPT_AT_ONCE;
        // Passed over is only what comes again in this sweep: others append between the two questions.
        const inPage = new Set(page.map(({ _id }) => _id));
        const followers = page.map(({ stream, seq }) => keyOf(stream, seq + 1)).filter((key) => !inPage.has(key));
        const ahead = isLast
          ? []
          : await call(() => entries.find({ _id: { $in: followers }, ...behind(end.at, end._id) }, { _id: 1 }).lean());
        const comes = new Set([...inPage, ...ahead.map(({ _id }) => _id)]);
        for (const { stream, seq, at } of page)
          if (!comes.has(keyOf(stream, seq + 1))) found.push({ name: stream, cursor: `${at} ${stream}` });
        if (isLast) break;
        place = { at: end.at, key: end._id };
      }
      const here = found.slice(0, limit);
      return {
        streams: here.map(({ name }) => name),
        next: found.length > limit ? (here.at(-1)?.cursor ?? after) : null,
      };
    },

    async snapshot(stream, form) {
      checkStream(stream);
      checkForm(form);
      const [kept] = await call(() =>
        snapshots
          .find({ _id: within(`${stream} ${form}`, 0) })
          .sort({ _id: -1 })
          .limit(1)
          .lean(),
      );
      return kept ? { upTo: kept.upTo, bytes: sound(stream, kept.bytes, kept.crc32) } : null;
    },

    async keep(stream, form, upTo, bytes) {
      checkStream(stream);
      checkForm(form);
      checkCount(upTo);
      checkSnapshot(bytes);
      const copy = Buffer.from(bytes);
      const known = heads.get(stream) ?? 0;
      if (upTo < 1 || (known < upTo ? await headOf(stream) : known) < upTo)
        throw new RangeError(`a snapshot of ${stream} up to ${upTo}`);
      const series = `${stream} ${form}`;
      const newer = await call(() => snapshots.findOne({ _id: within(series, upTo) }, { _id: 1 }).lean());
      if (newer) return;
      const doc = { _id: keyOf(series, upTo), upTo, crc32: crc32(copy), bytes: copy };
      if (!(await insertIfAbsent(patiently, snapshots, doc)))
        await patiently(() => snapshots.collection.replaceOne({ _id: doc._id as never }, doc as object));
      await patiently(() => snapshots.deleteMany({ _id: { $gt: `${series} `, $lt: doc._id } }));
    },

    async trim(stream, upTo) {
      checkStream(stream);
      checkCount(upTo);
      const kept = isDoc(stream)
        ? await call(() => snapshots.find({ _id: { $gt: `${stream} `, $lt: `${stream}!` } }, { upTo: 1 }).lean())
        : [];
      if (!kept.some((one) => one.upTo >= upTo)) throw new RangeError(`trim of ${stream} up to ${upTo}`);
      if (upTo <= (await trimmedOf(stream))) return;
      // First it is said, then done: whoever finds a number free finds also that it was trimmed.
      const key = keyOf(stream, upTo);
      await insertIfAbsent(call, trims, { _id: key, upTo });
      await call(() => trims.deleteMany({ _id: { $gt: `${stream} `, $lt: key } }));
      await patiently(() => entries.deleteMany({ _id: { $gt: `${stream} `, $lt: key } }));
      await call(() => entries.updateOne({ _id: key }, { $set: { entry: Buffer.alloc(0), crc32: 0 } }));
    },
  };
}

function sound(stream: string, bytes: Buffer, checksum: number): Uint8Array {
  if (crc32(bytes) !== checksum) throw new Corrupt(`${stream}: what is stored is not what was stored`);
  return new Uint8Array(bytes);
}
