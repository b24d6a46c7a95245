import { itemIn } from '../agenda/slice.js';
import type { PersonId } from '../ledger/slice.js';
import { type Seat, votes } from '../people/slice.js';
import type { RichNode } from '../sync/content.js';
import { fact, type Inline, list, paragraph, plain } from './blocks.js';
import { type Happened, isOf, type Of } from './happened.js';
import type { Telling } from './telling.js';
import { citeWords, inFull, shareWords, timeWords } from './wording.js';

type Came = Of<'attendance:checked-in' | 'attendance:admitted'>;

/** By which event each person came, of those who were there while the session sat. */
function arrivals(all: readonly Happened[]): ReadonlyMap<PersonId, Came> {
  const came = new Map<PersonId, Came>();
  for (const one of all) {
    if (isOf('attendance:checked-in', 'attendance:admitted')(one) && one.phase !== 'after') {
      if (!came.has(one.event.personId)) came.set(one.event.personId, one);
    } else if (isOf('attendance:left', 'attendance:dismissed', 'person:released')(one) && one.phase === 'before') {
      came.delete(one.event.personId);
    }
  }
  return came;
}
/** Who took part (thành phần tham dự), who presided, who kept the minutes. */
export function attending(telling: Telling): RichNode[] {
  const { all, room, callings, nameOf, offsetMinutes, tell, itemNumber } = telling;
  const came = arrivals(all);
  const opened = all.find(isOf('session:opened'));
  const full = (person: PersonId) => inFull(nameOf(person));

  const there = (which: (seat: Seat) => boolean, more: (seat: Seat) => string = () => ''): Inline[] =>
    [...callings].flatMap(([person, { seat }]) => {
      const by = came.get(person);
      if (!by || !which(seat)) return [];
      const late = by.event.type === 'attendance:checked-in' && by.phase === 'session';
      const since = late ? `, có mặt từ ${timeWords(by.at, offsetMinutes)}` : '';
      return [fact(by, `${full(person)}${more(seat)}${since}`)];
    });
  const group = (title: string, type: 'bulletList' | 'orderedList', people: readonly Inline[]): RichNode[] =>
    people.length === 0 ? [] : [paragraph(plain(title)), ...list(type, people)];

  const excused = new Map(all.filter(isOf('attendance:excused')).map((one) => [one.event.personId, one]));
  const absent = [...callings].flatMap(([person, { seat }]): Inline[] => {
    if (!votes(seat) || came.has(person)) return [];
    const leave = excused.get(person);
    if (!leave) return [plain(full(person))];
    // The words stay sealed: once printed in minutes that are issued and archived, no erasure would reach them.
    return [fact(leave, `${full(person)}, có lý do`)];
  });

  const named = (label: string, people: readonly PersonId[]) => {
    const all = people.flatMap((person, n) => {
      const by = callings.get(person)?.by;
      return [...plain(n === 0 ? ' ' : '; '), ...(by ? fact(by, full(person)) : plain(full(person)))];
    });
    return paragraph(plain(label, 'bold'), all, plain('.'));
  };
  const secretaries = [...callings].filter(([, { seat }]) => seat.role === 'secretary').map(([person]) => person);
  const open = ({ role, items }: Seat) => role === 'guest' && items === 'open';
  const numbers = ({ items }: Seat) => {
    const known = items === 'open' ? [] : items.filter((itemId) => itemIn(room.agenda, itemId));
    return known.length === 0 ? '' : ` (nội dung ${known.map(itemNumber).join(', ')})`;
  };
  return [
    paragraph(
      plain('Thành phần tham dự:', 'bold'),
      opened ? [...plain(' '), ...fact(opened, tell(opened.event)), ...quorumRule(telling)] : [],
    ),
    ...group('Thành viên có mặt:', 'orderedList', there(votes)),
    ...group(
      'Người dự thay:',
      'bulletList',
      there(
        (seat) => open(seat) && seat.standsFor !== null,
        ({ standsFor }) => (standsFor === null ? '' : `, dự thay ${nameOf(standsFor).name}`),
      ),
    ),
    ...group(
      'Người dự họp, không biểu quyết:',
      'bulletList',
      there((seat) => open(seat) && seat.standsFor === null),
    ),
    ...group(
      'Khách mời theo nội dung:',
      'bulletList',
      there((seat) => seat.role === 'guest' && seat.items !== 'open', numbers),
    ),
    ...group('Vắng mặt:', 'bulletList', absent),
    named('Chủ tọa:', [room.meeting.chairId]),
    named('Thư ký:', secretaries),
  ];
}

/** What share is a quorum, and by which rule: pinned when the meeting was created. */
function quorumRule({ all, room }: Telling): Inline {
  const rule = room.meeting.profile?.quorum;
  const created = all.find(isOf('meeting:created'));
  if (!rule || !created) return [];
  const words = `Thành phần tiến hành: ${shareWords(rule, rule.base)} ${citeWords(rule.cite)}.`;
  return [...plain(' '), ...fact(created, words)];
}
