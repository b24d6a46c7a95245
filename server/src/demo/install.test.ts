import { buffer } from 'node:stream/consumers';
import type { RegisterState, TaskState } from '@ecab/shared/ledger/machines';
import { seriesOf } from '@ecab/shared/rules/symbol';
import { dayAt, isWorkingDay } from '@ecab/shared/rules/working-days';
import { agendaContent } from '@ecab/shared/sync/content';
import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPatientPdfs } from '../adapters/pdf/pdfs.js';
import { createClock } from '../adapters/system.js';
import { type App, createApp } from '../app.js';
import { memoryStore } from '../storage/memory.js';
import { readPapers, readPast, readUpcoming } from './data.js';
import { heads, partsOf, START } from './demo.fixture.js';
import { OFFSET_MINUTES } from './found-body.js';
import { installDemo, printLinks } from './install.js';

const clock = createClock(START);
const store = memoryStore({ now: clock.now });
const pdfs = createPatientPdfs();
// What stands on the minutes is for the printer's own tests, and for the stories.
const print = async () => new TextEncoder().encode('%PDF-1.7');
const { meetings, decisions } = readPast();
const upcoming = readUpcoming();
const lines: string[] = [];
let app: App;

beforeAll(async () => {
  const parts = partsOf({ store, pdfs, print, clock });
  const bodyId = await installDemo(parts, (line) => lines.push(line));
  app = await createApp({ ...parts, bodyId });
  await app.start();
  expect(parts.faults).toEqual([]);
}, 180_000);
afterAll(async () => {
  await app.drain();
  await pdfs.close();
});
const roomOf = async (meetingId: string) => (await app.hosts.meeting(meetingId)).folded().state;
const stateOf = async <State>(stream: string) => (await app.hosts.open(stream)).folded().state as State;

describe('the body', () => {
  test('has its 36 people and an administrator, who sees no content', () => {
    const { people, about, rooms } = app.directory.body();
    expect(Object.keys(people)).toHaveLength(37);
    expect(Object.values(people).filter(({ votes }) => votes)).toHaveLength(27);
    expect(about).toMatchObject({ bodyId: 'ubnd-song-van', headId: 'p-khieu', symbolSuffix: 'UBND' });
    expect(rooms).toEqual({ 'phong-1': { roomId: 'phong-1', name: 'Phòng họp số 1' } });
    expect(app.directory.who('p-admin').bodyRoles).toEqual(['admin']);
  });
  test('tells its two Nguyễn Văn Thuấn apart', () => {
    const names = Object.keys(app.directory.body().people).map(app.directory.name);
    expect(new Set(names).size).toBe(37);
  });
  test('knows its days off: no past meeting was held on one, some Saturdays were worked', () => {
    const { calendar } = app.directory.body();
    for (const { startedAt } of meetings) expect(isWorkingDay(dayAt(startedAt, OFFSET_MINUTES), calendar)).toBe(true);
    expect(isWorkingDay('2026-02-17', calendar)).toBe(false);
    expect(calendar.swapDays.every((day) => [0, 6].includes(new Date(day).getUTCDay()))).toBe(true);
    expect(calendar.holidays).toHaveLength(new Set(calendar.holidays).size);
  });
});

describe('the past', () => {
  test('has 36 meetings in the archive, each with its package and its minutes as issued', async () => {
    expect(meetings).toHaveLength(36);
    for (const { id, title, secretary, chair, startedAt, closedAt } of meetings) {
      const { meeting, archive, minutes } = await roomOf(id);
      expect(meeting, id).toMatchObject({ state: 'archived', title, chairId: chair.personId, closedAt });
      expect(meeting.openedAt, id).toBe(startedAt);
      expect(archive.package?.sizeBytes, id).toBeGreaterThan(0);
      expect(minutes, id).toMatchObject({ state: 'issued', symbol: expect.stringMatching(/^\d+\/BB-UBND$/) });
      expect(minutes.approvals.map(({ personId }) => personId).sort()).toEqual([chair.personId, secretary].sort());
    }
  });
  test('numbers the minutes of a year without a gap', async () => {
    for (const year of ['2024', '2025', '2026']) {
      const { register } = await stateOf<RegisterState>(`register/ubnd-song-van/BB/${year}`);
      const numbers = Object.keys(register.documents).map(Number);
      expect(numbers).toEqual(Array.from(numbers, (_, i) => i + 1));
    }
  });
  test('decided what the file says, ties and failures too, by the ballots of those who were there', async () => {
    const found = new Map<string, number>();
    for (const { id, items, members, absent } of meetings) {
      const { voting, conclusions, attendance } = await roomOf(id);
      expect(attendance.stays.length, id).toBe(members - absent.length + 1);
      for (const { id: itemId, poll, state, conclusion } of items) {
        expect(conclusions.conclusions[itemId]).toMatchObject({
          outcome: state === 'tied' ? 'deferred' : state,
          text: conclusion,
        });
        const put = voting.polls[`${itemId}-v`];
        expect(put !== undefined, itemId).toBe(poll !== null);
        if (!poll) continue;
        const { approve, reject, not_voting, no_response } = poll.counts;
        const counts = { approve, reject, not_voting, no_response, invalid: poll.countRecord?.invalid ?? 0 };
        expect(put, itemId).toMatchObject({ state: 'announced', result: { counts, outcome: poll.outcome } });
        expect(put?.base.size).toBe(members);
        if (poll.chairChoice) expect(put?.ballots['p-khieu']?.choice).toBe(poll.chairChoice);
        if (poll.method === 'secret') expect(put?.ballots).toEqual({});
        const what = `${poll.method} ${poll.outcome}`;
        found.set(what, (found.get(what) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(found)).toEqual({
      'open passed': 91,
      'open failed': 4,
      'open passed_by_tie': 1,
      'open tied_unresolved': 1,
      'secret passed': 2,
    });
  });
  test('keeps why somebody was away behind a seal', async () => {
    const { attendance } = await roomOf('m-2023-12-28');
    const { 'p-due': due } = attendance.excused;
    const blob = await store.blobs.get(due?.reason?.sealed ?? '');
    expect(blob).not.toBeNull();
    const bytes = blob ? await buffer(blob) : Buffer.alloc(0);
    expect(bytes.subarray(32).toString()).toBe('Công tác nước ngoài');
  });
  test('gave its tasks to one lead each, and they stand as the file says', async () => {
    const tasks = meetings.flatMap(({ id, date, items }) =>
      items.flatMap((item) => item.tasks.map((task) => ({ ...task, meetingId: id, date, item }))),
    );
    expect(tasks).toHaveLength(83);
    for (const { id, meetingId, date, item, status, completedOn, lead, deadline } of tasks) {
      const { tasks } = await stateOf<TaskState>(`task/${id}`);
      const state = completedOn ? 'done' : status === 'cancelled' ? 'cancelled' : 'open';
      expect(tasks.task, id).toMatchObject({
        state,
        completedOn,
        deadline,
        meetingId,
        itemId: item.id,
        issuedOn: date,
      });
      expect(tasks.task?.lead).toEqual({ personId: item.presenter.personId, agency: lead });
    }
  });
  test('has the 130 documents in the registers of their series and year, numbers as they bear them', async () => {
    expect(decisions).toHaveLength(130);
    for (const { id, type, normative, issuedOn, symbol, meetingId, itemId, text } of decisions) {
      const stream = `register/ubnd-song-van/${seriesOf(type, normative)}/${issuedOn.slice(0, 4)}`;
      const { register } = await stateOf<RegisterState>(stream);
      const one = Object.values(register.documents).find(({ documentId }) => documentId === id);
      expect(one, id).toMatchObject({ symbol, issuedOn, meetingId, itemId, text });
    }
  });
  test('is found in the lists and the archive', async () => {
    const all = { allTerms: [], cap: 10_000 };
    expect(await store.index.count('meetings', { ...all, allTerms: ['role:secretary'] })).toBe(37);
    expect(await store.index.count('tasks', all)).toBe(83);
    expect(await store.index.count('archive', all)).toBeGreaterThan(36 + 130 + 83);
    const rows = await store.index.find('meetings', { allTerms: [], anyTerms: ['role:secretary'], limit: 50 });
    // As the agenda is numbered: what stands in the block is one with it.
    expect(rows.find(({ id }) => id === upcoming.id)?.body).toMatchObject({ items: 7 });
  });
});

describe('the session of November 2026', () => {
  test('is convened, its people called, its papers sent in time, eight absences known', async () => {
    const { meeting, people, attendance } = await roomOf(upcoming.id);
    expect(meeting).toMatchObject({ state: 'convened', number: 8, roomId: 'phong-1', papersOverdue: null });
    expect(dayAt(meeting.convenedAt ?? '', OFFSET_MINUTES)).toBe('2026-11-19');
    expect(dayAt(meeting.papersSentAt ?? '', OFFSET_MINUTES)).toBe('2026-11-20');
    const of = (role: string) => Object.values(people.seats).filter((seat) => seat.role === role).length;
    expect([of('chair'), of('member'), of('secretary'), of('clerk'), of('guest')]).toEqual([1, 26, 2, 1, 6]);
    expect(people.seats['p-luu']).toEqual({ role: 'guest', items: 'open', standsFor: 'p-sy' });
    expect(people.seats['p-huan']).toEqual({ role: 'guest', items: ['i6'], standsFor: null });
    expect(Object.keys(attendance.excused)).toHaveLength(8);
  });
  test('has seven items, three of them in the block, the personnel item for members only', async () => {
    const { agenda } = await roomOf(upcoming.id);
    const drafted = await app.docs.read(agendaDoc(upcoming.id), agendaContent);
    expect(drafted.map(({ id }) => id)).toEqual(['i1', 'i2', 'i3', 'i4', 'i4a', 'i4b', 'i4c', 'i5', 'i6', 'i7']);
    expect(Object.values(agenda.items).filter(({ parent }) => parent === 'i4')).toHaveLength(3);
    expect(agenda.items.i5).toMatchObject({ vote: 'paper', audience: 'members', unit: 'Sở Nội vụ' });
    expect(agenda.items.i4).toMatchObject({ kind: 'consentBlock', vote: 'open' });
  });
  test('has every paper that is shown, version 1 of p04, and p15 behind its password', async () => {
    const { papers } = await roomOf(upcoming.id);
    const shown = readPapers().filter(({ expectation }) => expectation === 'shown' || expectation === 'asksPassword');
    expect(Object.keys(papers.papers).sort()).toEqual([...new Set(shown.map(({ paperId }) => paperId))].sort());
    for (const { title, paperId, item } of shown.filter(({ version }) => version === 1))
      expect(papers.papers[paperId]).toMatchObject({ title, itemId: item, versions: [expect.anything()] });
    const locked = Object.entries(papers.papers).filter(([, { versions }]) => versions[0]?.needsPassword);
    expect(locked.map(([paperId]) => paperId)).toEqual(['p15']);
    expect(papers.papers.p05?.versions[0]).toMatchObject({ pages: 200, text: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(papers.papers.p16?.versions[0]).toMatchObject({ pages: 4, text: null });
  });
});

test('the clock goes on where it was, and lines of progress were told', () => {
  expect(clock.now() >= START).toBe(true);
  expect(lines.length).toBeGreaterThan(2);
});
test('a second call does nothing', async () => {
  const before = await heads(store);
  expect(await installDemo(partsOf({ store, pdfs, print }))).toBe('ubnd-song-van');
  expect(await heads(store)).toEqual(before);
});

test('links sign in the people of the story, once each, and the display of the room', async () => {
  const links = await printLinks(app, 'http://hall:4711', clock.now());
  expect(links.map((line) => line.split(': http')[0])).toEqual([
    'Chủ tọa Lương Đình Khiêu',
    'Thư ký Nguyễn Thị Hường',
    'Thư ký Phan Tấn Lượng',
    'Văn thư Hồ Thị Nhã Uyên',
    'Thành viên Cao Thị Thúy Oanh',
    'Thành viên Tạ Đăng Khuê',
    'Khách mời nội dung 6 Viên Đức Huấn',
    'Quản trị hệ thống',
    'Màn hình Phòng họp số 1',
  ]);
  const from = { address: '127.0.0.1', userAgent: undefined, cookie: undefined };
  const token = (line: string | undefined) => line?.split('#')[1] ?? '';
  expect(links[0]).toContain('http://hall:4711/sign-in/link#');
  const chair = await app.identity.links.use({ token: token(links[0]), remember: false }, from);
  expect(chair).toMatchObject({ ok: true, session: { who: { kind: 'person', personId: 'p-khieu' } } });
  const again = await app.identity.links.use({ token: token(links[0]), remember: false }, from);
  expect(again).toMatchObject({ ok: false, refusal: 'link-expired' });
  const display = await app.identity.links.use({ token: token(links.at(-1)), remember: false }, from);
  expect(display).toMatchObject({ ok: true, session: { who: { kind: 'display', roomId: 'phong-1' } } });
});
