import { createHash } from 'node:crypto';
import { rowOf } from '../../server/dist/archive/rows.js';
import { documentsOf, tasksOf } from '../../server/dist/demo/afterwards.js';
import { readBody, readPast } from '../../server/dist/demo/data.js';
import { foundDemo } from '../../server/dist/demo/found-body.js';
import { pastMeeting } from '../../server/dist/demo/past-meeting.js';
import { createStage, onDay, play } from '../../server/dist/demo/stage.js';
import { memoryStore } from '../../server/dist/storage/memory.js';
import { fromBytes } from '../../shared/dist/ledger/entry.js';
import { canonical } from '../../shared/dist/ledger/json.js';
import { cabinet } from './founded.mjs';

const MODELS = 6;
const EVER = '1970-01-01T00:00:00.000Z';
const VIEWS = ['meetings', 'tasks', 'archive', 'made'];

let made = null;
/** Meetings of the demonstration, played from creation to archive by the product's own commands, in memory. */
export const models = () => {
  made ??= makeModels();
  return made;
};
async function makeModels() {
  const body = readBody();
  let clock = null;
  const store = memoryStore({ now: () => clock?.now() ?? EVER });
  const it = await cabinet(store, { bodyId: body.id });
  clock = it.clock;
  const past = readPast();
  const meetings = past.meetings.slice(0, MODELS);
  const ids = new Set(meetings.map(({ id }) => id));
  const founded = onDay('2023-12-01', 0, '02:00');
  clock.standAt(founded);
  await it.app.start();
  const stage = createStage({ app: it.app, store, clock });
  const happenings = [
    { at: founded, what: () => foundDemo(stage, body) },
    ...meetings.flatMap((one) => [...pastMeeting(stage, body, one), ...tasksOf(stage, one)]),
    ...documentsOf(
      stage,
      body,
      past.decisions.filter(({ meetingId }) => ids.has(meetingId)),
    ),
  ];
  await play(happenings, clock, it.app.settled, () => {});
  await it.close();
  const rows = [];
  for (const view of VIEWS) rows.push(...(await store.index.find(view, { allTerms: [], limit: 1000 })));
  const streams = new Map();
  for (const name of await streamsOf(store))
    streams.set(
      name,
      (await store.streams.read(name, 0, 1000)).map(({ entry }) => entry),
    );
  return { body, ids: [...ids], rows, streams };
}
async function streamsOf({ streams }) {
  const names = [];
  let after = null;
  do {
    const page = await streams.touched(EVER, after, 1000);
    names.push(...page.streams);
    after = page.next;
  } while (after !== null);
  return names;
}

/** mulberry32: the same numbers from the same seed. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The models' body without a meeting. */
export async function fillBody(store) {
  const { body, streams } = await models();
  for (const [name, entries] of streams) if (/^(body|register)\//.test(name)) await appendAll(store, name, entries);
  await store.vault.put('installation', { bodyId: body.id }, 'absent');
}

/**
 * `count` archived meetings from `first` on, in bulk past the commands: each is a model's stream under another id, its
 * chain made anew, and the rows that the projector made of the model with other words: titles and sentences are drawn
 * from all the models', with a number of its own in each, so that words are as frequent in it as they are in the demonstration.
 * @param store any; its clock should stand in the past, as these are not news.
 */
export async function fill(store, { first, count, seed = 1 }) {
  const { ids, rows, streams } = await models();
  const random = seeded(seed + first);
  const pick = (all) => all[Math.floor(random() * all.length)];
  const texts = rows.filter(({ view }) => view === 'archive').map(({ body: { title, pages } }) => ({ title, pages }));
  const sentences = texts.flatMap(({ pages }) => pages.flatMap((page) => page.split(/(?<=[.;\n])\s+/)));
  const titles = texts.map(({ title }) => title);
  const BATCH = 50;
  for (let begun = first; begun < first + count; begun += BATCH) {
    const batch = [];
    const copied = [];
    for (let n = begun; n < Math.min(first + count, begun + BATCH); n += 1) {
      const model = ids[n % ids.length];
      const id = `m-do-${n}`;
      copied.push(copyStream(store, streams.get(`meeting/${model}`), `meeting/${model}`, model, id));
      for (const row of rows) {
        const text = JSON.stringify(row);
        if (!text.includes(model)) continue;
        const plan = { model, id, day: dayOf(n), title: `${pick(titles)} (${n})`, sentences, pick };
        // Ids of items and tasks begin with their meeting's.
        batch.push(
          row.view === 'archive' ? rowOf(unitOf(row, plan), row.from) : JSON.parse(text.replaceAll(model, id)),
        );
      }
    }
    await Promise.all(copied);
    await store.index.put(batch);
  }
}
/** Ten years of meetings, a thousand a year. */
const dayOf = (n) =>
  new Date(Date.UTC(2016, 0, 1) + Math.floor((n * 3650 * 86_400_000) / 10_000)).toISOString().slice(0, 10);

function unitOf({ body, terms }, { model, id, day, title, sentences, pick }) {
  const { folded: _, year: __, note: ___, ...unit } = body;
  const own = unit.id.includes(model) ? unit.id.replaceAll(model, id) : `${unit.id}~${id}`;
  return {
    ...unit,
    ...{ id: own, when: day, title, meetingId: id, itemId: undefined, paperId: undefined, versionId: undefined },
    pages: unit.pages.map((page) =>
      page
        .split(/(?<=[.;\n])\s+/)
        .map(() => pick(sentences))
        .join(' '),
    ),
    who: terms.filter((term) => /^(who|role):/.test(term)),
  };
}
async function appendAll(store, name, entries) {
  for (const [seq, entry] of entries.entries()) await store.streams.append(name, seq, entry);
}
async function copyStream(store, entries, stream, model, id) {
  const name = `meeting/${id}`;
  let prevHash = null;
  for (const [seq, entry] of entries.entries()) {
    const text = Buffer.from(entry).toString().replaceAll(model, id).replaceAll(stream, name);
    const bytes = Buffer.from(canonical({ ...fromBytes(Buffer.from(text)), prevHash }));
    prevHash = createHash('sha256').update(bytes).digest('hex');
    await store.streams.append(name, seq, bytes);
  }
}
