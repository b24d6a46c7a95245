import { empty, type Folded, fold } from '@ecab/shared/ledger/batch';
import { type Entry, fromBytes } from '@ecab/shared/ledger/entry';
import { machines, type Room } from '@ecab/shared/ledger/machines';
import type { RegisteredDocument } from '@ecab/shared/register/slice';
import { sha256Of } from '../verify/files.js';
import {
  derivedFiles,
  jsonBytes,
  keyName,
  ledgerName,
  manifestName,
  minutesName,
  papersIn,
  type Seal,
  type SealedManifest,
  sealText,
} from '../verify/format.js';
import { type ZipFile, zip } from '../verify/zip.js';
import type { PeopleThen } from './roster-history.js';

/** Everything that a meeting's record is made of. What is asked for here no longer changes once a meeting is archived. */
export interface RecordParts {
  /** The meeting's entries from the first on, as stored; what follows the archiving is left out. */
  readonly entries: readonly Uint8Array[];
  /** A blob in one piece. @throws if there is none: a record without a paper is none. */
  readonly blob: (sha256: string) => Promise<Uint8Array>;
  /** The approved text of the minutes, as plain JSON. */
  readonly minutesContent: unknown;
  /** The shared ink of a version, as plain JSON in a settled order. Private ink is nobody's to pack. */
  readonly sharedInk: (versionId: string) => Promise<unknown>;
  /** Documents of this meeting that were in a register when it was archived. */
  readonly documents: readonly RegisteredDocument[];
  readonly people: PeopleThen;
  readonly release: string;
  readonly signer: { readonly publicKey: string; readonly sealPackage: (text: string) => Seal };
}
/** A record up to the entry that archived the meeting. */
export interface Archived {
  readonly room: Room;
  readonly at: string;
  readonly lines: readonly Uint8Array[];
  readonly entries: readonly Entry[];
  readonly head: { readonly seq: number; readonly hash: string };
}

/** @throws RangeError if the meeting has not been archived, or the chain is broken. */
export function archivedPart(stored: readonly Uint8Array[]): Archived {
  let folded: Folded<Room> = empty(machines.meeting);
  const lines: Uint8Array[] = [];
  for (const bytes of stored) {
    folded = fold(machines.meeting, folded, bytes);
    lines.push(bytes);
    if (folded.state.meeting.state === 'archived') break;
  }
  const { state: room, seq, hash, at } = folded;
  if (room.meeting.state !== 'archived' || hash === null) throw new RangeError('the meeting has not been archived');
  return { room, at, lines, entries: lines.map(fromBytes), head: { seq, hash } };
}

/**
 * The package of a meeting's record: a ZIP whose bytes follow from the record alone, so that packing again gives the same.
 *
 * @throws RangeError if the meeting has not been archived, or the package would exceed 4 GiB.
 */
export async function* buildPackage(parts: RecordParts): AsyncGenerator<Uint8Array> {
  const record = archivedPart(parts.entries);
  const { room } = record;
  const papers = papersIn(room);
  const ink = await Promise.all(
    papers.map(async ({ versionId }) => [versionId, await parts.sharedInk(versionId)] as const),
  );
  const made: Readonly<Record<string, Uint8Array>> = {
    [ledgerName]: Buffer.concat(record.lines.flatMap((line) => [line, Buffer.from('\n')])),
    [keyName]: Buffer.from(
      keysOf(room, parts.signer.publicKey)
        .map((key) => `${key}\n`)
        .join(''),
    ),
    ...Object.fromEntries(Object.entries(derivedFiles(room)).map(([name, value]) => [name, jsonBytes(value)])),
    'minutes.json': jsonBytes(parts.minutesContent),
    'decisions.json': jsonBytes(parts.documents),
    'annotations-shared.json': jsonBytes(Object.fromEntries(ink)),
    'people.json': jsonBytes(peopleOf(record, parts.people)),
  };
  const { issued } = room.minutes;
  const stored = [
    ...(issued ? [{ name: minutesName, sha256: issued.sha256, size: issued.sizeBytes }] : []),
    ...papers.map(({ name, sha256, sizeBytes }) => ({ name, sha256, size: sizeBytes })),
  ];
  const files = [
    ...Object.entries(made).map(([name, bytes]) => ({ name, sha256: sha256Of(bytes), size: bytes.length })),
    ...stored,
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { stream, incarnation } = record.entries.at(-1)!;
  const contents = {
    format: 'e-cabinet-record',
    version: 2,
    stream,
    meetingId: room.meeting.meetingId,
    bodyId: room.meeting.bodyId,
    incarnation,
    release: parts.release,
    head: record.head,
    files,
  } as const;
  const manifest: SealedManifest = { ...contents, seal: parts.signer.sealPackage(sealText(contents)) };
  yield* zip([
    { name: manifestName, read: async () => jsonBytes(manifest) },
    ...files.map(({ name, sha256 }): ZipFile => ({ name, read: async () => made[name] ?? (await parts.blob(sha256)) })),
  ]);
}

/** The public keys that signed heads of this meeting and its package, in hex; one, unless the key was renewed meanwhile. */
const keysOf = ({ heads }: Room, sealing: string) => [
  ...new Set(
    [...heads.heads.map(({ key }) => key), sealing].map((key) => Buffer.from(key, 'base64url').toString('hex')),
  ),
];

/** Everybody whom the record names by id. */
function peopleOf({ room, entries, at }: Archived, people: PeopleThen): unknown {
  const ids = new Set([
    ...Object.keys(room.people.seats),
    ...Object.values(room.people.seats).map(({ standsFor }) => standsFor),
    ...Object.values(room.agenda.items).map(({ presenterId }) => presenterId),
    ...Object.values(room.conclusions.conclusions).flatMap(({ tasks }) => tasks.map(({ lead }) => lead.personId)),
    ...entries.flatMap(({ commands }) => commands.map(({ actor }) => actor)),
  ]);
  return [...ids]
    .filter((personId) => personId !== null)
    .sort()
    .flatMap((personId) => {
      const person = people.person(personId, at);
      if (!person) return [];
      const { fullName, displayName, position, agency } = person;
      return [{ personId, fullName, displayName, position, agency }];
    });
}
