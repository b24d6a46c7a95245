import type { ItemForm } from '../agenda/slice.js';
import { type Folded, fold, type Sent } from '../ledger/batch.js';
import type { Room } from '../ledger/machines.js';
import {
  after,
  announce,
  cast,
  checkingIn,
  close,
  conclude,
  details,
  draft,
  hash,
  items,
  machine,
  members,
  none,
  paper,
  put,
  run,
  sending,
  sent,
  startsAt,
} from './meeting.js';

/** One step of a whole meeting: what is done in it, and the name of where the meeting then stands. */
export interface Stage {
  readonly name: string;
  readonly steps: readonly Sent<Room>[];
}
const information = items[0] as ItemForm;
const counted = (n: number) => ({
  ...{ pollId: 'v2', approve: n - 1, reject: 0, not_voting: 0 },
  record: { entitled: n, issued: n - 1, collected: n - 1, valid: n - 1, invalid: 0 },
});
const call = (itemId: string) => sent('p0', 'item:call', { itemId });
const summarise = (speechId: string) =>
  sent('s2', 'speech:summarise', { speechId, summary: 'Đề nghị làm rõ nguồn vốn' });
const give = sent('p0', 'floor:give', { personId: 'p3', limitMs: 180_000 });

/** A meeting of n members (at least 5) from its draft to the archive, with everything in it that a meeting has. */
export const script = (n: number): readonly Stage[] => [
  {
    name: 'draft',
    steps: [
      ...draft(n),
      sent('s2', 'meeting:amend', { ...details, title: 'Phiên họp thường kỳ tháng 11 năm 2026' }),
      paper('t-x', 'i1', 'c'),
      sent('s1', 'paper:retitle', { paperId: 't-x', title: 'Tài liệu gửi nhầm' }),
      sent('s1', 'paper:move', { paperId: 't-x', itemId: 'i5', order: 3 }),
      sent('s1', 'paper:remove', { paperId: 't-x' }),
      sent('system', 'materials:warn', { due: '2026-11-20' }),
    ],
  },
  {
    name: 'convened',
    steps: [
      ...sending().slice(0, 1),
      sent('s1', 'item:add', { ...information, itemId: 'i6', title: 'Việc khác', kind: 'anyOtherBusiness' }),
      sent('s1', 'item:amend', { ...information, title: 'Báo cáo tháng 11' }),
    ],
  },
  { name: 'sent', steps: sending().slice(1) },
  {
    name: 'checkin',
    steps: [
      ...checkingIn(n - 1),
      sent('p0', 'meeting:undelegate', { personId: 's1' }),
      sent('p0', 'meeting:delegate', { personId: 's1' }),
      sent('s1', 'attendance:record', { personId: 'u1' }),
      sent('o1', 'attendance:check-in'),
      sent('s2', 'attendance:excuse', { personId: `p${n - 1}`, reason: { sealed: hash('e') } }),
    ],
  },
  { name: 'in_session', steps: [sent('p0', 'session:open', { withoutVoting: false }), call('i2')] },
  {
    name: 'discussing',
    steps: [
      sent('p2', 'presenter:take'),
      sent('p2', 'presenter:release'),
      sent('p3', 'floor:ask', { kind: 'debate' }),
      give,
      sent('p3', 'floor:end'),
      summarise(give.commandId),
      sent('p3', 'floor:ask', { kind: 'speech' }),
      sent('p2', 'floor:ask', { kind: 'speech' }),
      sent('p0', 'floor:move', { personId: 'p2', place: 0 }),
      sent('p2', 'floor:withdraw'),
      sent('p3', 'attendance:leave'),
      sent('p3', 'attendance:check-in'),
      sent('s1', 'person:call', { people: [{ personId: 'g9', role: 'guest', items: ['i5'], standsFor: null }] }),
      sent('s1', 'person:release', { personId: 'g9' }),
      sent('p1', 'floor:ask', { kind: 'reply' }),
      paper('t-i2', 'i2', 'b'),
    ],
  },
  {
    name: 'poll_open',
    steps: [
      put('i2', 'v0'),
      sent('p0', 'poll:abort', { pollId: 'v0', reason: 'Đặt lại câu hỏi' }),
      put('i2', 'v1', { repeats: 'v0' }),
      sent('system', 'head:sign', { of: 6, hash: hash('9'), signature: 'A'.repeat(86), key: 'B'.repeat(43) }),
      cast('p0', 'approve'),
      cast('p1', 'reject'),
    ],
  },
  {
    name: 'poll_closed',
    steps: [
      ...members(n - 1)
        .slice(2)
        .map((one) => cast(one, 'approve')),
      close(),
    ],
  },
  {
    name: 'announced',
    steps: [
      announce(),
      conclude('i2', 'adopted_amended', { tasks: [task('t1')] }),
      sent('s1', 'conclusion:revise', { itemId: 'i2', text: 'Thông qua, bỏ Điều 10' }),
    ],
  },
  { name: 'doors_closed', steps: [call('i4'), sent('p0', 'item:close-doors', { itemId: 'i4' })] },
  {
    name: 'counted',
    steps: [
      put('i4', 'v2', { kind: 'paper' }),
      sent('s2', 'poll:record', counted(n)),
      sent('s1', 'poll:confirm', counted(n)),
      announce('v2'),
      conclude('i4', 'adopted'),
      sent('p0', 'item:open-doors'),
    ],
  },
  {
    name: 'guest_in',
    steps: [
      call('b3'),
      put('b3', 'v3'),
      ...members(n - 1).map((one) => cast(one, 'approve', 'v3')),
      close('v3'),
      announce('v3'),
      ...['b3a', 'b3b', 'b3c'].map((one) => conclude(one, 'adopted')),
      call('i5'),
      sent('s1', 'attendance:admit', { personId: 'g1', itemId: 'i5' }),
      sent('g1', 'presenter:take'),
    ],
  },
  { name: 'paused', steps: [sent('p0', 'session:pause')] },
  {
    name: 'closed',
    steps: [
      sent('p0', 'session:resume'),
      conclude('i5', 'deferred'),
      sent('s1', 'attendance:dismiss', { personId: 'g1' }),
      call('i1'),
      conclude('i1', 'noted'),
      call('i6'),
      conclude('i6', 'noted'),
      sent('p0', 'session:close'),
    ],
  },
  { name: 'minutes_draft', steps: [sent('s1', 'minutes:draft')] },
  { name: 'minutes_released', steps: [sent('s1', 'minutes:release')] },
  {
    name: 'minutes_approved',
    steps: [sent('s2', 'minutes:approve', { digest: hash('f') }), sent('p0', 'minutes:approve', { digest: hash('f') })],
  },
  {
    name: 'minutes_issued',
    steps: [
      sent('k1', 'minutes:issue'),
      sent('system', 'minutes:number', { symbol: '09/BB-UBND' }),
      sent('system', 'minutes:store', { sha256: hash('1'), sizeBytes: 2000 }),
    ],
  },
  {
    name: 'archived',
    steps: [sent('k1', 'meeting:archive'), sent('system', 'archive:store', { sha256: hash('2'), sizeBytes: 3000 })],
  },
];
const task = (taskId: string) => ({
  taskId,
  text: 'Hoàn thiện dự thảo',
  lead: { personId: 'p2', agency: 'Sở Tài chính' },
  coLeads: [],
  product: 'Dự thảo Nghị quyết',
  deadline: '2026-12-10',
});

/** The meeting of `n` where it then stands, by the stage's name; `none` before all. Every step is accepted. */
export function stages(n = 5): ReadonlyMap<string, Folded<Room>> {
  const found = new Map([['none', none]]);
  let folded = none;
  for (const { name, steps } of script(n)) {
    folded = after(folded, ...steps);
    found.set(name, folded);
  }
  const dropped = sent('s1', 'meeting:cancel', { reason: 'Hoãn họp' });
  const of = (name: string) => found.get(name) ?? none;
  found.set('draft_cancelled', after(of('draft'), dropped));
  found.set('cancelled', after(of('sent'), dropped));
  return found;
}

/** The bytes of a meeting, one entry a stage, an hour apart: for tests of what is stored. */
export function entries(n = 5): readonly Uint8Array[] {
  let folded = none;
  return script(n).map(({ steps }, hour) => {
    const { bytes } = run(folded, steps, new Date(Date.parse(startsAt) + hour * 3_600_000).toISOString());
    if (!bytes) throw new Error('nothing happened');
    folded = fold(machine, folded, bytes);
    return bytes;
  });
}
