import { expect, test } from 'vitest';
import type { RichNode } from '../sync/content.js';
import { opening, sent } from '../testing/meeting.js';
import { factsOf, ledgerFacts } from './facts.js';
import { draftOf, held, whole } from './meeting.fixture.js';

const meeting = whole();
const doc = draftOf(meeting);
const key = ({ seq, index }: { seq: number; index: number }) => `${seq}.${index}`;
/** The doc with every text put through `change`. */
const reworded = (node: RichNode, change: (words: string) => string): RichNode => ({
  ...node,
  ...(node.text !== undefined && { text: change(node.text) }),
  ...(node.content && { content: node.content.map((one) => reworded(one, change)) }),
});

test('nothing of a fresh draft is edited, and no event is listed twice', () => {
  const facts = factsOf(doc);
  expect(facts.length).toBeGreaterThan(40);
  expect(new Set(facts.map(key)).size).toBe(facts.length);
  expect(facts.filter(({ edited }) => edited)).toEqual([]);
});

test('a changed sentence is told as edited, and it alone', () => {
  const before = factsOf(doc);
  const after = factsOf(reworded(doc, (words) => words.replace('Đọc nhầm câu hỏi', 'Đọc nhầm')));
  const [aborted] = after.filter(({ edited }) => edited);
  expect(after.filter(({ edited }) => edited)).toHaveLength(1);
  expect(before.map(key)).toContain(key(aborted ?? { seq: 0, index: 0 }));
});

test('one changed passage of an event that has several makes the event edited', () => {
  const after = factsOf(reworded(doc, (words) => words.replace('Việc t2.', 'Việc thứ hai.')));
  expect(after.filter(({ edited }) => edited)).toHaveLength(1);
});

test('marks within a sentence and another form of the same letters are no edit', () => {
  const split = (node: RichNode): RichNode => ({
    ...node,
    ...(node.content && {
      content: node.content.flatMap((one) =>
        one.type === 'text' && one.text && one.text.length > 3
          ? [
              { ...one, text: one.text.slice(0, 2), marks: [{ type: 'italic' }, ...(one.marks ?? [])] },
              { ...one, text: one.text.slice(2) },
            ]
          : [split(one)],
      ),
    }),
  });
  expect(factsOf(split(doc)).filter(({ edited }) => edited)).toEqual([]);
  expect(factsOf(reworded(doc, (words) => words.normalize('NFD'))).filter(({ edited }) => edited)).toEqual([]);
});

test('what a tablet made of a tie does not pass as a fact', () => {
  const forged = { type: 'text', text: 'x', marks: [{ type: 'fact', attrs: { stream: 's', seq: '1', index: 0 } }] };
  expect(factsOf({ type: 'doc', content: [{ type: 'paragraph', content: [forged] }] })).toEqual([]);
});

test('a fresh draft tells every event that is listed beside it', () => {
  const told = new Set(factsOf(doc).map(key));
  const left = ledgerFacts(meeting.entries, (id) => id, 'vi').filter((one) => !told.has(key(one)));
  // Leave granted to one who then came is no absence.
  expect(left.map(({ sentence }) => sentence)).toEqual(['p7 vắng mặt có lý do.']);
});

test('the list has the time and the item of each event, in both languages, and no ballot', () => {
  const vi = ledgerFacts(meeting.entries, (id) => id, 'vi');
  const en = ledgerFacts(meeting.entries, (id) => id, 'en');
  expect(en.map(key)).toEqual(vi.map(key));
  expect(vi.find(({ sentence }) => sentence.startsWith('Kết quả kiểm phiếu'))).toMatchObject({
    at: '2026-11-26T02:00:00.000Z',
    itemId: 'i4',
  });
  expect(vi.find(({ sentence }) => sentence.startsWith('Chủ tọa kết luận: Kết luận b3a'))?.itemId).toBe('b3');
  expect(vi.some(({ sentence }) => sentence.includes('đã biểu quyết'))).toBe(false);
  expect(en.find(({ sentence }) => sentence.startsWith('p7 is away'))).toBeDefined();
});

test('of a speech under way the giving of the floor is listed, of one that ended the end', () => {
  const give = sent('p0', 'floor:give', { personId: 'p3', limitMs: 60_000 });
  const ask = sent('p3', 'floor:ask', { kind: 'speech' });
  const speaking = held(opening(5), [ask, give]);
  const ended = held(opening(5), [ask, give], [sent('p3', 'floor:end')]);
  const last = ({ entries }: typeof ended) =>
    ledgerFacts(entries, (id) => id, 'vi')
      .slice(-1)
      .map(({ sentence }) => sentence);
  expect(last(speaking)).toEqual(['Chủ tọa mời p3 phát biểu (1 phút).']);
  expect(last(ended)).toEqual(['p3 kết thúc phát biểu (10 phút 0 giây).']);
  expect(ledgerFacts(ended.entries, (id) => id, 'vi').some(({ sentence }) => sentence.startsWith('Chủ tọa mời'))).toBe(
    false,
  );
});
