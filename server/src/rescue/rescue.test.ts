import { randomUUID } from 'node:crypto';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import type { RescueCopy } from '@ecab/shared/sync/rescue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCabinet, type Tablet, type TestCabinet } from '../testing/app.fixture.js';

const MEETING = 'm-2026-11-26';
let cabinet: TestCabinet;
let secretary: Tablet;
let member: Tablet;
let guest: Tablet;
beforeAll(async () => {
  cabinet = await openCabinet({ start: '2026-11-26T00:20:00.000Z', print: async () => Buffer.from('%PDF-1.7') });
  [secretary, member, guest] = await Promise.all([
    cabinet.tablet('p-huong'),
    cabinet.tablet('p-khue'),
    cabinet.tablet('p-huan'),
  ]);
}, 120_000);
afterAll(() => cabinet.close());

const text = (...lines: string[]) => ({
  kind: 'minutes',
  content: {
    type: 'doc',
    content: lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
  },
});
const path = (id = '', meetingId = MEETING) => `/api/meetings/${meetingId}/rescues${id && `/${id}`}`;
const send = (tablet: Tablet, method: 'PUT' | 'POST', at: string, body?: object) =>
  fetch(`${cabinet.url}${at}`, {
    method,
    headers: { cookie: tablet.cookie, origin: cabinet.url, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const give = (tablet: Tablet, id: string, rescued: unknown, meetingId = MEETING) =>
  send(tablet, 'PUT', path(id, meetingId), { why: 'restored', rescued });
const listed = async (tablet: Tablet) => ((await (await tablet.get(path())).json()) as { copies: RescueCopy[] }).copies;

test('a copy is kept once, with who gave it and from which device, and is read by secretaries only', async () => {
  const id = randomUUID();
  for (let n = 0; n < 2; n += 1)
    expect(await (await give(member, id, text('Đã mất'))).json()).toEqual({ ok: true, kept: true });
  const copies = (await listed(secretary)).filter((one) => one.id === id);
  expect(copies).toMatchObject([{ kind: 'minutes', why: 'restored', personId: 'p-khue', settled: null }]);
  expect(copies[0]?.device).toEqual(expect.any(String));
  const read = (await (await secretary.get(path(id))).json()) as { rescued: unknown };
  expect(read.rescued).toEqual(text('Đã mất'));
  for (const tablet of [member, guest])
    for (const one of [path(), path(id)]) expect((await tablet.get(one)).status).toBe(403);
  expect((await give(guest, randomUUID(), text('x'))).status).toBe(403);
});

test('nothing of a copy reaches the text; who settled it and when is kept', async () => {
  const id = randomUUID();
  const before = await cabinet.app.docs.digest(minutesDoc(MEETING));
  await give(secretary, id, text('Chỉ người mới chèn'));
  expect((await send(member, 'POST', `${path(id)}/settled`)).status).toBe(403);
  for (let n = 0; n < 2; n += 1)
    expect(await (await send(secretary, 'POST', `${path(id)}/settled`)).json()).toMatchObject({
      ok: true,
      copy: { id, settled: { personId: 'p-huong' } },
    });
  expect(await cabinet.app.docs.digest(minutesDoc(MEETING))).toBe(before);
  expect((await (await secretary.get(path(id))).json()) as object).toMatchObject({ ok: true });
});

test('a copy that says what the text says is not kept', async () => {
  const rescued = { kind: 'minutes', content: { type: 'doc', content: [] } };
  expect(await (await give(member, randomUUID(), rescued)).json()).toEqual({ ok: true, kept: false });
});

test('a meeting that the restored store has never heard of takes copies of the secretariat', async () => {
  expect((await give(secretary, randomUUID(), text('Cuộc họp mới'), 'm-lost')).status).toBe(200);
  expect((await give(member, randomUUID(), text('Cuộc họp mới'), 'm-lost')).status).toBe(403);
});

test('what is no text of minutes and no agenda is refused, however deep', async () => {
  let deep: object = { type: 'text', text: 'x' };
  for (let n = 0; n < 1_000; n += 1) deep = { type: 'listItem', content: [deep] };
  const bad = [
    null,
    { kind: 'minutes', content: deep },
    { kind: 'minutes', content: { type: 'script', content: [] } },
    { kind: 'minutes', content: { type: 'text', text: 'a\0b' } },
    { kind: 'minutes', content: { type: 'text', text: 'a', marks: [{ type: 'glow' }] } },
    { kind: 'agenda', items: [{ id: 'a' }] },
    { kind: 'ink', strokes: [] },
  ];
  for (const rescued of bad) expect((await give(secretary, randomUUID(), rescued)).status).toBe(400);
  expect((await give(secretary, 'x', text('a'))).status).toBe(400);
});

test('one person cannot fill the list, one by one or all at once', async () => {
  const other = await cabinet.tablet('p-luong');
  const many = Array.from({ length: 40 }, (_, n) => give(other, randomUUID(), text(`bản ${n}`)));
  const answers = (await Promise.all(many)).map(({ status }) => status);
  expect(answers.filter((status) => status === 200)).toHaveLength(20);
  expect(answers.filter((status) => status === 409)).toHaveLength(20);
  expect((await listed(secretary)).filter(({ personId }) => personId === 'p-luong')).toHaveLength(20);
});

test('a text as the server reads it is for who may read the doc', async () => {
  expect((await secretary.get(`/api/meetings/${MEETING}/agenda.html`)).status).toBe(200);
  for (const tablet of [member, guest])
    for (const one of ['agenda', 'minutes'])
      expect((await tablet.get(`/api/meetings/${MEETING}/${one}.html`)).status).toBe(403);
});
