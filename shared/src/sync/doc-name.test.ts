import { expect, test } from 'vitest';
import { agendaDoc, minutesDoc, parseDocName, privateInkDoc, readingDoc, sharedInkDoc } from './doc-name.js';

test.each([
  [agendaDoc('m1'), 'meeting/m1/agenda@1', { kind: 'agenda', meetingId: 'm1', schema: 1 }],
  [minutesDoc('m1'), 'meeting/m1/minutes@1', { kind: 'minutes', meetingId: 'm1', schema: 1 }],
  [sharedInkDoc('v1'), 'paper/v1/shared@1', { kind: 'shared-ink', versionId: 'v1', schema: 1 }],
  [
    privateInkDoc('v1', 'an'),
    'paper/v1/private/an@1',
    { kind: 'private-ink', versionId: 'v1', personId: 'an', schema: 1 },
  ],
  [readingDoc('an'), 'person/an/reading@1', { kind: 'reading', personId: 'an', schema: 1 }],
])('%s', (made, name, parsed) => {
  expect(made).toBe(name);
  expect(parseDocName(name)).toEqual(parsed);
});

test('a doc of another schema is another doc', () => {
  expect(parseDocName('meeting/m1/minutes@2')).toEqual({ kind: 'minutes', meetingId: 'm1', schema: 2 });
});

test.each([
  'meeting/m1/minutes',
  'meeting/m1/minutes@0',
  'meeting/m1/minutes@01',
  'meeting//minutes@1',
  'meeting/m1/papers@1',
  'meeting/a/b/minutes@1',
  'meeting/a@b/minutes@1',
  'paper/v1/private@1',
  'paper/v1/private/an@1\n',
  'person/đức/reading@1',
  'board/meeting/m1@1',
  '',
])('%j names no doc', (name) => {
  expect(parseDocName(name)).toBeNull();
});
