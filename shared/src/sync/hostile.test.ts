import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate, refusals } from './check.js';
import { minutesContent } from './content.js';
import { ink, inkRoot, stroke } from './policies/ink.js';
import { minutes } from './policies/minutes.js';
import type { Policy } from './policy.js';
import { encodeStroke } from './stroke.js';
import { hasPending } from './yjs-internals.js';

const AN = 2 ** 40 + 1;
const AGAIN = 2 ** 40 + 2;
const BINH = 2 ** 40 + 3;
const mark = () => ({ t: 'pen', c: 'black', w: 1, p: encodeStroke([{ x: 1, y: 2, pressure: 1 }]) });
const sender = { personId: 'an', leased: (client: number) => client === AN || client === AGAIN };

function copyOf(doc: Y.Doc, client: number): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = client;
  return copy;
}
/** Ink of An and of Bình. */
function inked(): Y.Doc {
  const binh = copyOf(new Y.Doc(), BINH);
  for (const key of ['0-b1', '0-b2', '1-b3']) binh.getMap(inkRoot('binh')).set(key, mark());
  binh.getMap(inkRoot('binh')).delete('0-b2');
  const an = copyOf(binh, AN);
  an.getMap(inkRoot('an')).set('0-a1', mark());
  return copyOf(an, 1);
}
/** Minutes that both have written, with formats, a list and a deleted passage. */
function written(): Y.Doc {
  const doc = copyOf(new Y.Doc(), BINH);
  const body = doc.getXmlFragment('body');
  for (const words of ['Khai mạc', 'Thảo luận', 'Bế mạc']) {
    const paragraph = new Y.XmlElement('paragraph');
    body.push([paragraph]);
    const text = new Y.XmlText();
    paragraph.push([text]);
    text.insert(0, words);
    text.format(1, 3, { bold: {} });
  }
  body.delete(2, 1);
  const an = copyOf(doc, AN);
  ((an.getXmlFragment('body').get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(4, ' phiên họp');
  return copyOf(an, 1);
}

/** What an honest tablet of An would send next, of many kinds. */
function honest(base: Y.Doc, which: number): Uint8Array {
  const doc = copyOf(base, AGAIN);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    const strokes = doc.getMap(inkRoot('an'));
    const body = doc.getXmlFragment('body');
    const text = (body.get(0) as Y.XmlElement | undefined)?.get(0) as Y.XmlText | undefined;
    if (!text) {
      if (which % 2) strokes.set('0-a1', mark());
      else strokes.set('3-a9', mark());
      if (which % 3 === 0) strokes.delete('0-a1');
      return;
    }
    if (which % 2) text.insert(2, 'đã', { italic: {} });
    if (which % 3 === 0) text.format(0, 5, { bold: null });
    if (which % 5 < 2) body.insert(1, [new Y.XmlElement('paragraph')]);
    if (which % 7 < 2) body.delete(0, 1);
  });
  return which % 4 === 0 ? Y.encodeStateAsUpdate(doc) : Y.encodeStateAsUpdate(doc, before);
}

interface Base {
  readonly policy: Policy;
  readonly doc: Y.Doc;
  sound(doc: Y.Doc, base: Y.Doc): void;
}
const bases: readonly Base[] = [
  {
    policy: ink(null),
    doc: inked(),
    sound: (doc, base) => {
      expect([...doc.share.keys()].sort()).toEqual([inkRoot('an'), inkRoot('binh')]);
      expect(doc.getMap(inkRoot('binh')).toJSON()).toEqual(base.getMap(inkRoot('binh')).toJSON());
      for (const value of doc.getMap(inkRoot('an')).values()) expect(stroke.safeParse(value).success).toBe(true);
    },
  },
  {
    policy: minutes,
    doc: written(),
    sound: (doc) => {
      expect([...doc.share.keys()]).toEqual(['body']);
      expect(JSON.stringify(minutesContent(doc))).not.toContain('undefined');
    },
  },
];

/** Whatever the bytes: a known answer; and if they pass, they apply, leave nothing waiting, and harm no one. */
function standsFirm(at: number, update: Uint8Array): void {
  const { policy, doc: base, sound } = bases[at]!;
  const doc = copyOf(base, 1);
  const before = Y.snapshot(doc);
  const checked = checkUpdate(doc, update, policy, sender);
  expect(Y.equalSnapshots(Y.snapshot(doc), before)).toBe(true);
  expect([...doc.share.keys()]).toEqual([...base.share.keys()]);
  if (!checked.ok) {
    expect(refusals).toContain(checked.refusal);
    return;
  }
  Y.applyUpdate(doc, checked.update);
  expect(hasPending(doc)).toBe(false);
  if (checked.empty) expect(Y.equalSnapshots(Y.snapshot(doc), before)).toBe(true);
  // Structs of that client, and of no one else.
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
    if (client !== checked.client) expect(clock).toBe(before.sv.get(client));
  sound(doc, base);
}

const base = fc.integer({ min: 0, max: bases.length - 1 });
const runs = { numRuns: 1_000, seed: 20_261_105 };

test('mutated bytes never get in, never throw, never leave anything waiting', () => {
  const mutation = fc.record({ at: fc.nat(4_000), by: fc.nat(255), how: fc.constantFrom('set', 'cut', 'put', 'end') });
  fc.assert(
    fc.property(base, fc.nat(200), fc.array(mutation, { minLength: 1, maxLength: 4 }), (at, which, mutations) => {
      const bytes = [...honest(bases[at]!.doc, which)];
      for (const { at: place, by, how } of mutations) {
        const here = place % Math.max(bytes.length, 1);
        if (how === 'set') bytes[here] = by;
        else if (how === 'cut') bytes.splice(here, 1 + (by % 8));
        else if (how === 'put') bytes.splice(here, 0, by);
        else bytes.length = here;
      }
      standsFirm(at, Uint8Array.from(bytes));
    }),
    runs,
  );
});

test('any bytes at all are answered', () => {
  fc.assert(
    fc.property(base, fc.uint8Array({ maxLength: 60 }), (at, bytes) => standsFirm(at, bytes)),
    runs,
  );
});

/** An update written by hand, so that it may claim what no Yjs would write. */
const varint = (value: number): number[] => {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
};
const string = (text: string) => {
  const bytes = [...new TextEncoder().encode(text)];
  return [...varint(bytes.length), ...bytes];
};
const client = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(AN, AGAIN) }, fc.constantFrom(BINH, 7));
const id = fc.record({ client, clock: fc.nat(30) }).map(({ client: of, clock }) => [...varint(of), ...varint(clock)]);
const anything: fc.Arbitrary<number[]> = fc.constantFrom(
  [126],
  [127],
  [120],
  [125, 3],
  [118, 1, ...string('__proto__'), 118, 0],
  [118, 1, ...string('t'), 119, ...string('pen')],
  [116, 2, 1, 2],
);
const content = fc.oneof(
  fc.nat(9).map((length) => ({ ref: 1, bytes: [length] })),
  fc.constantFrom('1', '{}', 'undefined').map((json) => ({ ref: 2, bytes: [1, ...string(json)] })),
  fc.constant({ ref: 3, bytes: [2, 1, 2] }),
  fc.constantFrom('a', 'biên bản', '').map((words) => ({ ref: 4, bytes: string(words) })),
  fc.constant({ ref: 5, bytes: string('{}') }),
  fc
    .constantFrom('bold', 'link', 'fact--aBcD12+/')
    .map((key) => ({ ref: 6, bytes: [...string(key), ...string('{}')] })),
  fc.nat(7).map((type) => ({ ref: 7, bytes: type === 3 || type === 5 ? [type, ...string('paragraph')] : [type] })),
  fc.array(anything, { maxLength: 2 }).map((all) => ({ ref: 8, bytes: [all.length, ...all.flat()] })),
  fc.constant({ ref: 9, bytes: [...string('guid'), 118, 0] }),
);
const root = fc.constantFrom(inkRoot('an'), inkRoot('binh'), 'body', 'other', '__proto__');
const item = fc
  .record({
    content,
    origin: fc.option(id, { freq: 2 }),
    right: fc.option(id, { freq: 2 }),
    parent: fc.oneof(
      root.map((name) => [1, ...string(name)]),
      id.map((bytes) => [0, ...bytes]),
    ),
    key: fc.option(fc.constantFrom('0-a1', '0-b1', 'level', 'x')),
  })
  .map(({ content: { ref, bytes }, origin, right, parent, key }) => {
    const info = ref | (origin ? 128 : 0) | (right ? 64 : 0) | (key ? 32 : 0);
    const named = origin || right ? [] : [...parent, ...(key ? string(key) : [])];
    return [info, ...(origin ?? []), ...(right ?? []), ...named, ...bytes];
  });
const filler = fc.record({ kind: fc.constantFrom(0, 10), length: fc.nat(9) }).map(({ kind, length }) => [kind, length]);
const structs = fc.array(fc.oneof({ weight: 5, arbitrary: item }, filler), { maxLength: 4 });
/** Mostly at the clock where the doc stands, since all else is refused early. */
const block = fc
  .record({ client, clock: fc.option(fc.nat(24)), structs })
  .map(({ client: of, clock, structs: all }) => (doc: Y.Doc) => [
    all.length,
    ...varint(of),
    ...varint(clock === null || clock % 3 ? Y.getState(doc.store, of) : clock),
    ...all.flat(),
  ]);
const deletion = fc
  .record({ client, ranges: fc.array(fc.tuple(fc.nat(30), fc.nat(6)), { minLength: 1, maxLength: 3 }) })
  .map(({ client: of, ranges }) => [...varint(of), ranges.length, ...ranges.flat()]);
const blocks = fc.oneof(
  { weight: 4, arbitrary: fc.array(block, { minLength: 1, maxLength: 1 }) },
  fc.array(block, { maxLength: 2 }),
);
const forged = fc
  .record({ at: base, blocks, deletions: fc.array(deletion, { maxLength: 1 }) })
  .map(({ at, blocks: all, deletions }) => {
    const structsOf = all.flatMap((one) => one(bases[at]!.doc));
    return { at, bytes: Uint8Array.from([all.length, ...structsOf, deletions.length, ...deletions.flat()]) };
  });

test('forged updates never get in, never throw, never leave anything waiting', () => {
  fc.assert(
    fc.property(forged, ({ at, bytes }) => standsFirm(at, bytes)),
    { ...runs, numRuns: 4_000 },
  );
});

test('of forged updates some pass and some meet every refusal', () => {
  const met = new Set<string>();
  for (const { at, bytes } of fc.sample(forged, { numRuns: 4_000, seed: 20_261_105 })) {
    const checked = checkUpdate(bases[at]!.doc, bytes, bases[at]!.policy, sender);
    met.add(checked.ok ? 'passed' : checked.refusal);
  }
  // Their size is the one thing that these do not try.
  expect([...met].sort()).toEqual(['passed', ...refusals.filter((one) => one !== 'too-large')].sort());
});
