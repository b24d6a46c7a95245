import type { PersonId } from '../ledger/slice.js';
import type { RichNode } from '../sync/content.js';
import { kinds } from '../voting/kinds/index.js';
import { type Poll, pollIn } from '../voting/slice.js';
import { choices } from '../voting/tally.js';
import { centred, fact, heading, type Inline, plain, type Source, table } from './blocks.js';
import { isOf, type Of } from './happened.js';
import type { Telling } from './telling.js';
import { upperFirst } from './wording.js';

/**
 * Who chose what in the polls by name that were announced. Of secret ballots there is nothing to say: the stream holds
 * none, and a poll whose kind is secret is left out whatever it holds.
 */
export function annex(telling: Telling): RichNode[] {
  const { all, room, body } = telling;
  const polls = all.filter(isOf('poll:announced')).flatMap((announced) => {
    const poll = pollIn(room.voting, announced.event.pollId);
    return poll && !kinds[poll.kind].secret ? [{ announced, poll }] : [];
  });
  if (polls.length === 0) return [];
  return [
    heading(1, plain('PHỤ LỤC: BIỂU QUYẾT THEO TÊN')),
    centred(plain(`(Kèm theo Biên bản ${room.meeting.title} của ${body.name})`, 'italic')),
    ...polls.flatMap(({ announced, poll }, n) => [
      heading(3, plain(`${n + 1}. Nội dung ${telling.itemNumber(poll.itemId)}: ${poll.question}`)),
      byName(telling, announced, poll),
    ]),
  ];
}

function byName(
  { all, nameOf, callings }: Telling,
  { event, ...announced }: Of<'poll:announced'>,
  poll: Poll,
): RichNode {
  const own = all.filter(isOf('ballot:recorded')).filter((one) => one.event.pollId === event.pollId);
  const roll = [...callings.keys()].filter((person) => poll.roll.includes(person));
  // The last one counts, where the rules let a ballot be replaced.
  const cast = new Map<PersonId, Of<'ballot:recorded'>>(own.map((one) => [one.event.personId, one]));
  const names = (people: readonly (readonly [PersonId, Source])[]): Inline =>
    people.flatMap(([person, by], n) => [...plain(n === 0 ? '' : '; '), ...fact(by, nameOf(person).name)]);
  const label = (code: string, otherwise: string) =>
    upperFirst(poll.rules.choices.list.find((one) => one.code === code)?.label ?? otherwise);
  const row = (words: string, count: number, people: readonly (readonly [PersonId, Source])[]) => [
    plain(words),
    plain(String(count)),
    names(people),
  ];
  const rows = choices.map((choice) =>
    row(
      label(choice, { approve: 'tán thành', reject: 'không tán thành', not_voting: 'không biểu quyết' }[choice]),
      event.counts[choice],
      roll.flatMap((person) => {
        const by = cast.get(person);
        return by?.event.choice === choice ? [[person, by] as const] : [];
      }),
    ),
  );
  const silent = roll.filter((person) => !cast.has(person));
  return table(
    [150, 100, 390],
    [plain('Lựa chọn', 'bold'), plain('Số người', 'bold'), plain('Họ và tên', 'bold')],
    [
      ...rows,
      row(
        'Không có ý kiến',
        event.counts.no_response,
        silent.map((person) => [person, announced]),
      ),
    ],
  );
}
