import { agendaContent, contentDigest, minutesContent, type RichNode } from '@ecab/shared/sync/content';
import { agendaDoc, minutesDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { drawsOf } from '@ecab/shared/testing/random';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { readDraft } from './draft.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import type { stage, Tablet } from './tablet.fixture.js';

const names = { minutes: minutesDoc('m1'), agenda: agendaDoc('m1'), ink: sharedInkDoc('m1~p1~1') };
const all = Object.values(names);
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };
const TWO_DAYS_MS = 2 * 86_400_000;

function chance(seed: number) {
  const below = drawsOf(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const shuffled = <T>(from: readonly T[]) => {
    const left = [...from];
    return from.map(() => left.splice(below(left.length), 1)[0]!);
  };
  return { below, pick, shuffled };
}
type Chance = ReturnType<typeof chance>;

/** Every word that somebody wrote, and those that somebody took back. */
interface Words {
  readonly written: Map<string, string>;
  readonly taken: Set<string>;
}
const wordsIn = (text: string) => new Set(text.match(/w\d+x/g) ?? []);
const textOf = ({ text = '', content = [] }: RichNode): string => text + content.map(textOf).join(' ');
const ofDoc: { readonly [Name in keyof typeof names]: (doc: Y.Doc) => string } = {
  minutes: (doc) => textOf(minutesContent(doc)),
  agenda: (doc) =>
    agendaContent(doc)
      .map(({ title, note }) => `${title} ${note}`)
      .join(' '),
  ink: (doc) =>
    [...doc.share.keys()]
      .filter((name) => name.startsWith('ink-'))
      .flatMap((name) => [...doc.getMap(name).keys()])
      .join(' '),
};
const kindOf = (name: string) => (Object.keys(names) as (keyof typeof names)[]).find((kind) => names[kind] === name)!;

/** One thing that a person does to a doc of his tablet, as its editor would do it. */
function act(kind: keyof typeof names, doc: Y.Doc, who: string, { below, pick }: Chance, words: Words): void {
  const word = `w${words.written.size}x`;
  const note = () => words.written.set(word, who);
  if (kind === 'ink') {
    const mine = doc.getMap(inkRoot(who));
    const keys = [...mine.keys()];
    if (keys.length > 2 && below(4) === 0) {
      const key = pick(keys);
      mine.delete(key);
      for (const gone of wordsIn(key)) words.taken.add(gone);
      return;
    }
    note();
    mine.set(`${below(3)}-${word}`, stroke);
    return;
  }
  if (kind === 'agenda') {
    const items = doc.getMap<Y.Map<unknown>>('items');
    const ids = [...items.keys()];
    if (ids.length === 0 || below(3) === 0) {
      note();
      doc.transact(() => {
        const item = new Y.Map<unknown>();
        items.set(word, item);
        item.set('title', new Y.Text(word));
        item.set('note', new Y.Text());
        item.set('minutes', 15);
      });
      return;
    }
    const item = items.get(pick(ids))!;
    if (below(4) === 0) item.set('minutes', below(60));
    else {
      const title = item.get('title') as Y.Text;
      note();
      title.insert(below(2) === 0 ? 0 : title.length, word);
    }
    return;
  }
  const body = doc.getXmlFragment('body');
  const texts = body.toArray().flatMap((one) => (one instanceof Y.XmlElement ? one.toArray() : []));
  const text = texts.length > 0 ? (pick(texts) as Y.XmlText) : null;
  if (!text || below(3) === 0) {
    note();
    const made = new Y.XmlElement('paragraph');
    made.insert(0, [new Y.XmlText(word)]);
    body.insert(below(body.length + 1), [made]);
    return;
  }
  const written = text.toString();
  const [gone] = wordsIn(written);
  if (gone !== undefined && below(4) === 0) {
    text.delete(written.indexOf(gone), gone.length);
    words.taken.add(gone);
    return;
  }
  note();
  // At either end of a word, never within one: a word that is split by honest typing would be lost to this test only.
  text.insert(below(2) === 0 ? 0 : written.length, word);
}

async function opened(tablet: Tablet) {
  const handles = all.map((name) => tablet.docs.open(name, { write: true }));
  await Promise.all(handles.map(({ view }) => until(view, ({ state }) => state !== 'loading')));
  return handles;
}
/**
 * Three people write minutes, agenda and ink; the network goes for hours, pages are killed, one loses a right, and all come
 * back in some order. Afterwards everybody has the same, and every word is there, was taken back, or is offered back.
 */
export async function offlineRound(
  seed: number,
  { server: startServer, tab, person, browser, kill }: ReturnType<typeof stage>,
): Promise<void> {
  const random = chance(seed);
  const server = await startServer();
  const words: Words = { written: new Map(), taken: new Set() };
  const people = ['an', 'binh', 'chi'].map((name) => person(name));
  const devices = people.map((_, place) => ({
    browser: browser(),
    // One device is two days ahead, one two days behind.
    skew: (place - 1) * TWO_DAYS_MS,
  }));
  const open = (place: number) => {
    const { browser: one, skew } = devices[place]!;
    return tab(server, people[place]!, one, one.tab({ now: () => Date.now() + skew }));
  };
  const tablets = await Promise.all(people.map((_, place) => open(place)));
  const handles = await Promise.all(tablets.map(opened));
  await Promise.all(handles.flat().map(({ view }) => until(view, ({ state, live }) => state === 'ready' && live)));
  const acts = (place: number) => {
    const kind = random.pick(Object.keys(names) as (keyof typeof names)[]);
    const { doc, state } = handles[place]![all.indexOf(names[kind])]!.view.getState();
    if (state === 'ready') act(kind, doc, people[place]!, random, words);
  };
  for (let n = 0; n < 12; n += 1) acts(random.below(people.length));

  // The network goes, for each somewhere in the middle of sending; then hours of work, with a page killed here and there.
  const back = new Set<string>();
  server.admits = (one) => back.has(one);
  server.cut();
  for (let n = 0; n < 60; n += 1) {
    const place = random.below(people.length);
    if (random.below(15) === 0) {
      await tablets[place]!.docs.flush();
      await kill(tablets[place]!);
      tablets[place] = await open(place);
      handles[place] = await opened(tablets[place]!);
      await Promise.all(handles[place]!.map(({ view }) => until(view, ({ state }) => state !== 'loading')));
    }
    acts(place);
  }
  // While they are away one of them loses the right to write the minutes: in every other run.
  const [barred] = seed % 2 === 0 ? [people[random.below(people.length)]!] : [];
  server.mayWrite = (name, who) => !(name === names.minutes && who === barred);

  for (const who of random.shuffled(people)) {
    back.add(who);
    if (random.below(2) === 0) await until(tablets[people.indexOf(who)]!.docs.unsent, (counts) => counts.size === 0);
  }
  for (const tablet of tablets) await until(tablet.docs.unsent, (counts) => counts.size === 0);
  expect(server.faults).toEqual([]);

  // Everybody sees the same, which is what the server has.
  for (const kind of ['minutes', 'agenda'] as const) {
    const digest = await server.docs.digest(names[kind]);
    for (const tablet of tablets) {
      const handle = tablet.docs.open(names[kind]);
      await until(handle.view, ({ live }) => live);
      await seen(() => expect(contentDigest(handle.view.getState().doc, kind)).toBe(digest));
    }
  }
  // And every word is there, or was taken back, or lies in a draft of who wrote it.
  const there = new Set<string>();
  for (const kind of Object.keys(names) as (keyof typeof names)[])
    for (const word of wordsIn(await server.docs.read(names[kind], ofDoc[kind]))) there.add(word);
  const offered = new Map<string, Set<string>>();
  for (const [place, tablet] of tablets.entries()) {
    const drafts = tablet.docs.drafts.getState();
    if (people[place] !== barred) expect(drafts).toEqual([]);
    const mine = drafts.flatMap((draft) => [...wordsIn(ofDoc[kindOf(draft.doc)](readDraft(draft)))]);
    offered.set(people[place]!, new Set(mine));
  }
  const lost = [...words.written].filter(
    ([word, who]) => !there.has(word) && !words.taken.has(word) && !offered.get(who)?.has(word),
  );
  expect(lost).toEqual([]);

  // The round was one: most of it could be done without the network.
  expect(words.written.size).toBeGreaterThan(30);
}
