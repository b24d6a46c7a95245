import type { Sent } from '../ledger/batch.js';
import type { Room } from '../ledger/machines.js';
import { announce, cast, close, conclude, details, draft, hash, items, paper, put, sent } from './meeting.js';

const meeting = draft(5)[0] as Sent<Room>;
const count = { entitled: 5, issued: 4, collected: 4, valid: 4, invalid: 0 };
const [item] = items.slice(1, 2) as [(typeof items)[number]];

/** One well-formed command of every kind, by somebody who may: for tables of what it does in every state. */
export const samples: readonly Sent<Room>[] = [
  meeting,
  sent('s1', 'meeting:amend', details),
  sent('p0', 'meeting:delegate', { personId: 's2' }),
  sent('p0', 'meeting:undelegate', { personId: 's1' }),
  sent('s1', 'meeting:cancel', { reason: 'Hoãn họp' }),
  sent('system', 'materials:warn', { due: '2026-11-21' }),
  sent('p0', 'session:open', { withoutVoting: false }),
  sent('p0', 'session:pause'),
  sent('p0', 'session:resume'),
  sent('p0', 'session:close'),
  sent('s1', 'person:call', { people: [{ personId: 'g3', role: 'guest', items: ['i5'], standsFor: null }] }),
  sent('s1', 'person:release', { personId: 'g2' }),
  sent('s1', 'attendance:open'),
  sent('p4', 'attendance:check-in'),
  sent('s1', 'attendance:record', { personId: 'p4' }),
  sent('s1', 'attendance:excuse', { personId: 'p4', reason: null }),
  sent('p1', 'attendance:leave'),
  sent('s1', 'attendance:depart', { personId: 'p1' }),
  sent('s1', 'attendance:admit', { personId: 'g1', itemId: 'i5' }),
  sent('s1', 'attendance:dismiss', { personId: 'g1' }),
  sent('s1', 'agenda:publish', { digest: hash('d'), items: [...items] }),
  sent('s1', 'item:add', { ...item, itemId: 'i9' }),
  sent('s1', 'item:amend', item),
  sent('p0', 'item:call', { itemId: 'i1' }),
  sent('p0', 'item:close-doors', { itemId: 'i2' }),
  sent('p0', 'item:open-doors'),
  paper('t-i2', 'i2', 'c'),
  sent('s1', 'paper:retitle', { paperId: 't-i2', title: 'Dự thảo 2' }),
  sent('s1', 'paper:move', { paperId: 't-i2', itemId: 'i5', order: 1 }),
  sent('s1', 'paper:remove', { paperId: 't-i2' }),
  sent('s1', 'papers:send', { reason: '' }),
  sent('p0', 'presenter:take'),
  sent('p0', 'presenter:hand', { personId: 'p1' }),
  sent('p0', 'presenter:release'),
  sent('system', 'presenter:lapse', { personId: 'p1', since: '2026-11-26T01:00:00.000Z' }),
  sent('p2', 'floor:ask', { kind: 'speech' }),
  sent('p1', 'floor:withdraw'),
  sent('p0', 'floor:give', { personId: 'p1', limitMs: 60_000 }),
  sent('p0', 'floor:end'),
  sent('p0', 'floor:move', { personId: 'p1', place: 0 }),
  sent('s1', 'speech:summarise', { speechId: 'none', summary: '' }),
  put(),
  cast('p2', 'approve'),
  close(),
  announce(),
  sent('p0', 'poll:abort', { pollId: 'v1', reason: 'Đặt lại' }),
  sent('s1', 'poll:record', { pollId: 'v2', approve: 4, reject: 0, not_voting: 0, record: count }),
  sent('p0', 'poll:confirm', { pollId: 'v2', approve: 4, reject: 0, not_voting: 0, record: count }),
  conclude('i2', 'noted'),
  sent('s1', 'conclusion:revise', { itemId: 'i2', text: 'Kết luận khác' }),
  sent('s1', 'minutes:draft'),
  sent('s1', 'minutes:release'),
  sent('s1', 'minutes:approve', { digest: hash('f') }),
  sent('k1', 'minutes:issue'),
  sent('system', 'minutes:number', { symbol: '09/BB-UBND' }),
  sent('system', 'minutes:store', { sha256: hash('1'), sizeBytes: 1 }),
  sent('k1', 'meeting:archive'),
  sent('system', 'archive:store', { sha256: hash('3'), sizeBytes: 1 }),
  sent('system', 'head:sign', { of: 1, hash: hash('4'), signature: 'A'.repeat(86), key: 'A'.repeat(43) }),
];
export const sample = (name: string): Sent<Room> => {
  const found = samples.find((one) => one.name === name);
  if (!found) throw new TypeError(`no sample of ${name}`);
  return found;
};
