import { inOrder, itemIn } from '../agenda/slice.js';
import { seatOf } from '../people/slice.js';
import type { RichNode } from '../sync/content.js';
import { fact, heading, paragraph, plain } from './blocks.js';
import { concluding } from './concluding.js';
import { type Happened, isOf, type Of } from './happened.js';
import type { Telling } from './telling.js';
import { verdict, verdictOfBlock } from './verdict.js';
import { durationWords, inBrief, timeWords } from './wording.js';

/** What happened (NỘI DUNG): before any item was called, then item by item in the order in which they were called. */
export function course(telling: Telling): RichNode[] {
  const { all, room, itemNumber } = telling;
  const called = all.filter(isOf('item:called')).map(({ event }) => event.itemId);
  const concluded = all.filter(isOf('item:concluded'));
  const dropped = concluded.filter(({ phase }) => phase === 'session').map(({ itemId }) => itemId);
  const order = [...new Set([...called, ...dropped])].filter((itemId) => itemId !== null);
  const left = inOrder(room.agenda).filter(
    (itemId) => itemIn(room.agenda, itemId)?.parent === null && !order.includes(itemId),
  );
  const title = (itemId: string) => itemIn(room.agenda, itemId)?.title ?? itemId;
  return [
    heading(2, plain('NỘI DUNG')),
    ...all.filter(({ itemId }) => itemId === null).flatMap((one) => step(telling, one)),
    ...order.flatMap((itemId) => section(telling, itemId)),
    ...(left.length > 0 ? [paragraph(plain('Nội dung chưa được xem xét tại phiên họp:', 'bold'))] : []),
    ...left.flatMap((itemId) =>
      concluded.some((one) => one.itemId === itemId)
        ? section(telling, itemId)
        : [paragraph(plain(`${itemNumber(itemId)}. ${title(itemId)}`))],
    ),
  ];
}

/** One item of the agenda; of a block, its items with a decision each. */
function section(telling: Telling, itemId: string): RichNode[] {
  const { all, room, itemNumber } = telling;
  const own = all.filter((one) => one.itemId === itemId);
  const call = own.find(isOf('item:called'));
  const title = itemIn(room.agenda, itemId)?.title ?? itemId;
  const rest = own.filter((one) => one !== call);
  const children = inOrder(room.agenda).filter((one) => itemIn(room.agenda, one)?.parent === itemId);
  const ofChild = (one: Happened) => isOf('item:concluded')(one) && one.event.itemId !== itemId;
  return [
    heading(3, plain(`${itemNumber(itemId)}. `), call ? fact(call, call.event.title) : plain(title)),
    ...rest.filter((one) => !ofChild(one)).flatMap((one) => step(telling, one)),
    ...children.flatMap((child) => {
      const vote = own.filter(isOf('poll:announced')).findLast(({ event }) => event.decides.includes(child));
      const conclusion = own.filter(isOf('item:concluded')).find(({ event }) => event.itemId === child);
      return [
        heading(4, plain(`${itemNumber(child)}. ${itemIn(room.agenda, child)?.title ?? child}`)),
        ...(vote ? [verdictOfBlock(vote)] : []),
        ...(conclusion ? concluding(telling, conclusion) : []),
      ];
    }),
  ];
}

const inSession = isOf(
  'attendance:checked-in',
  'attendance:left',
  'attendance:admitted',
  'attendance:dismissed',
  'session:paused',
  'session:resumed',
);
const asTold = isOf(
  'item:called',
  'item:added',
  'item:amended',
  'item:doors-closed',
  'item:doors-opened',
  'poll:opened',
  'poll:recorded',
  'poll:aborted',
);
/** What the minutes say where this happened; nothing of what they say elsewhere or not at all. */
function step(telling: Telling, one: Happened): RichNode[] {
  const { tell, offsetMinutes } = telling;
  if (isOf('paper:added')(one)) return replaced(telling, one) ? [paragraph(fact(one, tell(one.event)))] : [];
  // Also after the session: what it left open is deferred or withdrawn then.
  if (isOf('item:concluded')(one)) return concluding(telling, one);
  if (one.phase !== 'session') return [];
  if (inSession(one)) return [paragraph(fact(one, `${timeWords(one.at, offsetMinutes)}: ${tell(one.event)}`))];
  if (asTold(one)) return [paragraph(fact(one, tell(one.event)))];
  if (isOf('presenter:taken', 'presenter:released')(one)) return presented(telling, one);
  if (isOf('floor:given', 'floor:ended')(one)) return spoke(telling, one);
  if (isOf('poll:announced')(one)) return [verdict(telling, one)];
  if (isOf('poll:closed')(one))
    return [paragraph(fact(one, tell(one.event)), plain(' Kết quả chưa được công bố tại phiên họp.'))];
  return [];
}

/** Another version of a paper that had been sent: those called had read the one before. */
function replaced({ all }: Telling, one: Of<'paper:added'>): boolean {
  const sent = all.findIndex(isOf('papers:sent'));
  return one.event.version > 1 && one.phase !== 'after' && sent >= 0 && all.indexOf(one) > sent;
}

/** Chair and secretaries hold the token to turn pages for others: only who is to present, or was handed it, presents. */
export function presents({ room }: Pick<Telling, 'room'>, one: Of<'presenter:taken' | 'presenter:released'>) {
  const { personId } = one.event;
  const role = seatOf(room.people, personId)?.role;
  const itemId = 'itemId' in one.event ? one.event.itemId : one.itemId;
  const due = itemIn(room.agenda, itemId ?? '')?.presenterId === personId;
  return due || (role !== 'chair' && role !== 'secretary');
}
function presented(telling: Telling, one: Of<'presenter:taken' | 'presenter:released'>): RichNode[] {
  if (!presents(telling, one)) return [];
  const { event } = one;
  const took = event.type === 'presenter:released' ? ` (${durationWords(event.seconds)})` : '';
  return [paragraph(fact(one, `${inBrief(telling.nameOf(event.personId))}, trình bày${took}.`))];
}

function spoke({ all, nameOf }: Telling, one: Of<'floor:given' | 'floor:ended'>): RichNode[] {
  const { event } = one;
  const speechId = event.type === 'floor:ended' ? event.speechId : one.commandId;
  const summary = all.filter(isOf('speech:summarised')).find((said) => said.event.speechId === speechId);
  const took = event.type === 'floor:ended' ? ` (${durationWords(event.seconds)})` : '';
  const words = summary?.event.summary.trim() ? summary.event.summary : null;
  const said = fact(one, `${inBrief(nameOf(event.personId))}, phát biểu${took}${words ? ':' : '.'}`);
  return [paragraph(said, summary && words ? [...plain(' '), ...fact(summary, words)] : [])];
}
