import type { Folded } from '@ecab/shared/ledger/batch';
import type { Room } from '@ecab/shared/ledger/machines';
import { after, meetingId, sent, versionId, who } from '@ecab/shared/testing/meeting';
import { stages } from '@ecab/shared/testing/stages';
import { beforeEach, expect, test } from 'vitest';
import type { Hosts } from '../ledger/hosts.js';
import { createFollow, type Follower } from './follow.js';

let folded: Folded<Room>;
let appended: (kind: string, entry: { after: Folded<Room> }) => void;
let follow: ReturnType<typeof createFollow>;
let told: string[];
beforeEach(() => {
  told = [];
  const hosts = {
    meeting: async () => ({ folded: () => folded }),
    onAppended: (listener: typeof appended) => {
      appended = listener;
    },
  };
  follow = createFollow(hosts as unknown as Hosts, { came: () => {}, gone: () => {} });
});
const tablet = (personId: string): Follower => ({
  who: () => who(personId),
  follow: (_meeting, { versionId: shown }) => void told.push(`${personId} ${shown}`),
});
const at = (paperId: string) => ({
  ...{ meetingId, versionId: versionId(paperId), pageIndex: 0, zoom: 1, left: 0, top: 0 },
});
const stage = (name: string, ...steps: Parameters<typeof sent>[]) =>
  after(stages().get(name) as Folded<Room>, ...steps.map((step) => sent(...step)));

test('where the presenter is, is told to who may read the paper, at once and to who comes later; to no wall', async () => {
  folded = stage('discussing', ['p0', 'presenter:take']);
  const chair = tablet('p0');
  for (const one of [chair, ...['p1', 'g1', 'x1', 'd1', 'd2'].map(tablet)]) await follow.join(meetingId, one);
  expect(await follow.move(chair, at('t-i2'))).toBe(true);
  expect(told.splice(0)).toEqual([`p1 ${versionId('t-i2')}`]);
  for (const late of ['g1', 'd1', 's1']) await follow.join(meetingId, tablet(late));
  expect(told.splice(0)).toEqual([`s1 ${versionId('t-i2')}`]);
  expect(await follow.move(tablet('p1'), at('t-i2')), 'he does not present').toBe(false);
  expect(told).toEqual([]);
});

test('behind closed doors it is told to members and staff only, and is forgotten with the token', async () => {
  folded = stage('doors_closed', ['p0', 'presenter:take']);
  const chair = tablet('p0');
  for (const one of [chair, ...['p1', 'u1', 'o1', 'd1'].map(tablet)]) await follow.join(meetingId, one);
  expect(await follow.move(chair, at('t-i4'))).toBe(true);
  expect(told.splice(0)).toEqual([`p1 ${versionId('t-i4')}`]);
  folded = after(folded, sent('p0', 'presenter:release'));
  appended('meeting', { after: folded });
  await follow.join(meetingId, tablet('p2'));
  expect(await follow.move(chair, at('t-i4'))).toBe(false);
  expect(told).toEqual([]);
});
