import { isPresent, quorum } from '@ecab/shared/attendance/slice';
import { canonical } from '@ecab/shared/ledger/json';
import type { MeetingEvents, Room } from '@ecab/shared/ledger/machines';
import type { EventOf } from '@ecab/shared/ledger/slice';
import { versionIn } from '@ecab/shared/papers/slice';
import { members } from '@ecab/shared/people/slice';
import { needed } from '@ecab/shared/rules/share';
import { kinds } from '@ecab/shared/voting/kinds/index';
import { type Poll, pollIn } from '@ecab/shared/voting/slice';
import { baseOf, type Counts, count, outcomeOf } from '@ecab/shared/voting/tally';

type Event = EventOf<MeetingEvents>;
type Of<Type extends Event['type']> = Extract<Event, { type: Type }>;
type Complaint = readonly [vi: string, en: string] | null;
const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/**
 * What is wrong with an event of a poll, on the state before it; null if nothing is. It counts anew from ballots and
 * rules and takes nothing from the code that once decided.
 */
export function pollComplaint(room: Room, event: Event, actor: string | null): Complaint {
  switch (event.type) {
    case 'poll:opened':
      return opened(room, event);
    case 'ballot:recorded':
      return ballot(room, event, actor);
    case 'poll:closed':
      return closed(pollIn(room.voting, event.pollId), event);
    case 'poll:announced':
      return announced(pollIn(room.voting, event.pollId), event);
    default:
      return null;
  }
}

function opened(room: Room, { roll, base, present, papers }: Of<'poll:opened'>): Complaint {
  const inOffice = new Set(members(room.people));
  if (new Set(roll).size < roll.length)
    return ['có người hai lần trong danh sách biểu quyết', 'the roll names somebody twice'];
  if (roll.some((personId) => !inOffice.has(personId)))
    return ['danh sách biểu quyết có người không phải thành viên', 'the roll names somebody who is no member'];
  const here = quorum(room);
  if (base.size !== inOffice.size) return ['tổng số thành viên không đúng', 'the number of members is wrong'];
  if (present !== here.present || !here.met)
    return ['số có mặt không đúng hoặc không đủ', 'those present are not as recorded, or no quorum'];
  if (papers.some(({ versionId, sha256 }) => versionIn(room.papers, versionId)?.version.sha256 !== sha256))
    return ['tài liệu biểu quyết không có trong sổ', 'a paper that was voted on is not in the ledger'];
  return null;
}
function ballot(room: Room, { pollId, personId }: Of<'ballot:recorded'>, actor: string | null): Complaint {
  const poll = pollIn(room.voting, pollId);
  if (poll?.state !== 'open' || !kinds[poll.kind].onTablets)
    return ['phiếu ghi khi không mở biểu quyết', 'a ballot outside of an open poll'];
  if (actor !== personId) return ['phiếu do người khác gửi', 'a ballot that somebody else sent'];
  if (!poll.roll.includes(personId))
    return ['phiếu của người không có quyền biểu quyết', 'a ballot of somebody not on the roll'];
  if (!isPresent(room.attendance, personId)) return ['phiếu của người vắng mặt', 'a ballot of somebody absent'];
  if (Object.hasOwn(poll.ballots, personId) && poll.rules.ballotChange.value === 'never')
    return ['phiếu thứ hai của một người', 'a second ballot of one person'];
  return null;
}
function closed(poll: Poll | null, event: Of<'poll:closed'>): Complaint {
  if (poll?.state !== 'open') return ['đóng biểu quyết không mở', 'closes a poll that is not open'];
  const counts = countOf(poll);
  if (!counts) return ['thiếu biên bản kiểm phiếu hoặc cộng sai', "the tellers' record is missing or does not add up"];
  const { decision, tie } = poll.rules;
  const base = { of: decision.base, size: baseOf(decision.base, counts, poll.base.size, poll.present) };
  // Of a secret poll nobody may look up the head's ballot (RULES.md c2).
  const head = kinds[poll.kind].secret || poll.headId === null ? null : (poll.ballots[poll.headId]?.choice ?? null);
  const outcome = outcomeOf({ counts, base: base.size, decision, tie: tie.rule, head });
  if (!same(event.counts, counts)) return ['kết quả khác với các phiếu', 'the counts differ from the ballots'];
  if (!same(event.base, base) || event.needed !== needed(decision, base.size))
    return ['số cần đạt không đúng', 'the number needed is wrong'];
  return event.outcome === outcome
    ? null
    : ['kết luận biểu quyết không đúng', 'the outcome does not follow from the counts'];
}
function countOf(poll: Poll): Counts | null {
  const { size } = poll.base;
  const cast = Object.values(poll.ballots).map(({ choice }) => choice);
  if (kinds[poll.kind].onTablets) return cast.length > size ? null : count(cast, size);
  const { record, entered } = poll;
  if (!record || !entered) return null;
  const valid = entered.approve + entered.reject + entered.not_voting;
  const adds =
    record.entitled === size &&
    record.issued <= record.entitled &&
    record.collected <= record.issued &&
    record.valid + record.invalid === record.collected &&
    valid === record.valid;
  return adds ? { ...entered, invalid: record.invalid, no_response: size - record.collected } : null;
}
function announced(poll: Poll | null, { counts, base, needed: of, outcome, record }: Of<'poll:announced'>): Complaint {
  const told = { counts, base, needed: of, outcome };
  return poll?.state === 'closed' && same(told, poll.result) && same(record, poll.record)
    ? null
    : ['công bố khác với kết quả', 'announces something else than the result'];
}
