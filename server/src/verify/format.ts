import { inOrder } from '@ecab/shared/agenda/slice';
import { conclusionOf } from '@ecab/shared/conclusions/slice';
import { id, sha256 } from '@ecab/shared/kit/forms';
import { canonical } from '@ecab/shared/ledger/json';
import type { Room } from '@ecab/shared/ledger/machines';
import { fold } from '@ecab/shared/text/fold';
import { kinds } from '@ecab/shared/voting/kinds/index';
import { z } from 'zod';

const contents = {
  format: z.literal('e-cabinet-record'),
  stream: z.string(),
  meetingId: id,
  bodyId: id,
  /** The store that closed the record, and the release that packed it. */
  incarnation: z.string(),
  release: z.string(),
  /** The last entry of the ledger, the one that archived the meeting. */
  head: z.strictObject({ seq: z.int().positive(), hash: sha256 }),
  /** Every other file, by name. */
  files: z.array(z.strictObject({ name: z.string(), sha256, size: z.int().nonnegative() })),
};
const seal = z.strictObject({
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Seal = z.infer<typeof seal>;
/**
 * A version of the package's layout is read for ever: what changes it is a new version beside this one. Version 1 had no
 * seal: what followed its last signed head, and lists that no entry speaks of, were not covered by a signature.
 */
export const manifestForm = z.discriminatedUnion('version', [
  z.strictObject({ ...contents, version: z.literal(1) }),
  z.strictObject({ ...contents, version: z.literal(2), seal }),
]);
export type Manifest = z.infer<typeof manifestForm>;
export type SealedManifest = Extract<Manifest, { version: 2 }>;

/** What the seal signs (Ed25519): the manifest but for the seal, and so the ledger's end and every file. */
export const sealText = ({ seal: _, ...manifest }: Omit<SealedManifest, 'seal'> & { readonly seal?: Seal }): string =>
  `e-cabinet-record\n${canonical(manifest)}`;

export const manifestName = 'manifest.json';
export const ledgerName = 'ledger.ndjson';
export const minutesName = 'minutes.pdf';
export const keyName = 'key.txt';

/** `papers/p04/2-du-thao-nghi-quyet.pdf`; the number alone tells the versions of a paper apart. */
export function paperName(paperId: string, version: number, filename: string): string {
  const plain = fold(filename.replace(/\.pdf$/i, ''))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return `papers/${paperId}/${version}-${plain || 'paper'}.pdf`;
}
/** All versions of all papers, where each lies. */
export const papersIn = ({ papers }: Room) =>
  Object.entries(papers.papers).flatMap(([paperId, paper]) =>
    paper.versions.map((version, i) => ({ ...version, name: paperName(paperId, i + 1, version.filename) })),
  );

/** Canonical JSON and a line feed. */
export const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(`${canonical(value)}\n`);

/** Files that say again, for people and other programs, what follows from the ledger alone: `verify` makes them anew. */
export const derivedFiles = (room: Room): Readonly<Record<string, unknown>> => ({
  'attendance.json': attendanceOf(room),
  'polls.json': pollsOf(room),
  'tasks.json': tasksOf(room),
});

const byKey = <Value>(table: Readonly<Record<string, Value>>) =>
  Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));

const attendanceOf = ({ people, attendance }: Room) => ({
  seats: byKey(people.seats).map(([personId, { role, items, standsFor }]) => ({ personId, role, items, standsFor })),
  stays: attendance.stays.map(({ personId, from, to }) => ({ personId, from, to })),
  excused: byKey(attendance.excused).map(([personId, { reason }]) => ({ personId, reason })),
});

/** Ballots by name of open polls; of paper polls the tellers' record, the only thing there is. */
const pollsOf = ({ voting }: Room) =>
  Object.entries(voting.polls)
    .sort(([a, x], [b, y]) => (x.openedAt === y.openedAt ? (a < b ? -1 : 1) : x.openedAt < y.openedAt ? -1 : 1))
    .map(([pollId, poll]) => ({
      pollId,
      itemId: poll.itemId,
      decides: poll.decides,
      question: poll.question,
      kind: poll.kind,
      state: poll.state,
      repeats: poll.repeats,
      openedAt: poll.openedAt,
      closedAt: poll.closedAt,
      roll: poll.roll,
      base: poll.base,
      present: poll.present,
      rules: poll.rules,
      headId: poll.headId,
      papers: poll.papers,
      ballots: kinds[poll.kind].secret
        ? null
        : byKey(poll.ballots).map(([personId, { choice, at }]) => ({ personId, choice, at })),
      countRecord: poll.record,
      entered: poll.entered,
      result: poll.result,
    }));

const tasksOf = ({ agenda, conclusions }: Room) =>
  inOrder(agenda).flatMap((itemId) =>
    (conclusionOf(conclusions, itemId)?.tasks ?? []).map(({ taskId, text, lead, coLeads, product, deadline }) => ({
      taskId,
      itemId,
      itemTitle: agenda.items[itemId]?.title ?? '',
      text,
      lead,
      coLeads,
      product,
      deadline,
    })),
  );
