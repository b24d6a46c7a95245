import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { versionIdOf } from '../papers/slice.js';
import { type Checked, checkUpdate } from './check.js';
import { agenda } from './policies/agenda.js';
import { ink, inkRoot } from './policies/ink.js';
import { minutes } from './policies/minutes.js';
import { pageKey, reading } from './policies/reading.js';
import type { Policy } from './policy.js';
import { encodeStroke } from './stroke.js';
import { hasPending, replay } from './yjs-internals.js';

const AN = 1_001;
const BINH = 2_002;
const stroke = () => ({ t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) });

/** A doc that writes as one client, starting from what `from` has. */
function writer(client: number, from?: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  doc.clientID = client;
  return doc;
}
/** What `change` made, as the one update that a tablet would send. */
function made(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array) => updates.push(update);
  doc.on('update', keep);
  doc.transact(() => change(doc));
  doc.off('update', keep);
  return updates.length > 0 ? Y.mergeUpdates(updates) : Y.encodeStateAsUpdate(doc, before);
}
const check = (doc: Y.Doc, update: Uint8Array, policy: Policy, personId = 'an', ids = [AN]): Checked =>
  checkUpdate(doc, update, policy, { personId, leased: (client) => ids.includes(client) });
const refusal = (checked: Checked) => (checked.ok ? 'passed' : checked.refusal);

/** A shared ink doc in which Bình has drawn `0-b1`. */
function inked(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(
    doc,
    made(writer(BINH), (one) => one.getMap(inkRoot('binh')).set('0-b1', stroke())),
  );
  return doc;
}
// A kind whose roots hold containers, so that a deletion could reach what lies inside.
const boxes: Policy = {
  depth: 4,
  root: () => ({ is: 'map', at: () => ({ is: 'map', at: () => ({ is: 'text' }) }) }),
  mayWrite: (root, personId) => root === `box-${personId}`,
};
function boxed(): Y.Doc {
  const doc = new Y.Doc();
  const update = made(writer(BINH), (one) => {
    const inner = new Y.Map();
    one.getMap('box-binh').set('outer', inner);
    inner.set('words', new Y.Text('của Bình'));
  });
  expect(refusal(check(doc, update, boxes, 'binh', [BINH]))).toBe('passed');
  Y.applyUpdate(doc, update);
  return doc;
}

describe('what passes', () => {
  test('a stroke under the own root, and exactly the bytes that were checked', () => {
    const update = made(writer(AN, inked()), (one) => one.getMap(inkRoot('an')).set('0-a1', stroke()));
    expect(check(inked(), update, ink(null))).toEqual({ ok: true, update, client: AN, empty: false });
  });

  test('H14 a reply with all one has repeats what others deleted long ago, and nothing is asked about that', () => {
    const doc = inked();
    Y.applyUpdate(
      doc,
      made(writer(BINH, doc), (one) => one.getMap(inkRoot('binh')).delete('0-b1')),
    );
    const mine = writer(AN, doc);
    mine.getMap(inkRoot('an')).set('0-a1', stroke());
    const checked = check(doc, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(doc)), ink(null));
    expect(checked).toMatchObject({ ok: true, client: AN, empty: false });
    expect(check(doc, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(mine)), ink(null))).toMatchObject({
      empty: true,
    });
  });

  // Yjs writes the higher id first: what is new may stand before what is known, or after it.
  test.each([AN, BINH + 1])('E12 what the doc has already is cut off, also where it is someone else’s (%i)', (id) => {
    const doc = inked();
    const mine = writer(id, doc);
    mine.getMap(inkRoot('an')).set('0-a1', stroke());
    const everything = Y.encodeStateAsUpdate(mine);
    expect(check(doc, everything, ink(null), 'an', [id])).toMatchObject({ ok: true, client: id, empty: false });
    Y.applyUpdate(doc, everything);
    expect(check(doc, everything, ink(null), 'an', [id])).toMatchObject({ ok: true, client: null, empty: true });
  });

  test('E12 a repeat with forged references is cut off with them', () => {
    const doc = inked();
    // Bình's only struct again, now with an origin that no one has.
    const repeat = Uint8Array.from([1, 1, ...varint(BINH), 0, 132, ...varint(77), 9, 1, 97, 0]);
    expect(check(doc, repeat, ink(null))).toMatchObject({ ok: true, client: null, empty: true });
  });

  test('E13 of an update that the doc has in part, the rest is taken', () => {
    const doc = new Y.Doc();
    const mine = writer(AN);
    const body = mine.getXmlFragment('body');
    const paragraph = new Y.XmlElement('paragraph');
    const words = new Y.XmlText();
    const first = made(mine, () => {
      body.push([paragraph]);
      paragraph.push([words]);
      words.insert(0, 'Khai');
    });
    Y.applyUpdate(doc, first);
    made(mine, () => words.insert(4, ' mạc'));
    const both = Y.encodeStateAsUpdate(mine);
    const checked = check(doc, both, minutes);
    if (!checked.ok) throw new Error(checked.refusal);
    Y.applyUpdate(doc, checked.update);
    expect(doc.getXmlFragment('body').toString()).toBe('<paragraph>Khai mạc</paragraph>');
  });

  test('pages that were read are kept under the whole name of a version', () => {
    const key = pageKey(versionIdOf('2026-11_thuong-ky', 'paper.04', 12), 199);
    const update = made(writer(AN), (one) => one.getMap('pages').set(key, 1));
    expect(check(new Y.Doc(), update, reading('an'))).toMatchObject({ ok: true });
  });

  test('a deletion alone names no client', () => {
    const doc = new Y.Doc();
    const mine = writer(AN);
    mine.getMap('pages').set('v1-0', 1);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine));
    const update = made(writer(AN + 1, doc), (one) => one.getMap('pages').delete('v1-0'));
    expect(check(doc, update, reading('an'), 'an', [])).toMatchObject({ ok: true, client: null, empty: false });
  });

  test('what is written into a passage that someone deleted passes and is forgotten', () => {
    const doc = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    const base = made(writer(BINH), (one) => {
      one.getXmlFragment('body').push([paragraph]);
      paragraph.push([new Y.XmlText('Đoạn một')]);
    });
    Y.applyUpdate(doc, base);
    const mine = writer(AN, doc);
    const update = made(mine, (one) => {
      const inside = one.getXmlFragment('body').get(0) as Y.XmlElement;
      (inside.get(0) as Y.XmlText).insert(4, ' thứ');
      inside.push([new Y.XmlText('thêm')]);
    });
    doc.transact(() => doc.getXmlFragment('body').delete(0, 1));
    const checked = check(doc, update, minutes);
    if (!checked.ok) throw new Error(checked.refusal);
    Y.applyUpdate(doc, checked.update);
    expect(hasPending(doc)).toBe(false);
    expect(doc.getXmlFragment('body').length).toBe(0);
  });
});

describe('what is refused', () => {
  test('A06 eight bytes that claim millions of structs are no update, and cost no memory', () => {
    const bomb = Uint8Array.from([1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0]);
    expect(refusal(check(new Y.Doc(), bomb, ink(null)))).toBe('malformed');
  });

  test('bytes left over, and more than the cap', () => {
    const update = made(writer(AN), (one) => one.getMap(inkRoot('an')).set('0-a1', stroke()));
    expect(refusal(check(new Y.Doc(), Uint8Array.from([...update, 0]), ink(null)))).toBe('malformed');
    expect(refusal(check(new Y.Doc(), new Uint8Array(65_537), ink(null)))).toBe('too-large');
  });

  test('an id that was leased to someone else, or to no one', () => {
    const update = made(writer(BINH), (one) => one.getMap(inkRoot('an')).set('0-a1', stroke()));
    expect(check(new Y.Doc(), update, ink(null))).toEqual({ ok: false, refusal: 'foreign-client', client: BINH });
  });

  test('two clients in one update, the second one’s own', () => {
    const mine = writer(AN);
    mine.getMap(inkRoot('an')).set('0-a1', stroke());
    const other = writer(BINH, mine);
    other.getMap(inkRoot('an')).set('0-a2', stroke());
    expect(refusal(check(new Y.Doc(), Y.encodeStateAsUpdate(other), ink(null)))).toBe('foreign-client');
  });

  test('a clock that runs ahead, and references to what no one has', () => {
    const mine = writer(AN);
    const first = made(mine, (one) => one.getMap(inkRoot('an')).set('0-a1', stroke()));
    const second = made(mine, (one) => one.getMap(inkRoot('an')).set('0-a2', stroke()));
    expect(refusal(check(new Y.Doc(), second, ink(null)))).toBe('gap');
    const other = writer(AN + 1, mine);
    const over = made(other, (one) => one.getMap(inkRoot('an')).set('0-a1', stroke()));
    expect(refusal(check(new Y.Doc(), over, ink(null), 'an', [AN + 1]))).toBe('missing-reference');
    expect(first.length).toBeGreaterThan(0);
  });

  test('D04 a deletion of what is not there yet', () => {
    const doc = inked();
    // No structs; one client with one range: BINH, clock 1, length 5, of which the doc has none.
    const update = Uint8Array.from([0, 1, ...varint(BINH), 1, 1, 5]);
    expect(refusal(check(doc, update, ink(null)))).toBe('missing-reference');
    const half = Uint8Array.from([0, 1, ...varint(BINH), 1, 0, 5]);
    expect(refusal(check(doc, half, ink(null)))).toBe('missing-reference');
  });

  test('erasing another person’s stroke', () => {
    const doc = inked();
    const update = made(writer(AN, doc), (one) => one.getMap(inkRoot('binh')).delete('0-b1'));
    expect(refusal(check(doc, update, ink(null)))).toBe('not-permitted');
  });

  test('D09 deleting another person’s container, or what lies in it', () => {
    const doc = boxed();
    const outer = made(writer(AN, doc), (one) => one.getMap('box-binh').delete('outer'));
    expect(refusal(check(doc, outer, boxes))).toBe('not-permitted');
    const inner = made(writer(AN, doc), (one) =>
      (one.getMap('box-binh').get('outer') as Y.Map<unknown>).delete('words'),
    );
    expect(refusal(check(doc, inner, boxes))).toBe('not-permitted');
    const letters = made(writer(AN, doc), (one) =>
      ((one.getMap('box-binh').get('outer') as Y.Map<unknown>).get('words') as Y.Text).delete(0, 3),
    );
    expect(refusal(check(doc, letters, boxes))).toBe('not-permitted');
    const owner = made(writer(BINH, doc), (one) => one.getMap('box-binh').delete('outer'));
    expect(refusal(check(doc, owner, boxes, 'binh', [BINH]))).toBe('passed');
  });

  test('C03 overwriting another person’s stroke', () => {
    const doc = inked();
    const update = made(writer(AN, doc), (one) => one.getMap(inkRoot('binh')).set('0-b1', stroke()));
    expect(refusal(check(doc, update, ink(null)))).toBe('not-permitted');
  });

  test('C24 overwriting another person’s key without having seen its value', () => {
    const update = made(writer(AN), (one) => one.getMap(inkRoot('binh')).set('0-b1', stroke()));
    expect(refusal(check(inked(), update, ink(null)))).toBe('not-permitted');
  });

  test('D13 overwriting another person’s container, with all inside it', () => {
    const doc = boxed();
    const update = made(writer(AN, doc), (one) => one.getMap('box-binh').set('outer', new Y.Map()));
    expect(refusal(check(doc, update, boxes))).toBe('not-permitted');
    const inside = made(writer(AN, doc), (one) =>
      (one.getMap('box-binh').get('outer') as Y.Map<unknown>).set('words', new Y.Text('')),
    );
    expect(refusal(check(doc, inside, boxes))).toBe('not-permitted');
  });

  test('neighbours in two different texts, and a neighbour that comes later', () => {
    const doc = new Y.Doc();
    const texts = made(writer(BINH), (one) => {
      for (const words of ['Một', 'Hai']) {
        const paragraph = new Y.XmlElement('paragraph');
        one.getXmlFragment('body').push([paragraph]);
        paragraph.push([new Y.XmlText(words)]);
      }
    });
    Y.applyUpdate(doc, texts);
    // A letter each (content 4), first neighbour on the left (128), then on the right (64): clocks 2 and 7 lie in texts.
    const between = [1, 1, ...varint(AN), 0, 196, ...varint(BINH), 2, ...varint(BINH), 7, 1, 97, 0];
    expect(refusal(check(doc, Uint8Array.from(between), minutes))).toBe('malformed');
    const ahead = [1, 2, ...varint(AN), 0, 132, ...varint(BINH), 2, 1, 97, 132, ...varint(AN), 5, 1, 97, 0];
    expect(refusal(check(doc, Uint8Array.from(ahead), minutes))).toBe('missing-reference');
    const itself = [1, 1, ...varint(AN), 0, 132, ...varint(AN), 0, 1, 97, 0];
    expect(refusal(check(doc, Uint8Array.from(itself), minutes))).toBe('missing-reference');
  });

  test('a named parent that the neighbours belie: the place is the neighbours’', () => {
    // Written in a doc where the key's history is An's, replayed into one where that id is Bình's stroke.
    const forged = writer(BINH);
    forged.getMap(inkRoot('an')).set('0-b1', stroke());
    const update = made(writer(AN, forged), (one) => one.getMap(inkRoot('an')).set('0-b1', stroke()));
    expect(refusal(check(inked(), update, ink(null)))).toBe('not-permitted');
  });

  test.each<[string, Policy, (doc: Y.Doc) => void]>([
    ['an unknown root', ink(null), (one) => one.getMap('other').set('0-a1', stroke())],
    ['another one’s private doc', ink('binh'), (one) => one.getMap(inkRoot('an')).set('0-a1', stroke())],
    ['another one’s reading', reading('binh'), (one) => one.getMap('pages').set('v1-0', 1)],
    ['an unknown element', minutes, (one) => one.getXmlFragment('box').push([new Y.XmlElement('paragraph')])],
  ])('%s is not permitted', (_, policy, change) => {
    expect(refusal(check(new Y.Doc(), made(writer(AN), change), policy))).toBe('not-permitted');
  });

  const mine = inkRoot('an');
  const item = (one: Y.Doc) => {
    const map = new Y.Map();
    one.getMap('items').set('i1', map);
    return map;
  };
  const paragraph = (one: Y.Doc) => {
    const element = new Y.XmlElement('paragraph');
    one.getXmlFragment('body').push([element]);
    return element;
  };
  const nested = (depth: number, one: Y.Doc) => {
    let inside: Y.XmlFragment = one.getXmlFragment('body');
    for (let level = 0; level < depth; level += 2) {
      const list = new Y.XmlElement('bulletList');
      const entry = new Y.XmlElement('listItem');
      inside.push([list]);
      list.push([entry]);
      inside = entry;
    }
  };
  test.each<[string, Policy, (doc: Y.Doc) => void]>([
    ['a stroke of no known kind', ink(null), (one) => one.getMap(mine).set('0-a1', { ...stroke(), t: 'brush' })],
    ['a stroke without points', ink(null), (one) => one.getMap(mine).set('0-a1', { ...stroke(), p: new Uint8Array() })],
    ['a stroke as bytes', ink(null), (one) => one.getMap(mine).set('0-a1', stroke().p)],
    ['a stroke with more', ink(null), (one) => one.getMap(mine).set('0-a1', { ...stroke(), by: 'an' })],
    ['a key of no page', ink(null), (one) => one.getMap(mine).set('a1', stroke())],
    ['a container for a stroke', ink(null), (one) => one.getMap(mine).set('0-a1', new Y.Map())],
    ['a list in a map', ink(null), (one) => one.getArray(mine).push([stroke()])],
    ['a subdocument', ink(null), (one) => one.getMap(mine).set('0-a1', new Y.Doc())],
    ['undefined', agenda, (one) => item(one).set('presenterId', undefined)],
    ['NaN', agenda, (one) => item(one).set('minutes', Number.NaN)],
    ['a BigInt', agenda, (one) => item(one).set('minutes', 5n)],
    ['a field of another name', agenda, (one) => item(one).set('state', 'adopted')],
    ['a title that is no text', agenda, (one) => item(one).set('title', 'Một')],
    ['a title with formats', agenda, (one) => item(one).set('title', bold())],
    ['an item as a plain object', agenda, (one) => one.getMap('items').set('i1', { title: 'Một' })],
    ['__proto__ as a key', agenda, (one) => one.getMap('items').set('__proto__', new Y.Map())],
    ['an order of other letters', agenda, (one) => item(one).set('order', 'É')],
    ['a table in a paragraph', minutes, (one) => paragraph(one).push([new Y.XmlElement('table')])],
    ['an unknown node', minutes, (one) => one.getXmlFragment('body').push([new Y.XmlElement('iframe')])],
    ['words outside a paragraph', minutes, (one) => one.getXmlFragment('body').push([new Y.XmlText('trần')])],
    ['an unknown attribute', minutes, (one) => paragraph(one).setAttribute('onclick', 'x')],
    ['an attribute out of bounds', minutes, (one) => paragraph(one).setAttribute('textAlign', 'up')],
    ['an unknown mark', minutes, (one) => paragraph(one).push([marked({ link: { href: 'javascript:x' } })])],
    ['a fact without a stream', minutes, (one) => paragraph(one).push([marked({ fact: { seq: 1 } })])],
    ['an embed', minutes, (one) => paragraph(one).push([embedded()])],
    ['a hook', minutes, (one) => paragraph(one).push([new Y.XmlHook('paragraph') as unknown as Y.XmlText])],
    ['NUL in words', minutes, (one) => paragraph(one).push([new Y.XmlText('a\0b')])],
    ['a list 18 deep', minutes, (one) => nested(18, one)],
  ])('%s is bad content', (_, policy, change) => {
    expect(refusal(check(new Y.Doc(), made(writer(AN), change), policy))).toBe('bad-content');
  });

  test('a list 16 deep is honest', () => {
    expect(
      refusal(
        check(
          new Y.Doc(),
          made(writer(AN), (one) => nested(16, one)),
          minutes,
        ),
      ),
    ).toBe('passed');
  });
});

test('stored updates are applied as they are, without tidying what no one tidied then', () => {
  const doc = new Y.Doc();
  const text = new Y.XmlText('Khai mạc');
  doc.getXmlFragment('body').push([text]);
  const both = [AN, BINH].map((client) =>
    made(writer(client, doc), (one) => (one.getXmlFragment('body').get(0) as Y.XmlText).format(0, 4, { bold: {} })),
  );
  const [kept, tidied] = [writer(1, doc), writer(1, doc)];
  replay(kept, both);
  for (const update of both) Y.applyUpdate(tidied, update);
  expect(Y.snapshot(kept).ds.clients.size).toBe(0);
  expect(Y.snapshot(tidied).ds.clients.size).toBeGreaterThan(0);
  expect(kept.getXmlFragment('body').toString()).toBe(tidied.getXmlFragment('body').toString());
});

test('after stored updates were applied, places are counted as they are now', () => {
  const doc = writer(BINH);
  const text = doc.getText('words');
  for (let n = 0; n < 300; n += 1) text.insert(0, 'a');
  const mine = writer(AN, doc);
  const own = mine.getText('words');
  // Yjs remembers where it last was.
  own.insert(200, 'x');
  own.insert(201, 'x');
  replay(mine, [made(doc, () => text.insert(0, 'b'.repeat(50)))], 'remote');
  own.insert(150, '|');
  expect(own.toString().indexOf('|')).toBe(150);
});

function bold(): Y.Text {
  const text = new Y.Text('Một');
  text.format(0, 3, { bold: true });
  return text;
}
function marked(attributes: object): Y.XmlText {
  const text = new Y.XmlText();
  text.insert(0, 'Một', attributes);
  return text;
}
function embedded(): Y.XmlText {
  const text = new Y.XmlText();
  text.insertEmbed(0, { image: 'x' });
  return text;
}
function varint(value: number): number[] {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
