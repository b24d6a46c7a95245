import { factsOf } from '@ecab/shared/minutes/facts';
import { draftOf, whole } from '@ecab/shared/minutes/meeting.fixture';
import { minutesSchema } from '@ecab/shared/minutes/schema';
import { checkUpdate, limits } from '@ecab/shared/sync/check';
import { contentDigest, type RichNode } from '@ecab/shared/sync/content';
import { nodes, minutes as policy } from '@ecab/shared/sync/policies/minutes';
import { yXmlFragmentToProsemirror } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readMinutes, seedMinutes } from './seed.js';

const draft = draftOf(whole());
const seeded = (json: RichNode = draft) => {
  const doc = new Y.Doc();
  seedMinutes(doc, json);
  return doc;
};
const inSchema = (json: RichNode) => minutesSchema.nodeFromJSON(json).toJSON();

test('what is read is what was seeded', () => {
  expect(inSchema(readMinutes(seeded()))).toEqual(inSchema(draft));
  expect(factsOf(readMinutes(seeded()))).toEqual(factsOf(draft));
});

test('an editor that opens the doc finds the same, and has nothing to mend', () => {
  const doc = seeded();
  const before = Y.encodeStateVector(doc);
  expect(yXmlFragmentToProsemirror(minutesSchema, doc.getXmlFragment('body')).toJSON()).toEqual(inSchema(draft));
  expect(Y.encodeStateVector(doc)).toEqual(before);
});

test('the same draft has the same digest, whichever client wrote it', () => {
  expect(contentDigest(seeded(), 'minutes')).toBe(contentDigest(seeded(), 'minutes'));
});

test('a doc is not seeded twice', () => {
  const doc = seeded();
  expect(() => seedMinutes(doc, draft)).toThrow(RangeError);
});

test('a draft that does not fit the schema is not written', () => {
  const doc = new Y.Doc();
  expect(() => seedMinutes(doc, { type: 'doc', content: [{ type: 'bulletList' }] })).toThrow(RangeError);
  expect(doc.getXmlFragment('body')).toHaveLength(0);
});

test('what is seeded passes the check of updates, so what editors write of it does too', () => {
  const rich: RichNode = {
    type: 'doc',
    content: [
      ...(draft.content ?? []),
      {
        type: 'paragraph',
        attrs: { textAlign: 'center' },
        content: [
          { type: 'text', text: 'đậm', marks: [{ type: 'bold' }, { type: 'italic' }, { type: 'underline' }] },
          { type: 'hardBreak' },
        ],
      },
    ],
  };
  const update = Y.encodeStateAsUpdate(seeded(rich));
  const sender = { personId: 's1', leased: () => true };
  const generous = { ...limits, bytes: update.length };
  expect(checkUpdate(new Y.Doc(), update, policy, sender, generous)).toMatchObject({ ok: true });
});

test('schema and policy name the same nodes and the same attributes', () => {
  const names = Object.keys(minutesSchema.nodes).filter((name) => name !== 'text');
  expect(names.sort()).toEqual(Object.keys(nodes).sort());
  for (const [name, node] of Object.entries(nodes))
    expect(Object.keys(minutesSchema.nodes[name as 'doc']?.spec.attrs ?? {}).sort(), name).toEqual(
      Object.keys('attributes' in node ? node.attributes : {}).sort(),
    );
});
