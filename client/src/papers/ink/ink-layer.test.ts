import { inkRoot, type Stroke } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { InkLayer, newStrokeId, strokesOf } from './ink-layer.js';

const stroke = (colour: Stroke['c'] = 'blue'): Stroke => ({
  t: 'pen',
  c: colour,
  w: 2,
  p: new Uint8Array(
    encodeStroke([
      { x: 10, y: 10, pressure: 0.5 },
      { x: 60, y: 12, pressure: 0.7 },
    ]),
  ),
});
const keys = (layer: InkLayer) => layer.strokes().map(({ key, personId }) => `${personId}:${key}`);
const join = (a: Y.Doc, b: Y.Doc) => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
};

test('undo and redo touch what this hand did and nothing that another did meanwhile', () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  const layer = new InkLayer(mine, 'shared', 'an');
  const other = new InkLayer(theirs, 'shared', 'binh');
  layer.add(0, 'a', stroke());
  other.add(0, 'b', stroke('red'));
  join(mine, theirs);
  layer.undo();
  join(mine, theirs);
  expect(keys(layer)).toEqual(['binh:0-b']);
  expect(layer.canUndo).toBe(false);
  layer.redo();
  join(mine, theirs);
  expect(keys(other)).toEqual(['an:0-a', 'binh:0-b']);
});

test('each stroke is a step of its own, and one passage of the eraser is one step', () => {
  const layer = new InkLayer(new Y.Doc(), 'private', 'an');
  for (const id of ['a', 'b', 'c']) layer.add(1, id, stroke());
  layer.erase(['1-a', '1-b']);
  expect(keys(layer)).toEqual(['an:1-c']);
  layer.undo();
  expect(layer.strokes()).toHaveLength(3);
  layer.undo();
  expect(keys(layer)).toEqual(['an:1-a', 'an:1-b']);
});

test('the eraser leaves the strokes of others', () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  const layer = new InkLayer(mine, 'shared', 'an');
  new InkLayer(theirs, 'shared', 'binh').add(0, 'b', stroke());
  join(mine, theirs);
  layer.erase(['0-b']);
  join(mine, theirs);
  expect(keys(layer)).toEqual(['binh:0-b']);
});

test('what did not change keeps its identity, so it is not drawn again', () => {
  const layer = new InkLayer(new Y.Doc(), 'private', 'an');
  layer.add(0, 'a', stroke());
  const [before] = layer.strokes();
  layer.add(0, 'b', stroke());
  expect(layer.strokes()[0]).toBe(before);
  expect(layer.strokes()).toBe(layer.strokes());
});

test('what is no stroke is not shown', () => {
  const doc = new Y.Doc();
  doc.getMap(inkRoot('an')).set('0-a', { t: 'pen', c: 'blue', w: 2, p: 'not bytes' });
  doc.getMap(inkRoot('an')).set('nowhere', stroke());
  expect(new InkLayer(doc, 'private', 'an').strokes()).toEqual([]);
});

test.each([true, false])('the strokes of a refused update are found again (whole doc kept: %s)', (whole) => {
  const doc = new Y.Doc();
  const layer = new InkLayer(doc, 'shared', 'an');
  if (whole) layer.add(0, 'accepted', stroke());
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  layer.add(3, 'refused', stroke('red'));
  const found = strokesOf(
    { updates, state: whole ? Y.encodeStateAsUpdate(doc) : null, refusal: 'not-permitted' },
    'an',
    new Y.Doc(),
  );
  expect(found).toEqual([{ key: '3-refused', stroke: stroke('red') }]);
});

test('of a paper that may be read again, what was refused is told though more was drawn before it under the same id', () => {
  const doc = new Y.Doc();
  const layer = new InkLayer(doc, 'shared', 'an');
  layer.add(3, 'taken', stroke());
  const atServer = new Y.Doc();
  Y.applyUpdate(atServer, Y.encodeStateAsUpdate(doc));
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  layer.add(3, 'refused', stroke('red'));
  const state = Y.mergeUpdates([Y.encodeStateAsUpdate(atServer), ...updates]);
  const draft = { updates, state, refusal: 'not-allowed' };
  expect(strokesOf(draft, 'an', atServer)).toEqual([{ key: '3-refused', stroke: stroke('red') }]);
  expect(new InkLayer(atServer, 'shared', 'an').strokes()).toHaveLength(1);
});

test('a stroke that the server has after all is not offered', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  new InkLayer(doc, 'shared', 'an').add(3, 'stored', stroke());
  const state = Y.encodeStateAsUpdate(doc);
  expect(strokesOf({ updates, state, refusal: 'not-allowed' }, 'an', doc)).toEqual([]);
});

test('strokes made later have keys that sort later', () => {
  const made = [9, 99, 1_795_000_000_000, 1_795_000_000_001].map((now) => newStrokeId(now, 'f3-a'));
  expect(made.toSorted()).toEqual(made);
  expect(made[0]).toMatch(/^[A-Za-z0-9_-]{1,48}$/);
});
