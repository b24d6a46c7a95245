import { readFileSync } from 'node:fs';
import type { MeetingsAnswer, RosterAnswer } from '@ecab/shared/contract/http';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { details } from '@ecab/shared/testing/meeting';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paperOf } from '../adapters/pdf/made.fixture.js';
import { print } from '../adapters/pdf-make/print.js';
import { connect, type Tablet } from '../testing/app.fixture.js';
import { openStages } from '../testing/stages.fixture.js';
import { openPackage } from '../verify/files.js';
import { verifyPackage } from '../verify/package.js';

const file = new URL('../../../e2e/corpus/strings/blns.json', import.meta.url);
/** The list, and what it lacks; each once. */
const strings = [...new Set([...(JSON.parse(readFileSync(file, 'utf8')) as string[]), 'a\0b', '\ud83d', 'x\udc00y'])];
const refusalOf = (text: string) =>
  !text.isWellFormed() || text.includes('\0') ? 'bad-text' : text.trim() === '' ? 'invalid-request' : null;
const kept = strings.filter((text) => refusalOf(text) === null);
const MEETING = 'm-sent';
const stream = `meeting/${MEETING}`;

let cabinet: Awaited<ReturnType<typeof openStages>>;
let secretary: Tablet;
beforeAll(async () => {
  cabinet = await openStages(print);
  secretary = await cabinet.tablet('s1');
}, 60_000);
afterAll(() => cabinet.close());

/** Many orders of one person at once, by sockets of their own: one tablet does not order so much so fast. */
async function orders(by: Tablet, all: readonly { stream: string; name: string; request: object }[]) {
  const answers: string[] = [];
  for (let from = 0; from < all.length; from += 300) {
    const socket = await connect(cabinet.url, by.cookie, 'strings');
    const part = all
      .slice(from, from + 300)
      .map((one, n) =>
        socket.emitWithAck('command', { commandId: `${one.name}-${one.stream.slice(-20)}-${from + n}`, ...one }),
      );
    answers.push(...(await Promise.all(part)).map((one) => (one.ok ? 'ok' : one.refusal)));
    socket.close();
  }
  return answers;
}
const expected = strings.map((text) => refusalOf(text) ?? 'ok');

test('the list is there, and most of it is text that must be kept', () => {
  expect(strings.length).toBeGreaterThan(500);
  expect(kept.length).toBeGreaterThan(480);
});

test('each string as the title of a meeting comes back byte for byte in the list, or is refused with its reason', async () => {
  const { roomId: _, ...rest } = details;
  const answers = await orders(
    secretary,
    strings.map((title, n) => ({
      stream: `meeting/s-${n}`,
      name: 'meeting:create',
      request: {
        ...rest,
        title,
        roomId: null,
        startsAt: '2026-12-15T01:00:00.000Z',
        chairId: 'p0',
        profileId: 'vn.ubnd.province@2025',
      },
    })),
  );
  expect(answers).toEqual(expected);
  await cabinet.app.settled();
  const titles: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const answer = await secretary.get(`/api/meetings?after=${encodeURIComponent(next)}`);
    const page = (await answer.json()) as MeetingsAnswer;
    titles.push(...page.meetings.filter(({ meetingId }) => meetingId.startsWith('s-')).map(({ title }) => title));
    next = page.next;
  }
  expect(titles.sort()).toEqual([...kept].sort());
}, 60_000);

test('each string as words to search for is answered', async () => {
  for (const text of strings) {
    const query = encodeURIComponent(text.toWellFormed());
    expect([text, (await secretary.get(`/api/search?q=${query}`)).status]).toEqual([text, 200]);
  }
});

test('each string as the title of a paper comes back byte for byte on the board, or is refused with its reason', async () => {
  const board = await (await cabinet.tablet('p0')).board(stream);
  const shown: (string | undefined)[] = [];
  const answers: string[] = [];
  for (let from = 0; from < strings.length; from += 300) {
    const socket = await connect(cabinet.url, secretary.cookie, 'strings');
    for (const [n, title] of strings.slice(from, from + 300).entries()) {
      const request = { paperId: 't-i2', title };
      const commandId = `title-${from + n}`;
      const answer = await socket.emitWithAck('command', { commandId, stream, name: 'paper:retitle', request });
      answers.push(answer.ok ? 'ok' : answer.refusal);
      if (!answer.ok) continue;
      await board.until(answer.at.seq);
      shown.push(board.entities()['paper:t-i2']?.title);
    }
    socket.close();
  }
  expect(answers).toEqual(expected);
  expect(shown).toEqual(kept);
}, 60_000);

test('the title of an uploaded paper comes by its form byte for byte, too', async () => {
  const bytes = new Uint8Array(Buffer.from(paperOf()));
  // A check each: every tenth is enough to see how forms carry text. Half a character no browser puts into one.
  const some = strings.filter((text, n) => n % 10 === 0 && text.isWellFormed());
  const answers: string[] = [];
  for (const title of some) {
    const form = new FormData();
    form.set('title', title);
    form.set('itemId', 'i1');
    form.set('file', new Blob([bytes]), 'a.pdf');
    const sent = await secretary.send(`/api/meetings/${MEETING}/papers`, form);
    const answer = (await sent.json()) as { ok: boolean; refusal: string };
    answers.push(answer.ok ? 'ok' : answer.refusal);
  }
  expect(answers).toEqual(some.map((text) => refusalOf(text) ?? 'ok'));
  const board = await (await cabinet.tablet('p0')).board(stream);
  const shown = Object.entries(board.entities()).flatMap(([key, value]) =>
    key.startsWith('paper:d-') ? [(value as { title: string }).title] : [],
  );
  expect(shown.sort()).toEqual(some.filter((text) => refusalOf(text) === null).sort());
}, 60_000);

test('each string as a person’s name comes back byte for byte in the roster, or is refused with its reason', async () => {
  const admin = await cabinet.tablet('a1');
  const answers = await orders(
    admin,
    strings.map((fullName, n) => ({
      stream: 'body/ubnd',
      name: 'roster:add',
      request: {
        person: {
          ...{
            personId: `b${n}`,
            fullName,
            displayName: fullName,
            sortKey: fullName,
            position: fullName,
            agency: fullName,
          },
          ...{ signIn: `b${n}`, roles: [], votes: false, seat: null, standsFor: null },
        },
      },
    })),
  );
  // Names have at most 200 characters.
  expect(answers).toEqual(
    strings.map((text) => refusalOf(text) ?? ([...text].length > 200 ? 'invalid-request' : 'ok')),
  );
  const { people } = (await (await secretary.get('/api/roster')).json()) as RosterAnswer;
  const names = people.filter(({ personId }) => personId.startsWith('b')).map(({ fullName }) => fullName);
  expect(names.sort()).toEqual(kept.filter((text) => [...text].length <= 200).sort());
}, 60_000);

describe('a meeting in which every name, title and conclusion is one of them', () => {
  const done = async (by: string, name: string, requests: readonly object[] = [{}]) => {
    const answers = await orders(
      await cabinet.tablet(by),
      requests.map((request) => ({ stream, name, request })),
    );
    expect([name, [...new Set(answers)]]).toEqual([name, ['ok']]);
  };
  const people = () => Object.keys(cabinet.app.directory.body().people).filter((one) => /^b\d/.test(one));

  test('goes to its end: board, minutes in print, package and its verification', async () => {
    await done('s1', 'person:call', [
      { people: people().map((personId) => ({ personId, role: 'guest', items: 'open', standsFor: null })) },
    ]);
    const item = {
      kind: 'information',
      presenterId: null,
      minutes: 5,
      parent: null,
      vote: 'none',
      audience: 'everyone',
    };
    await done(
      's1',
      'item:add',
      kept.map((text, n) => ({ ...item, itemId: `n${n}`, title: text, unit: text, note: text })),
    );
    await done('s1', 'attendance:open');
    for (const by of ['p0', 'p1', 'p2', 'p3']) await done(by, 'attendance:check-in');
    await done(
      's1',
      'attendance:record',
      people().map((personId) => ({ personId })),
    );
    await done('p0', 'session:open', [{ withoutVoting: false }]);
    await done('p0', 'session:close');
    await done(
      'p0',
      'item:conclude',
      kept.map((text, n) => ({ itemId: `n${n}`, outcome: 'withdrawn', text, tasks: [] })),
    );
    const rest = ['i1', 'i2', 'b3a', 'b3b', 'b3c', 'i4', 'i5', 'i6'];
    await done(
      'p0',
      'item:conclude',
      rest.map((itemId) => ({ itemId, outcome: 'deferred', text: 'Để lại', tasks: [] })),
    );
    const board = (await (await cabinet.tablet('p0')).board(stream)).entities();
    expect(kept.map((_, n) => [board[`item:n${n}`]?.title, board[`conclusion:n${n}`]?.text])).toEqual(
      kept.map((text) => [text, text]),
    );

    await done('s1', 'minutes:draft');
    const draft = await secretary.get(`/api/meetings/${MEETING}/minutes.pdf`);
    expect([draft.status, draft.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await draft.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await done('s1', 'minutes:release');
    const digest = await cabinet.app.docs.digest(minutesDoc(MEETING));
    await done('s1', 'minutes:approve', [{ digest }]);
    await done('p0', 'minutes:approve', [{ digest }]);
    await done('k1', 'minutes:issue');
    await cabinet.app.settled();
    await done('k1', 'meeting:archive');
    await cabinet.app.settled();
    const bytes = Buffer.from(await (await secretary.get(`/api/meetings/${MEETING}/package`)).arrayBuffer());
    const said: string[] = [];
    verifyPackage(bytes, { keys: null, say: (_, en) => void said.push(en) });
    const names = JSON.parse(Buffer.from(openPackage(bytes, () => {}).file('people.json')).toString()) as {
      fullName: string;
    }[];
    const packed = new Set(names.map(({ fullName }) => fullName));
    expect(kept.filter((text) => [...text].length <= 200 && !packed.has(text))).toEqual([]);
  }, 120_000);

  test('nothing of all this was a fault', () => {
    expect(cabinet.faults).toEqual([]);
  });
});
