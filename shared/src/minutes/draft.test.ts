import { expect, test } from 'vitest';
import type { RichNode } from '../sync/content.js';
import { announce, cast, close, conclude, opening, put, sent, under } from '../testing/meeting.js';
import { council } from '../testing/profile.js';
import { factsOf, passagesOf } from './facts.js';
import { draftOf, held, linesOf, nameOf, passages, task, where, whole } from './meeting.fixture.js';
import { minutesSchema } from './schema.js';

const meeting = whole();
const doc = draftOf(meeting);
const lines = linesOf(doc);
const saying = (start: string) => lines.filter((line) => line.startsWith(start));
const parts = (node: RichNode): RichNode[] => [node, ...(node.content ?? []).flatMap(parts)];

test('the draft fits the schema of the minutes', () => {
  const read = minutesSchema.nodeFromJSON(doc);
  expect(() => read.check()).not.toThrow();
});

test('the same stream gives the same draft, whether the state was folded or came from a snapshot with sorted keys', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
    return Object.fromEntries(members.sort(([a], [b]) => (a < b ? 1 : -1)));
  };
  expect(draftOf({ entries: meeting.entries, room: sorted(meeting.room) as typeof meeting.room })).toEqual(doc);
});

test('it runs from the beginning to the end in the order of the form', () => {
  const order = ['Thời gian bắt đầu: 08 giờ 00 phút, ngày 26 tháng 11 năm 2026.', 'Địa điểm: Phòng họp số 1.'];
  const heads = ['Thành phần tham dự: ', 'Chủ tọa: ', 'Thư ký: ', 'NỘI DUNG', 'Cuộc họp kết thúc vào ', 'PHỤ LỤC: '];
  const at = [...order, ...heads].map((start) => lines.findIndex((line) => line.startsWith(start)));
  expect(at).not.toContain(-1);
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(saying('Cuộc họp')).toEqual(['Cuộc họp kết thúc vào 09 giờ 30 phút, ngày 26 tháng 11 năm 2026./.']);
});

test('items stand in the order in which they were called, with their number on the agenda', () => {
  const heads = parts(doc).filter(({ type, attrs }) => type === 'heading' && Number(attrs?.level) > 2);
  const annex = heads.findIndex((head) => linesOf(head)[0]?.startsWith('1. Nội dung 2: '));
  expect(heads.slice(0, annex).flatMap(linesOf)).toEqual([
    '2. Nội dung i2',
    '4. Nội dung i4',
    '3. Nội dung b3',
    '3a. Nội dung b3a',
    '3b. Nội dung b3b',
    '3c. Nội dung b3c',
    '5. Nội dung i5',
  ]);
  expect(lines.slice(lines.indexOf('Nội dung chưa được xem xét tại phiên họp:')).slice(1, 2)).toEqual([
    '1. Nội dung i1',
  ]);
});

test('the words of every announced poll stand once, tied to their event', () => {
  const announced = where(meeting, 'poll:announced');
  expect(announced).toHaveLength(3);
  for (const { seq, index } of announced) {
    const told = passages(doc, seq, index).filter((words) => /^Kết quả/.test(words));
    expect(told).toHaveLength(1);
    expect(lines.filter((line) => line.includes(told[0] ?? '?'))).not.toHaveLength(0);
  }
  expect(passages(doc, announced[0]?.seq ?? 0, announced[0]?.index ?? 0)[0]).toBe(
    'Kết quả biểu quyết: tán thành 5/9 (55,56 %), không tán thành 1, không biểu quyết 0, không có ý kiến 3. Được thông qua.',
  );
});

test('a result says by which rule it is one, and what nobody has checked says so', () => {
  expect(saying('Kết quả biểu quyết')[0]).toMatch(
    /Điều kiện thông qua: quá nửa tổng số thành viên, cần ít nhất 5\/9 \(Điều 40\.3 Luật 72\/2025\/QH15\)\.$/,
  );
  expect(saying('Thành phần tham dự')[0]).toMatch(
    /ít nhất 2\/3 tổng số thành viên \(mặc định, chưa đối chiếu văn bản\)\.$/,
  );
});

test('what the rules decide by another majority than the ordinary one says by which', () => {
  const removal = put('i2', 'v1', { matter: 'remove_deputy' });
  const ballots = Array.from({ length: 14 }, (_, i) => cast(`p${i}`, 'approve'));
  const removed = held(under(council, opening(27)), [removal, ...ballots, close(), announce()]);
  expect(linesOf(draftOf(removed)).find((line) => line.startsWith('Kết quả biểu quyết'))).toMatch(
    /Không được thông qua\. Điều kiện thông qua: ít nhất 2\/3 tổng số thành viên, cần ít nhất 18\/27 \(Điều 35\.2, 38\.5 Luật 72\/2025\/QH15\)\.$/,
  );
});

test('a tie settled by the head cites the rule of ties', () => {
  const { entries, room } = held(
    opening(6),
    [put()],
    [
      ...['p0', 'p1', 'p2'].map((one) => sent(one, 'ballot:cast', { pollId: 'v1', choice: 'approve' })),
      ...['p3', 'p4', 'p5'].map((one) => sent(one, 'ballot:cast', { pollId: 'v1', choice: 'reject' })),
      close(),
      announce(),
    ],
  );
  const tied = linesOf(draftOf({ entries, room })).find((line) => line.startsWith('Kết quả')) ?? '';
  expect(tied).toContain('Ngang nhau; được thông qua theo phía người đứng đầu.');
  expect(tied).toContain('; biểu quyết ngang nhau thì theo phía người đứng đầu (');
});

test('every conclusion stands once with its event, every task once with lead, product and day', () => {
  const concluded = where(meeting, 'item:concluded');
  expect(concluded).toHaveLength(6);
  for (const { seq, index } of concluded)
    expect(passages(doc, seq, index).filter((words) => words.startsWith('Chủ tọa kết luận:'))).toHaveLength(1);
  expect(saying('Việc t')).toEqual([
    'Việc t1. Chủ trì: Sở Tài chính (Người p2). Sản phẩm: Tờ trình. Thời hạn: ngày 05 tháng 01 năm 2027.',
    'Việc t2. Chủ trì: Sở Tài chính (Người p2). Phối hợp: Sở A; Sở B. Sản phẩm: Tờ trình. Thời hạn: ngày 05 tháng 01 năm 2027.',
  ]);
  const [first] = concluded;
  expect(passages(doc, first?.seq ?? 0, first?.index ?? 0).filter((words) => words.startsWith('Việc'))).toHaveLength(2);
});

test('a conclusion of several lines becomes as many paragraphs', () => {
  expect(lines.filter((line) => /^(Chủ tọa kết luận: )?Dòng/.test(line))).toEqual([
    'Chủ tọa kết luận: Dòng một.',
    'Dòng hai. (Thông qua, có chỉnh lý)',
  ]);
});

test('what was left open is told with why it was deferred, under what was not considered; what was discussed, there', () => {
  const ended = [...opening(5), sent('p0', 'session:close')];
  const after = held(ended, [
    conclude('i1', 'deferred', { text: 'Hết giờ.' }),
    conclude('i2', 'deferred', { text: 'Chờ ý kiến.' }),
    conclude('b3a', 'withdrawn', { text: 'Rút.' }),
  ]);
  const told = linesOf(draftOf(after));
  const at = (line: string) => told.indexOf(line);
  const unseen = at('Nội dung chưa được xem xét tại phiên họp:');
  expect(told.slice(at('2. Nội dung i2')).slice(0, 2)).toEqual([
    '2. Nội dung i2',
    'Chủ tọa kết luận: Chờ ý kiến. (Để lại)',
  ]);
  expect(at('2. Nội dung i2')).toBeLessThan(unseen);
  expect(told.slice(unseen, unseen + 5)).toEqual([
    'Nội dung chưa được xem xét tại phiên họp:',
    '1. Nội dung i1',
    'Chủ tọa kết luận: Hết giờ. (Để lại)',
    '3. Nội dung b3',
    '3a. Nội dung b3a',
  ]);
});

test('a revised conclusion has its last words only, from the event that revised it', () => {
  expect(lines).toContain('Chủ tọa kết luận: (Thông qua) Kết luận đã chỉnh');
  expect(lines.join('\n')).not.toContain('Kết luận b3b');
  const [revised] = where(meeting, 'conclusion:revised');
  expect(passages(doc, revised?.seq ?? 0, revised?.index ?? 0)).toEqual(['Kết luận đã chỉnh']);
});

test('one vote on a block is one decision on each of its items', () => {
  expect(saying('Theo kết quả biểu quyết của cả nhóm: được thông qua.')).toHaveLength(3);
  expect(saying('Chủ tọa kết luận: Kết luận b3')).toHaveLength(2);
});

test('votes by name stand in the annex, each name tied to its ballot', () => {
  const from = lines.slice(lines.findIndex((line) => line.startsWith('PHỤ LỤC')));
  expect(from).toContain('Không tán thành | 1 | Người p5');
  expect(from).toContain('Không có ý kiến | 3 | Người p6; Người p7; Người p8');
  const by = where(meeting, 'ballot:recorded').find(({ event }) => event.choice === 'reject');
  expect(passages(doc, by?.seq ?? 0, by?.index ?? 0)).toEqual(['Người p5']);
});

test('an aborted round is told, and nobody learns from it who had voted how', () => {
  expect(lines).toContain('Hủy lượt biểu quyết: Đọc nhầm câu hỏi');
  const cast = where(meeting, 'ballot:recorded').find(({ event }) => event.pollId === 'v0');
  expect(cast).toBeDefined();
  expect(passages(doc, cast?.seq ?? 0, cast?.index ?? 0)).toEqual([]);
});

test('of paper ballots there are counts and the record, and never a name with a choice', () => {
  expect(lines).toContain('Ban kiểm phiếu báo cáo: phát ra 7, thu vào 7, hợp lệ 6, không hợp lệ 1.');
  const from = lines.slice(lines.findIndex((line) => line.startsWith('PHỤ LỤC')));
  expect(from.join('\n')).not.toContain('Nội dung 4');
  const start = lines.indexOf('4. Nội dung i4');
  expect(lines.slice(start, lines.indexOf('3. Nội dung b3')).join('\n')).not.toContain('Người p');
});

test('ballots that a damaged state holds of a paper poll are not told either', () => {
  const { room } = meeting;
  const v2 = room.voting.polls.v2;
  if (!v2) throw new Error('no paper poll');
  const ballots = { p1: { choice: 'approve' as const, at: '2026-11-26T01:00:00.000Z' } };
  const damaged = { ...room, voting: { polls: { ...room.voting.polls, v2: { ...v2, ballots } } } };
  expect(draftOf({ entries: meeting.entries, room: damaged })).toEqual(doc);
});

test('who came late, who stands for whom, and who was away is said', () => {
  expect(lines).toContain('Người p7, Giám đốc Sở p7, có mặt từ 09 giờ 20 phút');
  expect(lines).toContain('Người u1, Giám đốc Sở u1, dự thay Người p1, có mặt từ 08 giờ 10 phút');
  const away = lines.indexOf('Vắng mặt:');
  expect(lines[away + 1]).toBe('Người p8, Giám đốc Sở p8');
});

test('that an absence has a reason is told, the reason never: erasing the sealed words must reach all there are', () => {
  const leave = [
    sent('s1', 'attendance:excuse', { personId: 'p8', reason: { sealed: 'e'.repeat(64) } }),
    sent('p0', 'session:close'),
  ];
  const told = linesOf(draftOf(held(opening(9, 8), leave)));
  expect(told.find((one) => one.startsWith('Người p8'))).toBe('Người p8, Giám đốc Sở p8, có lý do');
});

test('two people of one name are told apart by their agency, in the annex too', () => {
  const twins = (id: string) => ({ ...nameOf(id), name: id === 'p4' || id === 'p5' ? 'Nguyễn Văn Thuấn' : id });
  const told = linesOf(draftOf(meeting, { nameOf: twins }));
  expect(told).toContain('Không tán thành | 1 | Nguyễn Văn Thuấn (Sở p5)');
  expect(told).toContain('Nguyễn Văn Thuấn, Giám đốc Sở p5');
});

test('leaving, a lost quorum and closed doors stand where they happened', () => {
  expect(lines).toContain(
    '09 giờ 20 phút: Người p4 rời phiên họp, còn 5/9 thành viên, không còn đủ thành phần tiến hành.',
  );
  expect(lines.indexOf('Kết thúc họp kín.')).toBeLessThan(lines.indexOf('3. Nội dung b3'));
  expect(lines).toContain('Người dự thay, quan sát viên và khách mời rời phòng; họp kín.');
});

test('a speech is one line with the last summary entered of it', () => {
  expect(lines).toContain('Người p3, Giám đốc Sở p3, phát biểu (10 phút): Đề nghị làm rõ nguồn vốn');
  expect(lines.join('\n')).not.toContain('Bản nháp');
});

test('chair and secretaries who hold the token to turn pages are not said to present', () => {
  const turned = held(opening(5), [sent('s1', 'presenter:take')], [sent('s1', 'presenter:release')]);
  expect(linesOf(draftOf(turned)).filter((line) => line.includes('trình bày'))).toEqual([]);
});

test('another version of a paper that had been sent is told, one before the sending is not', () => {
  const steps = opening(5);
  const add = (digit: string) =>
    sent('s1', 'paper:add', {
      paperId: 't-i2',
      itemId: 'i2',
      title: 'Tờ trình',
      sha256: digit.repeat(64),
      sizeBytes: 1,
      pages: 1,
      needsPassword: false,
      text: null,
      filename: 'a.pdf',
    });
  const sending = steps.findIndex(({ name }) => name === 'papers:send');
  const both = held([...steps.slice(0, sending), add('b'), ...steps.slice(sending)], [add('c')]);
  expect(linesOf(draftOf(both)).filter((line) => line.startsWith('Thay tài liệu'))).toEqual([
    'Thay tài liệu Tờ trình bằng phiên bản 3.',
  ]);
});

test('a sentence longer than a passage may be is cut into passages, and none of its words is lost', () => {
  const coLeads = Array.from({ length: 60 }, (_, n) => `Ủy ban nhân dân xã ${'🏛️ đặc biệt '.repeat(9)}${n}`);
  const long = held(opening(5), [
    sent('p0', 'item:call', { itemId: 'i1' }),
    conclude('i1', 'noted', { tasks: [task('t9', coLeads)] }),
  ]);
  const drafted = draftOf(long);
  const told = passagesOf(drafted).map(({ tie }) => tie.text);
  expect(Math.max(...told.map((words) => words.length))).toBeLessThanOrEqual(4_096);
  expect(told.every((words) => words.isWellFormed())).toBe(true);
  expect(linesOf(drafted).find((line) => line.startsWith('Việc t9'))).toContain(`${coLeads[59]}. Sản phẩm: Tờ trình.`);
  expect(factsOf(drafted).filter(({ edited }) => edited)).toEqual([]);
});

test('what came decomposed is written in NFC', () => {
  const decomposed = (id: string) => ({ ...nameOf(id), name: 'Nguyễn Văn Thuấn'.normalize('NFD') });
  const drafted = JSON.stringify(draftOf(meeting, { nameOf: decomposed }));
  expect(drafted).toContain('Nguyễn Văn Thuấn');
  expect(drafted).toBe(drafted.normalize('NFC'));
});

test('a meeting that has only begun can be drafted', () => {
  const drafted = linesOf(draftOf(held(opening(5))));
  expect(drafted.at(-1)).toBe('5. Nội dung i5');
});
