import {
  byCodePoint,
  checkCount,
  checkCursor,
  checkEntry,
  checkForm,
  checkInstant,
  checkSnapshot,
  checkStream,
} from '../checks.js';
import type { Instant, Streams } from '../ports.js';

interface Stream {
  head: number;
  trimmed: number;
  touched: Instant;
  readonly entries: Map<number, Uint8Array>;
  readonly snapshots: Map<string, { upTo: number; bytes: Uint8Array }>;
}

export function memoryStreams(now: () => Instant): Streams {
  const streams = new Map<string, Stream>();
  let latest: Instant = '';

  return {
    async append(stream, after, entry) {
      checkStream(stream);
      checkCount(after);
      checkEntry(entry);
      const found = streams.get(stream);
      if ((found?.head ?? 0) !== after) return 'moved';
      const one = found ?? { head: 0, trimmed: 0, touched: '', entries: new Map(), snapshots: new Map() };
      const at = now();
      // A clock set back must not hide an append from a sweep that has passed that time.
      if (at > latest) latest = at;
      one.head = after + 1;
      one.touched = latest;
      one.entries.set(one.head, new Uint8Array(entry));
      streams.set(stream, one);
      return 'stored';
    },

    async read(stream, after, limit) {
      checkStream(stream);
      checkCount(after);
      checkCount(limit);
      const one = streams.get(stream);
      if (!one) return [];
      const first = Math.max(after, one.trimmed) + 1;
      const last = Math.min(first + limit - 1, one.head);
      const found = [];
      for (let seq = first; seq <= last; seq += 1) {
        found.push({ seq, entry: new Uint8Array(one.entries.get(seq)!) });
      }
      return found;
    },

    async head(stream) {
      checkStream(stream);
      return streams.get(stream)?.head ?? 0;
    },

    async touched(since, after, limit) {
      checkInstant(since);
      checkCursor(after);
      checkCount(limit);
      // Instants and names are ASCII and instants have one width, so the cursor sorts as the pair does.
      const page = [...streams]
        .map(([name, { touched }]) => ({ name, touched, cursor: `${touched} ${name}` }))
        .filter(({ touched, cursor }) => touched >= since && (after === null || cursor > after))
        .sort((a, b) => byCodePoint(a.cursor, b.cursor));
      const streamsHere = page.slice(0, limit);
      return {
        streams: streamsHere.map(({ name }) => name),
        next: page.length > limit ? (streamsHere.at(-1)?.cursor ?? after) : null,
      };
    },

    async snapshot(stream, form) {
      checkStream(stream);
      checkForm(form);
      const kept = streams.get(stream)?.snapshots.get(form);
      return kept ? { upTo: kept.upTo, bytes: new Uint8Array(kept.bytes) } : null;
    },

    async keep(stream, form, upTo, bytes) {
      checkStream(stream);
      checkForm(form);
      checkCount(upTo);
      checkSnapshot(bytes);
      const one = streams.get(stream);
      if (!one || upTo < 1 || upTo > one.head) throw new RangeError(`a snapshot of ${stream} up to ${upTo}`);
      if ((one.snapshots.get(form)?.upTo ?? 0) <= upTo) one.snapshots.set(form, { upTo, bytes: new Uint8Array(bytes) });
    },

    async trim(stream, upTo) {
      checkStream(stream);
      checkCount(upTo);
      const one = streams.get(stream);
      const covered = Math.max(0, ...[...(one?.snapshots.values() ?? [])].map((kept) => kept.upTo));
      if (!stream.startsWith('doc/') || !one || upTo > covered) throw new RangeError(`trim of ${stream} up to ${upTo}`);
      for (let seq = one.trimmed + 1; seq <= upTo; seq += 1) one.entries.delete(seq);
      one.trimmed = Math.max(one.trimmed, upTo);
    },
  };
}
