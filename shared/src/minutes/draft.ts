import { dayAt } from '../rules/working-days.js';
import type { RichNode } from '../sync/content.js';
import { annex } from './annex.js';
import { attending } from './attending.js';
import { docOf, fact, paragraph, plain } from './blocks.js';
import { course } from './course.js';
import { isOf } from './happened.js';
import { type DraftFrom, tellingOf } from './telling.js';
import { dayWords, timeWords } from './wording.js';

export type { DraftFrom } from './telling.js';
export type { Named, NameOf } from './wording.js';

/**
 * Drafts the minutes of a meeting by Form 1.9 of Decree 30/2020, from the beginning to "Cuộc họp kết thúc…" and the annex
 * of votes by name. Head, title, signatures and distribution are not in it: they belong to the page, not to the text.
 * Every passage that an event gave carries it in its `fact`; equal input gives an equal draft.
 *
 * @returns ProseMirror JSON of `minutesSchema`.
 * @throws NewerThanThis if the stream holds an event of a newer release.
 * @see RULES.md c5
 */
export function draftMinutes(from: DraftFrom): RichNode {
  const telling = tellingOf(from);
  const { all, room, offsetMinutes } = telling;
  const when = (at: string) => `${timeWords(at, offsetMinutes)}, ${dayWords(dayAt(at, offsetMinutes))}`;
  const opened = all.find(isOf('session:opened'));
  const placed = all.filter(isOf('meeting:created', 'meeting:amended')).at(-1);
  const closed = all.find(isOf('session:closed'));
  return docOf([
    paragraph(
      plain('Thời gian bắt đầu:', 'bold'),
      opened ? [...plain(' '), ...fact(opened, when(opened.at)), ...plain('.')] : [],
    ),
    paragraph(
      plain('Địa điểm:', 'bold'),
      placed ? [...plain(' '), ...fact(placed, room.meeting.place), ...plain('.')] : [],
    ),
    ...attending(telling),
    ...course(telling),
    ...(closed ? [paragraph(fact(closed, `Cuộc họp kết thúc vào ${when(closed.at)}./.`))] : []),
    ...annex(telling),
  ]);
}
