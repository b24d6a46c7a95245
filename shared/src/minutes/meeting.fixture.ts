import { fold, type Sent } from '../ledger/batch.js';
import { type Entry, fromBytes } from '../ledger/entry.js';
import type { Room } from '../ledger/machines.js';
import type { RichNode } from '../sync/content.js';
import {
  announce,
  cast,
  close,
  conclude,
  machine,
  none,
  opening,
  put,
  run,
  sent,
  startsAt,
} from '../testing/meeting.js';
import { type DraftFrom, draftMinutes } from './draft.js';
import { passagesOf } from './facts.js';
import type { NameOf } from './wording.js';

export const nameOf: NameOf = (personId) => ({
  name: `Người ${personId}`,
  position: `Giám đốc Sở ${personId}`,
  agency: `Sở ${personId}`,
});

/** The stream that these batches make, one entry a batch, ten minutes apart; all must be accepted. */
export function held(...batches: readonly (readonly Sent<Room>[])[]) {
  let folded = none;
  const entries = batches.map((batch, n): Entry => {
    const { bytes, said } = run(folded, batch, new Date(Date.parse(startsAt) + n * 600_000).toISOString());
    const refused = said.findIndex((one) => one !== 'ok');
    if (!bytes || refused >= 0) throw new Error(`${batch[refused]?.name}: ${said[refused]}`);
    folded = fold(machine, folded, bytes);
    return fromBytes(bytes);
  });
  return { entries, room: folded.state };
}
export const draftOf = (
  { entries, room }: ReturnType<typeof held>,
  more: Partial<Pick<DraftFrom, 'nameOf'>> = {},
): RichNode =>
  draftMinutes({
    entries,
    room,
    body: { name: 'Ủy ban nhân dân tỉnh Sông Vân' },
    nameOf,
    offsetMinutes: 420,
    language: 'vi',
    ...more,
  });

/** The words of a doc, one line a paragraph, heading or row of a table. */
export function linesOf(node: RichNode): string[] {
  const words = (one: RichNode): string => one.text ?? (one.content ?? []).map(words).join('');
  if (node.type === 'paragraph' || node.type === 'heading') return [words(node)];
  if (node.type === 'tableRow') return [(node.content ?? []).map(words).join(' | ')];
  return (node.content ?? []).flatMap(linesOf);
}
/** The passages that carry this event of the stream. */
export const passages = (doc: RichNode, seq: number, index: number): string[] =>
  passagesOf(doc).flatMap(({ tie, words }) => (tie.seq === seq && tie.index === index ? [words] : []));
/** Every event of a type, where it stands. */
export const where = ({ entries }: Pick<ReturnType<typeof held>, 'entries'>, type: string) =>
  entries.flatMap(({ seq, commands }) =>
    commands
      .flatMap(({ events }) => events)
      .flatMap((event, index) => (event.type === type ? [{ seq, index, event }] : [])),
  );

const call = (itemId: string) => sent('p0', 'item:call', { itemId });
const give = sent('p0', 'floor:give', { personId: 'p3', limitMs: 180_000 });
export const task = (taskId: string, coLeads: string[] = []) => ({
  taskId,
  text: `Việc ${taskId}`,
  lead: { personId: 'p2', agency: 'Sở Tài chính' },
  coLeads,
  product: 'Tờ trình',
  deadline: '2027-01-05',
});
/** Nine members, seven at the opening; one poll by name, one on paper, a block, one item put off, two never called. */
const counted = {
  ...{ pollId: 'v2', approve: 6, reject: 0, not_voting: 0 },
  record: { entitled: 9, issued: 7, collected: 7, valid: 6, invalid: 1 },
};
export const whole = () =>
  held(
    opening(9, 7),
    [
      sent('s1', 'attendance:excuse', { personId: 'p7', reason: { sealed: 'e'.repeat(64) } }),
      sent('s1', 'attendance:record', { personId: 'u1' }),
      sent('p2', 'presenter:take'),
    ],
    [
      sent('p2', 'presenter:release'),
      sent('p3', 'floor:ask', { kind: 'debate' }),
      give,
      sent('s2', 'speech:summarise', { speechId: give.commandId, summary: 'Bản nháp' }),
      sent('s2', 'speech:summarise', { speechId: give.commandId, summary: 'Đề nghị làm rõ nguồn vốn' }),
    ],
    [sent('p3', 'floor:end'), put('i2', 'v0'), cast('p0', 'approve', 'v0')],
    [sent('p0', 'poll:abort', { pollId: 'v0', reason: 'Đọc nhầm câu hỏi' }), put('i2', 'v1', { repeats: 'v0' })],
    [
      ...['p0', 'p1', 'p2', 'p3', 'p4'].map((one) => cast(one, 'approve')),
      cast('p5', 'reject'),
      close(),
      announce(),
      conclude('i2', 'adopted_amended', {
        text: 'Dòng một.\nDòng hai.',
        tasks: [task('t1'), task('t2', ['Sở A', 'Sở B'])],
      }),
    ],
    [
      call('i4'),
      sent('p0', 'item:close-doors', { itemId: 'i4' }),
      put('i4', 'v2', { kind: 'paper' }),
      sent('s2', 'poll:record', counted),
      sent('s1', 'poll:confirm', counted),
      announce('v2'),
      conclude('i4', 'adopted'),
      sent('p0', 'item:open-doors'),
    ],
    [
      call('b3'),
      put('b3', 'v3'),
      ...['p0', 'p1', 'p2', 'p3', 'p4', 'p5'].map((one) => cast(one, 'approve', 'v3')),
      close('v3'),
      announce('v3'),
      ...['b3a', 'b3b', 'b3c'].map((one) => conclude(one, 'adopted', { text: `Kết luận ${one}` })),
    ],
    [
      sent('p7', 'attendance:check-in'),
      sent('p6', 'attendance:leave'),
      sent('p5', 'attendance:leave'),
      sent('p4', 'attendance:leave'),
      conclude('i5', 'deferred', { text: 'Hết giờ.' }),
    ],
    [sent('p0', 'session:close'), sent('s1', 'conclusion:revise', { itemId: 'b3b', text: 'Kết luận đã chỉnh' })],
  );
