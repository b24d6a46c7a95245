import type { Entry } from '@ecab/shared/ledger/entry';
import { NewerThanThis } from '@ecab/shared/ledger/machine';
import { type Kind, kindOf, machines } from '@ecab/shared/ledger/machines';
import { contentDigest } from '@ecab/shared/sync/content';
import { parseDocName } from '@ecab/shared/sync/doc-name';
import { replay as replayUpdates } from '@ecab/shared/sync/yjs-internals';
import * as Y from 'yjs';
import { type BlobName, blobNamesIn, type Cause, leansOf } from '../backup/causes.js';
import { isDoc } from '../backup/cut.js';
import type { CarriedStream } from '../backup/doc-reading.js';
import { fateOf } from '../backup/vault-rows.js';
import { Corrupt } from '../storage/faults.js';
import { decodeEntry, decodeSnapshot, updatesOf } from '../sync/doc-entry.js';
import { checkHeads } from '../verify/heads.js';
import { type Line, readChain } from '../verify/ledger.js';
import { replay } from '../verify/replay.js';
import { type Say, Wrong } from '../verify/wrong.js';

/** Checks the streams of a body one by one, and at the end that none leans on what is not there. */
export interface Checker {
  /** @throws Wrong at the first entry that is not as it was written, or says what does not follow. */
  stream(carried: CarriedStream): void;
  /** A row of the vault. */
  row(row: { readonly key: string; readonly value: unknown }): void;
  /** @throws Wrong for an entry whose cause is missing. */
  closed(): void;
  /** Blobs that entries name, with the first entry that does. */
  readonly blobs: ReadonlyMap<string, { readonly as: BlobName['as']; readonly place: string }>;
  /** Ids that docs were written under: `{name}/{client}`, with the first entry that is. */
  readonly owners: ReadonlyMap<string, string>;
  /** The keys that signed heads, in hex. */
  readonly keys: ReadonlySet<string>;
  sums(say: Say): void;
}

export function createChecker(): Checker {
  const ends = new Map<string, number>();
  const causes: { readonly cause: Cause; readonly place: string }[] = [];
  const given = new Set<string>();
  const blobs = new Map<string, { as: BlobName['as']; place: string }>();
  const owners = new Map<string, string>();
  const keys = new Set<string>();
  const sums = { entries: 0, docs: 0, polls: 0, ballots: 0, heads: 0 };

  function name({ sha256, as }: BlobName, place: string) {
    const before = blobs.get(sha256);
    if (!before || (before.as !== 'needed' && as !== 'perhaps')) blobs.set(sha256, { as, place });
  }
  function ofCommands({ stream, snapshot, entries }: CarriedStream) {
    const place = (seq: number) => `${stream}, mục/entry ${seq}`;
    if (snapshot || entries.some(({ seq }, i) => seq !== i + 1))
      throw new Wrong(stream, 'thiếu mục đầu', 'lacks entries');
    const lines = readChain(
      entries.map(({ entry }) => entry),
      stream,
      place,
    );
    const kind = kindOf(stream);
    if (kind === 'meeting') ofMeeting(stream, lines, place);
    else if (kind) for (const { entry } of lines) understood(kind, entry, place(entry.seq));
    for (const { bytes, entry } of lines) {
      const leans = leansOf(stream, bytes);
      for (const cause of leans.causes) causes.push({ cause, place: place(entry.seq) });
      for (const meetingId of leans.numbers) given.add(meetingId);
      for (const one of leans.blobs) name(one, place(entry.seq));
    }
    ends.set(stream, lines.length);
    sums.entries += lines.length;
  }
  function ofMeeting(stream: string, lines: readonly Line[], place: (seq: number) => string) {
    const room = replay(lines, () => {}, place);
    const signers = room.heads.heads.map(({ key }) => Buffer.from(key, 'base64url').toString('hex'));
    for (const key of signers) keys.add(key);
    sums.heads += checkHeads(room, lines, signers, stream, { due: false, place });
    const polls = Object.values(room.voting.polls);
    sums.polls += polls.length;
    sums.ballots += polls.reduce((sum, poll) => sum + Object.keys(poll.ballots).length, 0);
  }

  function ofDoc({ stream, snapshot, entries }: CarriedStream) {
    const name = stream.slice('doc/'.length);
    const doc = new Y.Doc();
    let place = `${stream}, bản chụp/snapshot`;
    try {
      if (snapshot) replayUpdates(doc, [decodeSnapshot(snapshot.bytes).update]);
      for (const [i, { seq, entry }] of entries.entries()) {
        place = `${stream}, mục/entry ${seq}`;
        if (seq !== (snapshot?.upTo ?? 0) + 1 + i)
          throw new Wrong(place, 'thiếu mục trước đó', 'entries before it are missing');
        const decoded = decodeEntry(entry);
        replayUpdates(doc, updatesOf(decoded));
        if (decoded.kind === 'written')
          for (const { client } of decoded.written)
            if (client !== null && !owners.has(`${name}/${client}`)) owners.set(`${name}/${client}`, place);
        const kind = parseDocName(name)?.kind;
        if (
          decoded.kind === 'final' &&
          (kind === 'agenda' || kind === 'minutes') &&
          contentDigest(doc, kind) !== decoded.digest
        )
          throw new Wrong(place, 'nội dung khác với bản đã chốt', 'the content is not what was made final');
      }
    } catch (fault) {
      if (fault instanceof Wrong) throw fault;
      const said = fault instanceof Error ? fault.message : String(fault);
      throw new Wrong(place, `không đọc được: ${said}`, `cannot be read: ${said}`);
    } finally {
      doc.destroy();
    }
    sums.docs += 1;
    sums.entries += entries.length;
  }

  return {
    stream: (carried) => (isDoc(carried.stream) ? ofDoc(carried) : ofCommands(carried)),
    row: ({ key, value }) => {
      if (fateOf(key) !== 'left') for (const one of blobNamesIn(value)) name(one, `vault ${key}`);
    },
    closed() {
      for (const { cause, place } of causes)
        if ('numberOf' in cause ? !given.has(cause.numberOf) : (ends.get(cause.stream) ?? 0) < cause.seq) {
          const of = 'numberOf' in cause ? `number of ${cause.numberOf}` : `${cause.stream}, entry ${cause.seq}`;
          throw new Wrong(place, `thiếu nguồn của mục này (${of})`, `what it follows from is missing (${of})`);
        }
    },
    blobs,
    owners,
    keys,
    sums(say) {
      const { entries, docs, polls, ballots, heads } = sums;
      say(
        `Sổ: ${ends.size} sổ và ${docs} văn bản soạn chung, ${entries} mục, chuỗi băm liền mạch`,
        `Streams: ${ends.size} and ${docs} docs, ${entries} entries, every chain is whole`,
      );
      say(
        `Biểu quyết: ${polls} lần, ${ballots} phiếu, đếm lại đúng; ${heads} mốc ký đúng`,
        `Polls: ${polls} with ${ballots} ballots, counted again and equal; ${heads} signed heads`,
      );
    },
  };
}

/** Every event has a form that this release knows, and folds. */
function understood(kind: Kind, entry: Entry, place: string): void {
  const machine = machines[kind];
  try {
    for (const { events } of entry.commands) for (const stored of events) machine.upcast(stored);
  } catch (fault) {
    if (fault instanceof NewerThanThis)
      throw new Wrong(place, `thuộc phiên bản mới hơn: ${fault.message}`, `is of a newer release: ${fault.message}`);
    throw new Wrong(place, 'sự kiện không đúng dạng', 'holds an event that does not fit its form');
  }
}

/** What a store says of itself when it is read. */
export async function asWrong<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (fault) {
    if (!(fault instanceof Corrupt)) throw fault;
    throw new Wrong('kho dữ liệu/store', `hỏng: ${fault.message}`, `is damaged: ${fault.message}`);
  }
}
