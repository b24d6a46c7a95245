import { z } from 'zod';
import { type Agenda, itemIn } from '../agenda/slice.js';
import { id, line, prose, sha256 } from '../kit/forms.js';
import type { Asked, Decide, Decided, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { Meeting } from '../meeting/slice.js';
import { type Audience, seesItem } from '../sync/audience.js';
import { keyed } from '../sync/keyed.js';
import type { Voting } from '../voting/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** `{meetingId}~{paperId}~{version}`: names an immutable version everywhere; it is no secret, rights are asked each time. */
export const versionIdOf = (meetingId: string, paperId: string, version: number) =>
  `${meetingId}~${paperId}~${version}`;
export function parseVersionId(versionId: string): { meetingId: string; paperId: string; version: number } | null {
  const [meetingId, paperId, version, more] = versionId.split('~');
  if (!meetingId || !paperId || !version || more !== undefined || !/^[1-9]\d{0,4}$/.test(version)) return null;
  return { meetingId, paperId, version: Number(version) };
}

/** What was found out about the bytes at upload. `sizeBytes`; `pages` null: behind a password. */
const file = {
  sha256,
  sizeBytes: z.int().nonnegative(),
  pages: z.int().positive().nullable(),
  needsPassword: z.boolean(),
  /** The blob of its text, a JSON array of one string a page; null: a scan, or behind a password. */
  text: sha256.nullable(),
  filename: prose(300),
};
export interface Version extends z.infer<z.ZodObject<typeof file>> {
  readonly versionId: string;
  readonly addedAt: string;
  readonly addedBy: PersonId;
}
export interface Paper {
  readonly itemId: string;
  readonly title: string;
  readonly order: number;
  /** Oldest first; the last one is in force, the others stay openable. */
  readonly versions: readonly Version[];
}
export interface Papers {
  readonly papers: Readonly<Record<string, Paper>>;
}
export const initial: Papers = { papers: {} };
export interface Reads {
  readonly meeting: Meeting;
  readonly agenda: Agenda;
  readonly papers: Papers;
  readonly voting: Voting;
}

export const requests = {
  'paper:add': z.strictObject({ paperId: id, itemId: id, title: line(500), ...file }),
  'paper:retitle': z.strictObject({ paperId: id, title: line(500) }),
  'paper:move': z.strictObject({ paperId: id, itemId: id, order: z.int().min(0).max(10_000) }),
  'paper:remove': z.strictObject({ paperId: id }),
  'papers:send': z.strictObject({ reason: prose(1000) }),
};
export interface Requests extends Fields<typeof requests> {}
/** Only an upload that was checked adds a paper: a hash from a tablet would open other people's bytes. */
export const asked: Asked<Requests> = { 'paper:add': null };
export const events = {
  'paper:added': z.strictObject({
    paperId: id,
    itemId: id,
    title: z.string(),
    versionId: z.string(),
    version: z.int(),
    ...file,
  }),
  'paper:retitled': z.strictObject({ paperId: id, title: z.string() }),
  'paper:moved': z.strictObject({ paperId: id, itemId: id, order: z.int() }),
  'paper:removed': z.strictObject({ paperId: id, itemId: id, title: z.string() }),
  'papers:sent': z.strictObject({ reason: z.string() }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'wrong-state' | 'unknown-item';
type Decision = Decided<Events, Refusal>;

export const paperIn = ({ papers }: Papers, paperId: string): Paper | null =>
  Object.hasOwn(papers, paperId) ? (papers[paperId] ?? null) : null;
export const inForce = ({ versions }: Paper): Version | null => versions.at(-1) ?? null;
export function versionIn(papers: Papers, versionId: string): { paper: Paper; version: Version } | null {
  const paper = paperIn(papers, parseVersionId(versionId)?.paperId ?? '');
  const version = paper?.versions.find((one) => one.versionId === versionId);
  return paper && version ? { paper, version } : null;
}
export const papersOf = ({ papers }: Papers, itemId: string): readonly (readonly [string, Paper])[] =>
  Object.entries(papers)
    .filter(([, paper]) => paper.itemId === itemId)
    .sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1));

const over = ({ state }: Meeting) => state === 'archived' || state === 'cancelled' || state === 'none';
/** While the draft is edited its items are not in the stream yet. */
const itemFits = ({ meeting, agenda }: Reads, itemId: string) =>
  meeting.state === 'draft' || itemIn(agenda, itemId) !== null;
/** The text that was put to the vote is part of the record, whatever became of the poll (RULES.md c4). */
const isVotedOn = ({ polls }: Voting, { versions }: Paper) =>
  Object.values(polls).some((poll) =>
    poll.papers.some((frozen) => versions.some(({ versionId }) => versionId === frozen.versionId)),
  );

export const decide: Decide<Reads, Requests, Decision> = {
  'paper:add': (room, { paperId, itemId, title, ...found }): Decision => {
    const { meeting, papers } = room;
    if (over(meeting)) return 'wrong-state';
    const before = paperIn(papers, paperId);
    if (!before && !itemFits(room, itemId)) return 'unknown-item';
    if (before && before.itemId !== itemId) return 'unknown-paper';
    if (before && inForce(before)?.sha256 === found.sha256) return 'same-version';
    const version = (before?.versions.length ?? 0) + 1;
    const versionId = versionIdOf(meeting.meetingId, paperId, version);
    return [{ type: 'paper:added', paperId, itemId, title, versionId, version, ...found }];
  },
  'paper:retitle': ({ meeting, papers }, { paperId, title }): Decision => {
    if (over(meeting)) return 'wrong-state';
    return paperIn(papers, paperId) ? [{ type: 'paper:retitled', paperId, title }] : 'unknown-paper';
  },
  'paper:move': (room, { paperId, itemId, order }): Decision => {
    if (over(room.meeting)) return 'wrong-state';
    const paper = paperIn(room.papers, paperId);
    if (!paper) return 'unknown-paper';
    if (paper.itemId !== itemId && isVotedOn(room.voting, paper)) return 'paper-voted-on';
    return itemFits(room, itemId) ? [{ type: 'paper:moved', paperId, itemId, order }] : 'unknown-item';
  },
  'paper:remove': ({ meeting, papers, voting }, { paperId }): Decision => {
    const paper = paperIn(papers, paperId);
    if (!paper) return 'unknown-paper';
    // What members were sent is part of the record.
    if (over(meeting) || meeting.papersSentAt !== null) return 'wrong-state';
    if (isVotedOn(voting, paper)) return 'paper-voted-on';
    return [{ type: 'paper:removed', paperId, itemId: paper.itemId, title: paper.title }];
  },
  'papers:send': ({ meeting }, { reason }): Decision => {
    if (meeting.papersSentAt !== null) return 'already-sent';
    const sendable = meeting.state === 'convened' || meeting.state === 'checkin' || meeting.state === 'in_session';
    return sendable ? [{ type: 'papers:sent', reason }] : 'wrong-state';
  },
};

const change = ({ papers }: Papers, paperId: string, to: (paper: Paper) => Paper): Papers => {
  const paper = paperIn({ papers }, paperId);
  return { papers: paper ? { ...papers, [paperId]: to(paper) } : papers };
};
export const evolve: Evolve<Papers, Events> = {
  'paper:added': ({ papers }, { paperId, itemId, title, version: _version, ...found }, { at, actor }) => {
    const before = paperIn({ papers }, paperId);
    const added: Version = { ...found, addedAt: at, addedBy: actor };
    const order = before?.order ?? Object.values(papers).filter((one) => one.itemId === itemId).length;
    return {
      papers: { ...papers, [paperId]: { itemId, title, order, versions: [...(before?.versions ?? []), added] } },
    };
  },
  'paper:retitled': (papers, { paperId, title }) => change(papers, paperId, (paper) => ({ ...paper, title })),
  'paper:moved': (papers, { paperId, itemId, order }) =>
    change(papers, paperId, (paper) => ({ ...paper, itemId, order })),
  'paper:removed': ({ papers }, { paperId }) => ({
    papers: Object.fromEntries(Object.entries(papers).filter(([one]) => one !== paperId)),
  }),
  'papers:sent': (papers) => papers,
};

/** What a tablet needs of a version; the hash is not told, it is no address. */
export type VersionEntity = Omit<Version, 'sha256' | 'text' | 'addedBy'> & { readonly hasText: boolean };
export interface PaperEntity extends Omit<Paper, 'versions'> {
  readonly versions: readonly VersionEntity[];
}
const tell = ({ sha256: _hash, addedBy: _by, text, ...version }: Version): VersionEntity => ({
  ...version,
  hasText: text !== null,
});
export type Board = Record<`paper:${string}`, PaperEntity>;
/** Members see papers once they are sent; chair and secretaries always. */
export const project = ({ meeting, papers }: Pick<Reads, 'meeting' | 'papers'>, audience: Audience): Board =>
  keyed('paper', papers.papers, (paper) => {
    if (!seesItem(audience, paper.itemId) || (audience !== 'chair' && meeting.papersSentAt === null)) return null;
    return { ...paper, versions: paper.versions.map(tell) };
  });
