import type { Sent } from '@ecab/shared/ledger/batch';
import type { Room } from '@ecab/shared/ledger/machines';
import {
  announce,
  cast,
  checkingIn,
  close,
  conclude,
  draft,
  members,
  none,
  put,
  run,
  sending,
  sent,
  startsAt,
  stream,
} from '@ecab/shared/testing/meeting';
import { archivedPart, buildPackage, type RecordParts } from '../archive/package.js';
import type { Signer } from '../ledger/signer.js';
import { sha256Of } from './files.js';

const pdf = (words: string) => Buffer.from(`%PDF-1.7 ${words} %%EOF`);
const minutesPdf = pdf('biên bản');
const papers = [pdf('dự thảo, bản đầu'), pdf('dự thảo, bản sửa'), pdf('tờ trình')] as const;
const blobs = new Map([minutesPdf, ...papers].map((bytes) => [sha256Of(bytes), bytes]));

const paper = (paperId: string, itemId: string, bytes: Uint8Array, filename: string) =>
  sent('s1', 'paper:add', {
    paperId,
    itemId,
    title: `Tài liệu ${paperId}`,
    sha256: sha256Of(bytes),
    sizeBytes: bytes.length,
    pages: 1,
    needsPassword: false,
    text: null,
    filename,
  });
/** Nine members: an open poll on i2, paper ballots on i4, the others put off; minutes; the archive. */
function steps(): Sent<Room>[][] {
  const called = draft(9).filter(({ name }) => name !== 'paper:add');
  const drop = (itemId: string) => conclude(itemId, 'deferred');
  const task = {
    taskId: 't1',
    text: 'Hoàn thiện dự thảo',
    lead: { personId: 'p2', agency: 'Sở Tài chính' },
    coLeads: ['Sở Tư pháp'],
    product: 'Nghị quyết',
    deadline: '2026-12-31',
  };
  const counted = {
    ...{ pollId: 'v2', approve: 6, reject: 1, not_voting: 0 },
    record: { entitled: 9, issued: 8, collected: 8, valid: 7, invalid: 1 },
  };
  return [
    called,
    [paper('p04', 'i2', papers[0], 'Dự thảo nghị quyết.pdf')],
    [paper('p04', 'i2', papers[1], '../../đường dẫn.PDF'), paper('p05', 'i2', papers[2], '漢.pdf')],
    sending(),
    checkingIn(8),
    [sent('p0', 'session:open', { withoutVoting: false }), sent('p0', 'item:call', { itemId: 'i2' })],
    [put()],
    members(6).map((personId) => cast(personId, 'approve')),
    [cast('p6', 'reject')],
    [close()],
    [announce(), conclude('i2', 'adopted', { tasks: [task] })],
    [sent('p0', 'item:call', { itemId: 'i4' }), put('i4', 'v2', { kind: 'paper' })],
    [sent('s1', 'poll:record', counted)],
    [sent('p0', 'poll:confirm', counted), announce('v2'), conclude('i4', 'adopted')],
    [drop('i1'), drop('b3a'), drop('b3b'), drop('b3c'), drop('i5'), sent('p0', 'session:close')],
    [sent('s1', 'minutes:draft')],
    [sent('s1', 'minutes:approve', { digest: sha256Of(minutesPdf) })],
    [sent('p0', 'minutes:approve', { digest: sha256Of(minutesPdf) })],
    [sent('k1', 'minutes:issue'), sent('system', 'minutes:number', { symbol: '08/BB-UBND' })],
    [sent('system', 'minutes:store', { sha256: sha256Of(minutesPdf), sizeBytes: minutesPdf.length })],
    [sent('s1', 'meeting:archive')],
    [sent('system', 'archive:store', { sha256: sha256Of(pdf('gói')), sizeBytes: 1 })],
  ];
}
const signed = /"type":"(poll:opened|poll:closed|session:closed)"/;

/** The entries of a whole small meeting, heads signed. @throws Error if a command was refused. */
export function smallMeeting(signer: Signer): Uint8Array[] {
  let folded = none;
  const entries: Uint8Array[] = [];
  const take = (batch: readonly Sent<Room>[]) => {
    const now = new Date(Date.parse(startsAt) + entries.length * 60_000).toISOString();
    const done = run(folded, batch, now);
    const refused = done.said.findIndex((one) => one !== 'ok');
    if (refused >= 0 || !done.bytes) throw new Error(`${batch[refused]?.name}: ${done.said[refused]}`);
    folded = done.folded;
    entries.push(done.bytes);
    if (!signed.test(new TextDecoder().decode(done.bytes))) return;
    const head = { of: folded.seq, hash: folded.hash! };
    take([sent('system', 'head:sign', { ...head, ...signer.signHead(stream, head) })]);
  };
  for (const batch of steps()) take(batch);
  return entries;
}

export const recordOf = async (
  entries: readonly Uint8Array[],
  signer: RecordParts['signer'],
  more: Partial<RecordParts> = {},
): Promise<RecordParts> => ({
  record: await archivedPart(entries),
  blob: async (sha256) => {
    const bytes = blobs.get(sha256);
    if (!bytes) throw new Error(`no blob ${sha256}`);
    return bytes;
  },
  minutesContent: { type: 'doc', content: [] },
  sharedInk: async (versionId) => [{ versionId }],
  documents: [],
  people: { person: () => null, fullName: (personId) => personId },
  release: '1.0.0',
  signer,
  ...more,
});

export async function packed(parts: Promise<RecordParts>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of buildPackage(await parts)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
