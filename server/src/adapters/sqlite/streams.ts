import {
  checkCount,
  checkCursor,
  checkEntry,
  checkForm,
  checkInstant,
  checkSnapshot,
  checkStream,
} from '../../storage/checks.js';
import type { Instant, Streams } from '../../storage/ports.js';
import type { Ask } from './ask.js';
import type { GroupCommit } from './group-commit.js';

export type StreamReads = Pick<Streams, 'read' | 'head' | 'touched' | 'snapshot'>;

export function streamReads(ask: Ask): StreamReads {
  return {
    async read(stream, after, limit) {
      checkStream(stream);
      checkCount(after);
      checkCount(limit);
      return ask('read', stream, after, limit);
    },
    async head(stream) {
      checkStream(stream);
      return ask('head', stream);
    },
    async touched(since, after, limit) {
      checkInstant(since);
      checkCursor(after);
      checkCount(limit);
      return ask('touched', since, after, limit);
    },
    async snapshot(stream, form) {
      checkStream(stream);
      checkForm(form);
      return ask('snapshot', stream, form);
    },
  };
}

/** @param latest when the store was last appended to, '' if never. */
export function sqliteStreams(writes: GroupCommit, ask: Ask, now: () => Instant, latest: Instant): Streams {
  let at = latest;
  return {
    ...streamReads(ask),
    async append(stream, after, entry) {
      checkStream(stream);
      checkCount(after);
      checkEntry(entry);
      const moment = now();
      // A clock set back must not hide an append from a sweep that has passed that time.
      if (moment > at) at = moment;
      // Copied, because it is handed over a turn later and the caller may have filled the buffer anew by then.
      return writes.soon('append', [stream, after, at, new Uint8Array(entry)], entry.byteLength);
    },
    async keep(stream, form, upTo, bytes) {
      checkStream(stream);
      checkForm(form);
      checkCount(upTo);
      checkSnapshot(bytes);
      const kept = await writes.soon('keep', [stream, form, upTo, new Uint8Array(bytes)], bytes.byteLength);
      if (kept === 'beyond') throw new RangeError(`a snapshot of ${stream} up to ${upTo}`);
    },
    async trim(stream, upTo) {
      checkStream(stream);
      checkCount(upTo);
      const trimmed = stream.startsWith('doc/') ? await writes.soon('trim', [stream, upTo]) : 'uncovered';
      if (trimmed === 'uncovered') throw new RangeError(`trim of ${stream} up to ${upTo}`);
    },
  };
}
