import { readFileSync } from 'node:fs';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCabinet, type Tablet, type TestBoard, type TestCabinet } from './app.fixture.js';
import { type Ordered, type ScriptEvent, script } from './script-table.fixture.js';

const demo = (file: string) => new URL(`../../demo/${file}`, import.meta.url);
const meeting = JSON.parse(readFileSync(demo('meeting-2026-11.json'), 'utf8')) as {
  id: string;
  script: ScriptEvent[];
  polls: { id: string; counts: Record<string, number>; outcome: string; needed: number; present: number }[];
  conclusions: { item: string; outcome: string }[];
  tasks: {
    id: string;
    item: string;
    text: string;
    lead: object;
    coLeads: string[];
    product: string;
    deadline: string;
  }[];
};
const stream = `meeting/${meeting.id}`;
const CHAIR = 'p-khieu';
const SECRETARY = 'p-huong';

let cabinet: TestCabinet;
const tablets = new Map<string, Tablet>();
let chairBoard: TestBoard;
let memberBoard: TestBoard;
const tablet = async (personId: string): Promise<Tablet> => {
  const there = tablets.get(personId) ?? (await cabinet.tablet(personId));
  tablets.set(personId, there);
  return there;
};
const order = async ({ by, name, request }: Ordered, commandId?: string) =>
  (await tablet(by)).command(stream, name, request, commandId);

beforeAll(async () => {
  cabinet = await openCabinet({ start: '2026-11-26T00:20:00.000Z', print: async () => Buffer.from('%PDF-1.7') });
  chairBoard = await (await tablet(CHAIR)).board(stream);
  memberBoard = await (await tablet('p-oanh')).board(stream);
}, 180_000);
afterAll(() => cabinet.close());

/** What must be refused, by what has just happened (probes x1 to x8). */
const probes: Readonly<Record<string, () => Promise<void>>> = {
  async 'poll:open v2'() {
    expect(await order(cast('p-luu', 'v2', 'approve')), 'x1: a substitute has no vote').toMatchObject(
      not('not-allowed'),
    );
  },
  async 'ballot:cast v2 by p-oanh'() {
    expect(await order(cast('p-oanh', 'v2', 'reject')), 'x2: a ballot is not changed').toMatchObject(
      not('already-cast'),
    );
    const mine = memberBoard.you()['poll:v2'] as { ballot: { choice: string } };
    expect(mine.ballot.choice).toBe('approve');
  },
  async 'poll:close v2'() {
    expect(await order(cast('p-khue', 'v2', 'approve')), 'x3: too late').toMatchObject(not('poll-not-open'));
  },
  async 'session:open'() {
    const paper = await (await tablet('p-huan')).get(`/api/papers/${meeting.id}~p03~1/file`);
    expect(paper.status, 'x4: a guest of item 6 reads its papers only').toBe(404);
    const own = await (await tablet('p-huan')).get(`/api/papers/${meeting.id}~p12~1/file`);
    expect(own.status).toBe(200);
    await own.arrayBuffer();
  },
  async 'item:call i5'() {
    const paper = await (await tablet('p-chuong')).get(`/api/papers/${meeting.id}~p15~1/file`);
    expect(paper.status, 'x5: an observer does not attend the item on personnel').toBe(404);
  },
  async 'poll:open v6'() {
    expect(await order(cast('p-sam', 'v6', 'approve')), 'x6: who has left casts no ballot').toMatchObject(
      not('not-present'),
    );
  },
  async 'poll:open v5'() {
    const board = await (await tablet('p-xuyen')).board(stream);
    expect(JSON.stringify(board.entities()['poll:v5']), 'x8: nobody reads ballots of a secret poll').not.toContain(
      'ballots',
    );
    expect((board.you()['poll:v5'] as { ballot: unknown }).ballot).toBeNull();
  },
};
const cast = (by: string, pollId: string, choice: string): Ordered => ({
  by,
  name: 'ballot:cast',
  request: { pollId, choice },
});
const not = (refusal: string) => ({ ok: false, refusal });
const happened = ({ type, poll, by, item }: ScriptEvent) =>
  type === 'ballot:cast' ? `${type} ${poll} by ${by}` : [type, poll ?? item].filter(Boolean).join(' ');

test('all 266 events of the November session happen, the probes are refused, and the outcomes are the ones expected', async () => {
  expect(meeting.script).toHaveLength(266);
  for (const event of meeting.script) {
    const line = script[event.type];
    if (!line) throw new Error(`no line for ${event.type}`);
    if (event.type === 'paper:replace') await uploadVersion2();
    const context = {
      chair: CHAIR,
      secretary: SECRETARY,
      settles: (pollId: string) => pollId !== 'v5t' && pollId !== 'v5k',
      tasksOf: (itemId: string) =>
        meeting.tasks
          .filter(({ item }) => item === itemId)
          .map(({ id, text, lead, coLeads, product, deadline }) => ({
            taskId: id,
            text,
            lead,
            coLeads,
            product,
            deadline,
          })),
      speechId: () => chairBoard.entities().floor?.speaking?.speechId ?? '',
    };
    for (const ordered of line(event, context)) {
      const answer = await order(ordered);
      expect(answer, `event ${event.n} ${event.type}: ${ordered.name} by ${ordered.by}`).toMatchObject({ ok: true });
      if (answer.ok) await Promise.all([chairBoard.until(answer.at.seq), memberBoard.until(answer.at.seq)]);
    }
    await probes[happened(event)]?.();
    if (event.type === 'item:call' && event.item === 'i6') await oneFewer();
  }
  await cabinet.app.settled();
  const board: MeetingBoard = memberBoard.entities();
  for (const poll of meeting.polls) {
    const pollId = poll.id.startsWith('v4') ? 'v4' : poll.id;
    const told = board[`poll:${pollId}`];
    expect(told?.result, poll.id).toMatchObject({ counts: poll.counts, outcome: poll.outcome, needed: poll.needed });
    expect(told?.present).toBe(poll.present);
  }
  for (const { item, outcome } of meeting.conclusions) expect(board[`item:${item}`]?.state, item).toBe(outcome);
  expect(board.quorum).toMatchObject({ present: 18, base: 27, needed: 18, met: true });
  expect(chairBoard.wrongDigests() + memberBoard.wrongDigests()).toBe(0);
  expect(cabinet.faults).toEqual([]);
}, 240_000);

/** Probe x7: with one more gone, no poll may open; the member comes back. */
async function oneFewer() {
  expect(await order({ by: 'p-ngoi', name: 'attendance:leave', request: {} })).toMatchObject({ ok: true });
  const open = { pollId: 'x7', itemId: 'i6', question: 'Thử', kind: 'open', settles: true, repeats: null };
  expect(await order({ by: CHAIR, name: 'poll:open', request: open }), 'x7').toMatchObject(not('no-quorum'));
  expect(await order({ by: 'p-ngoi', name: 'attendance:check-in', request: {} })).toMatchObject({ ok: true });
}

async function uploadVersion2() {
  const { cookie } = await tablet(SECRETARY);
  const form = new FormData();
  form.set('paperId', 'p04');
  form.set('title', 'Dự thảo Nghị quyết quy định Bảng giá đất (dự thảo 3)');
  form.set('file', new Blob([readFileSync(demo('papers/p04-du-thao-nghi-quyet-gia-dat-v2.pdf'))]), 'p04.pdf');
  const answer = await fetch(`${cabinet.url}/api/meetings/${meeting.id}/papers`, {
    method: 'POST',
    headers: { cookie, origin: cabinet.url },
    body: form,
  });
  expect(await answer.json()).toMatchObject({ ok: true, paperId: 'p04' });
}
