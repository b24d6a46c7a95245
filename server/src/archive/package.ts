import { setImmediate } from 'node:timers/promises';
import { empty, type Folded, fold } from '@ecab/shared/ledger/batch';
import { fromBytes } from '@ecab/shared/ledger/entry';
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
  readonly record: Archived;
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
  readonly head: { readonly seq: number; readonly hash: string };
}

/** A few milliseconds of work. */
const AT_ONCE = 100;

/**
 * @param stored the meeting's entries from the first on; what follows the archiving is left out.
 * @throws RangeError if the meeting has not been archived, or the chain is broken.
 */
export async function archivedPart(stored: readonly Uint8Array[]): Promise<Archived> {
  let folded: Folded<Room> = empty(machines.meeting);
  const lines: Uint8Array[] = [];
  for (const bytes of stored) {
    folded = fold(machines.meeting, folded, bytes);
    lines.push(bytes);
    if (folded.state.meeting.state === 'archived') break;
    // A record of tens of thousands of entries keeps no ballot of another meeting waiting.
    if (lines.length % AT_ONCE === 0) await setImmediate();
  }
  const { state: room, seq, hash, at } = folded;
  if (room.meeting.state !== 'archived' || hash === null) throw new RangeError('the meeting has not been archived');
  return { room, at, lines, head: { seq, hash } };
}

/**
 * The package of a meeting's record: a ZIP whose bytes follow from the record alone, so that packing again gives the same.
 *
 * @throws RangeError if the package would exceed 4 GiB.
 */
export async function* buildPackage(parts: RecordParts): AsyncGenerator<Uint8Array> {
  const { record } = parts;
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
    'people.json': jsonBytes(await peopleOf(record, parts.people)),
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
  const { stream, incarnation } = fromBytes(record.lines.at(-1)!);
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
async function peopleOf({ room, lines, at }: Archived, people: PeopleThen): Promise<unknown> {
  const actors = new Set<string | null>();
  for (const [place, line] of lines.entries()) {
    for (const { actor } of fromBytes(line).commands) actors.add(actor);
    if (place % AT_ONCE === 0) await setImmediate();
  }
  const ids = new Set([
    ...Object.keys(room.people.seats),
    ...Object.values(room.people.seats).map(({ standsFor }) => standsFor),
    ...Object.values(room.agenda.items).map(({ presenterId }) => presenterId),
    ...Object.values(room.conclusions.conclusions).flatMap(({ tasks }) => tasks.map(({ lead }) => lead.personId)),
    ...actors,
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
