import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { DocCopy, liesBehind, withoutUnsent } from './doc-copy.js';

function writer(clientID: number, ...updates: Uint8Array[]) {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  doc.clientID = clientID;
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  return { doc, text: doc.getText('body'), made };
}
/** Two people make the same words bold at once: Yjs finds one of the formats superfluous, on whoever receives them. */
function boldTwice() {
  const first = writer(1);
  first.text.insert(0, 'Kính gửi Hội đồng');
  const one = writer(2, ...first.made);
  const two = writer(3, ...first.made);
  one.text.format(0, 8, { bold: true });
  two.text.format(0, 8, { bold: true });
  return [...first.made, ...one.made, ...two.made];
}

test("a reader's tablet tidies no formats, which would be writing", () => {
  const updates = boldTwice();
  const plain = writer(9);
  for (const update of updates) Y.applyUpdate(plain.doc, update);
  // Left to itself, Yjs emits more than it was given.
  expect(plain.made.length).toBeGreaterThan(updates.length);

  const made: Uint8Array[] = [];
  const copy = new DocCopy((update) => made.push(update));
  // An editor is bound to it; before that Yjs does not know that it is text.
  copy.doc.getText('body');
  for (const update of updates) expect(copy.take('server', [update])).toBe(true);
  expect(made).toEqual([]);
  expect(copy.doc.getText('body').toString()).toBe('Kính gửi Hội đồng');
});

test('only what this person makes is made', () => {
  const made: Uint8Array[] = [];
  const copy = new DocCopy((update) => made.push(update));
  const other = writer(1);
  other.text.insert(0, 'a');
  copy.take('server', other.made);
  copy.doc.getText('body').insert(1, 'b');
  expect(made).toHaveLength(1);
  expect(copy.take('server', made)).toBe(false);
});

test('words go where the person puts them, also right after a remote change', () => {
  const other = writer(1);
  const words = Array.from({ length: 200 }, (_, at) => `từ ${at} `);
  for (const word of words) other.text.insert(other.text.length, word);
  const copy = new DocCopy(() => {});
  copy.take('server', other.made);
  const text = copy.doc.getText('body');
  // Yjs remembers places by index; they must be forgotten when others write before them.
  text.insert(500, 'X');
  const before = other.made.length;
  other.text.insert(0, 'đầu tiên ');
  copy.take('server', other.made.slice(before));
  const expected = text.toString();
  text.insert(520, 'Y');
  expect(text.toString()).toBe(`${expected.slice(0, 520)}Y${expected.slice(520)}`);
});

test('what waits for something missing counts as new, and is whole once that comes', () => {
  const other = writer(1);
  other.text.insert(0, 'a');
  other.text.insert(1, 'b');
  const copy = new DocCopy(() => {});
  expect(copy.take('server', [other.made[1]!])).toBe(true);
  expect(copy.doc.getText('body').toString()).toBe('');
  copy.take('server', [other.made[0]!]);
  expect(copy.doc.getText('body').toString()).toBe('ab');
});

test('clocks of unsent updates are taken back to where the first of them begins', () => {
  const mine = writer(7);
  for (const letter of 'abc') mine.text.insert(0, letter);
  const clocks = new Map([
    [1, 40],
    [7, 3],
  ]);
  expect(withoutUnsent(clocks, mine.made.slice(1))).toEqual(
    new Map([
      [1, 40],
      [7, 1],
    ]),
  );
  expect(withoutUnsent(clocks, mine.made)).toEqual(new Map([[1, 40]]));
});

test.each([
  { server: [[1, 40]], behind: false },
  { server: [[1, 41]], behind: false },
  { server: [[1, 39]], behind: true },
  { server: [[2, 99]], behind: true },
] as { server: [number, number][]; behind: boolean }[])('a server at $server lies behind: $behind', (row) => {
  expect(liesBehind(Y.encodeStateVector(new Map(row.server)), new Map([[1, 40]]))).toBe(row.behind);
});
