import { rightsOf } from '@ecab/shared/access/can';
import type { MeetingRow } from '@ecab/shared/contract/http';
import { beforeAll, describe, expect, test } from 'vitest';
import { searchCases } from '../archive/archive.fixture.js';
import { GUEST, novemberId, novemberOrders } from '../archive/november.fixture.js';
import { createWriter, type Write } from '../archive/orders.fixture.js';
import {
  bodyOrders,
  CLERK,
  documentOrders,
  meetingOrders,
  type Ordered,
  rolesOf,
  taskOrders,
} from '../archive/past.fixture.js';
import { demoBody, pastMeetings } from '../archive/past-data.fixture.js';
import type { ArchiveHit } from '../archive/search.js';
import { searchArchive } from '../archive/search.js';
import type { Store } from '../storage/ports.js';
import { allRows, openProjector } from './projector.fixture.js';

const pdf = Buffer.from('%PDF-1.7 minutes');
const secretary = ['role:secretary'];
const rights = (personId: string, votes: boolean) =>
  rightsOf({ personId, bodyRoles: rolesOf(personId), displayOf: null }, votes);

async function everything(store: Store, query: string, as: readonly string[]): Promise<ArchiveHit[]> {
  const hits: ArchiveHit[] = [];
  for (let after: string | null = null; ; ) {
    const page = await searchArchive(store.index, { query, rights: as, after, limit: 50 });
    hits.push(...page.hits);
    if (page.next === null) return hits;
    after = page.next;
  }
}
/**
 * As the cases count: a task is its meeting, a paper is named without its meeting, minutes are a kind of their own; the
 * meeting of the papers, and p15 to p18, are left out on both sides.
 */
const counted = (hits: readonly ArchiveHit[]) => [
  ...new Set(
    hits
      .filter(({ kind, id, paperId }) => kind !== 'minutes' && id !== novemberId && !/^p1[5-8]$/.test(paperId ?? ''))
      .map((hit) => (hit.kind === 'task' ? hit.meetingId! : (hit.paperId ?? hit.id))),
  ),
];

describe('the demonstration', () => {
  const { store, projector, projectAll } = openProjector();
  beforeAll(async () => {
    const write = await createWriter(store);
    await write(bodyOrders());
    for (const one of pastMeetings) {
      await write(meetingOrders(one, pdf));
      await write(taskOrders(one));
    }
    await write(documentOrders());
    await write(await novemberOrders(store.blobs));
    await projectAll();
  }, 120_000);

  test.each(searchCases)(
    '$id $query is answered in full, first what is meant',
    async ({ query, expect: all, first, mustNot }) => {
      const found = counted(await everything(store, query, secretary));
      expect([...found].sort()).toEqual([...all].sort());
      expect(found.slice(0, first.length).sort()).toEqual([...first].sort());
      expect(found.filter((id) => mustNot.includes(id))).toEqual([]);
    },
  );

  test('rows made anew are those that were there', async () => {
    const before = await allRows(store);
    expect(before.length).toBeGreaterThan(300);
    await projector.rebuild();
    expect(await allRows(store)).toEqual(before);
    await projector.rebuild('tasks');
    expect(await allRows(store)).toEqual(before);
  }, 120_000);

  test('another process that finds nothing new writes nothing', async () => {
    const before = await store.index.get('archive', `meeting:${novemberId}`);
    const again = openProjector(store);
    const puts: string[] = [];
    const { put } = store.index;
    const watched = openProjector({
      ...store,
      index: {
        ...store.index,
        put: async (rows) => {
          puts.push(...rows.map(({ id }) => id));
          await put(rows);
        },
      },
    });
    await again.projectAll();
    await watched.projectAll();
    expect(puts).toEqual([]);
    expect(await store.index.get('archive', `meeting:${novemberId}`)).toEqual(before);
  }, 60_000);

  test('a guest finds the papers of the own item, and the meeting without the words of others', async () => {
    const found = (await everything(store, 'vực sậy', rights(GUEST, false))).map(({ id, kind }) => `${kind} ${id}`);
    expect(found).toEqual([`paper ${novemberId}~p12`]);
    const meetings = await store.index.find('meetings', { allTerms: [], anyTerms: rights(GUEST, false), limit: 9 });
    expect(meetings.map(({ body }) => (body as MeetingRow).items)).toEqual([1]);
    const named = async (itemId: string) => everything(store, `"nội dung ${itemId}"`, rights(GUEST, false));
    expect(await named('i6')).toMatchObject([{ kind: 'meeting', meetingId: novemberId }]);
    expect(await named('i5')).toEqual([]);
  });

  test('a member finds minutes, decisions and what each task says; a stranger nothing', async () => {
    const [one] = pastMeetings;
    const member = rights(one!.items[0]!.presenter.personId, true);
    const [task] = one!.items[0]!.tasks;
    const kinds = async (query: string) => new Set((await everything(store, query, member)).map(({ kind }) => kind));
    expect(await kinds(`"${task!.text}"`)).toContain('task');
    expect(await kinds('quyết định điều chỉnh bảng giá đất')).toContain('decision');
    expect((await everything(store, `"biên bản của ${one!.id}"`, member)).map(({ id }) => id)).toEqual([one!.id]);
    expect(await everything(store, 'đường', rights('x-stranger', false))).toEqual([]);
  });

  test('open tasks are listed for who leads them', async () => {
    const open = pastMeetings
      .flatMap(({ items }) => items)
      .flatMap(({ presenter, tasks }) =>
        tasks
          .filter(({ completedOn, status }) => !completedOn && status !== 'cancelled')
          .map(({ id }) => [presenter.personId, id]),
      );
    const [lead] = open[0]!;
    const rows = await store.index.find('tasks', { allTerms: ['state:open'], anyTerms: [`who:${lead}`], limit: 200 });
    expect(rows.map(({ id }) => id).sort()).toEqual(
      open
        .filter(([who]) => who === lead)
        .map(([, id]) => id)
        .sort(),
    );
  });
});

describe('a meeting that changes', () => {
  const { store, projector } = openProjector();
  const stream = `meeting/${novemberId}`;
  let write: Write;
  let steps: { readonly drafting: Ordered[]; readonly published: Ordered; readonly sent: Ordered };
  const go = async (...orders: readonly Ordered[]) => {
    await write(orders);
    await projector.project(stream);
  };
  const rowsOf = async (view: string) =>
    (await store.index.find(view, { allTerms: [], limit: 200 })).map(({ id }) => id);
  const seen = async (personId: string, view = 'archive') =>
    (await store.index.find(view, { allTerms: [], anyTerms: rights(personId, false), limit: 200 })).map(({ id }) => id);

  beforeAll(async () => {
    write = await createWriter(store);
    await write(bodyOrders());
    const all = await novemberOrders(store.blobs);
    const named = (...names: string[]) => all.filter(({ name }) => names.includes(name));
    const [published] = named('agenda:publish');
    const [sent] = named('papers:send');
    const drafting = named('meeting:create', 'person:call', 'paper:add').slice(0, 4);
    steps = { drafting, published: published!, sent: sent! };
  });

  test('a draft is its staff’s, a convened meeting its people’s, its papers theirs once they are sent', async () => {
    const { drafting, published, sent } = steps;
    await go(...drafting);
    expect(await seen('p-oanh')).toEqual([]);
    expect(await seen(CLERK)).toEqual([]);
    expect(await seen('p-luong', 'meetings')).toEqual([novemberId]);
    await go(published);
    expect(await seen('p-oanh')).toEqual([`meeting:${novemberId}`]);
    await go(sent);
    expect(await seen('p-oanh')).toEqual(expect.arrayContaining([`paper:${novemberId}~p01`]));
    expect(await seen(GUEST)).toEqual([expect.stringMatching(/^meeting:m-2026-11-26~guest-[0-9a-f]{16}$/)]);
  });

  test('rows that no longer exist are removed', async () => {
    expect(await rowsOf('meetings')).toHaveLength(2);
    await go({ ...steps.sent, name: 'person:release', request: { personId: GUEST } });
    expect(await rowsOf('meetings')).toEqual([novemberId]);
    expect(await seen(GUEST)).toEqual([]);
  });

  test('names are those of the time, also after the roster has changed', async () => {
    const head = demoBody.people.find(({ id }) => id === 'p-khieu')!;
    expect((await everything(store, `"${head.fullName}"`, secretary)).map(({ id }) => id)).toEqual([novemberId]);
    const first = [...bodyOrders()].find(({ request }) => 'person' in request)!;
    const { person } = first.request as { person: object };
    const at = '2027-01-01T00:00:00.000Z';
    await write([{ ...first, at, name: 'roster:amend', request: { person: { ...person, fullName: 'Tên Sau Này' } } }]);
    const before = await allRows(store);
    await projector.rebuild();
    expect(await allRows(store)).toEqual(before);
  });

  test('a row made by other code from the same entries is replaced', async () => {
    const id = `meeting:${novemberId}`;
    const row = (await store.index.get('archive', id))!;
    const made = (await store.index.get('made', stream))!;
    const body = made.body as { upTo: number; rows: { id: string; digest: string }[] };
    const rows = body.rows.map((one) => (one.id === id ? { ...one, digest: 'of other code' } : one));
    await store.index.put([{ ...made, from: made.from + 1, body: { ...body, rows } }]);
    await store.index.remove('archive', id);
    await store.index.put([{ ...row, terms: ['w:old'] }]);
    await projector.project(stream);
    expect(await store.index.get('archive', id)).toEqual(row);
  });
});
