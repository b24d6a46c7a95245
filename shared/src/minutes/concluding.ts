import type { TaskForm } from '../conclusions/slice.js';
import type { RichNode } from '../sync/content.js';
import { fact, type Inline, linesOf, list, paragraph, plain } from './blocks.js';
import { isOf, type Of } from './happened.js';
import type { Telling } from './telling.js';
import { bareName, dayWords } from './wording.js';

const LABEL = 'Chủ tọa kết luận:';

/** What the chair concluded of an item, in the words it has at the end, and the tasks given. */
export function concluding(telling: Telling, concluded: Of<'item:concluded'>): RichNode[] {
  const { all, tell } = telling;
  const { event } = concluded;
  const revised = all.filter(isOf('conclusion:revised')).find((one) => one.event.itemId === event.itemId);
  // A revision says the new words; that there was a conclusion, and which, is the first event's.
  const [first = '', ...more] = revised ? linesOf(revised.event.text) : [];
  const said: RichNode[] = revised
    ? [
        paragraph(fact(concluded, tell({ ...event, text: '' }), LABEL), plain(' '), fact(revised, first)),
        ...more.map((line) => paragraph(fact(revised, line))),
      ]
    : linesOf(tell(event)).map((line) => paragraph(fact(concluded, line, LABEL)));
  if (event.tasks.length === 0) return said;
  const tasks = event.tasks.map((task) => fact(concluded, taskWords(telling, task)));
  return [...said, paragraph(plain('Giao nhiệm vụ:', 'bold')), ...list('bulletList', tasks as Inline[])];
}

/** RULES.md c6: one lead, who else, what, until when. */
function taskWords({ nameOf }: Telling, { text, lead, coLeads, product, deadline }: TaskForm): string {
  const named = lead.personId === null ? null : nameOf(lead.personId);
  const person = named ? ` (${named.agency === lead.agency ? bareName(named) : named.name})` : '';
  return [
    sentence(text),
    `Chủ trì: ${lead.agency}${person}.`,
    ...(coLeads.length > 0 ? [`Phối hợp: ${coLeads.join('; ')}.`] : []),
    `Sản phẩm: ${sentence(product)}`,
    `Thời hạn: ${dayWords(deadline)}.`,
  ].join(' ');
}
const sentence = (words: string) => (/[.!?…]$/u.test(words.trim()) ? words.trim() : `${words.trim()}.`);
