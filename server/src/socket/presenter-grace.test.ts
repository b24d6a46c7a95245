import { system } from '@ecab/shared/access/can';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCabinet } from '../testing/app.fixture.js';
import { openStages } from '../testing/stages.fixture.js';
import { createPresenterGrace, GRACE_MS } from './presenter-grace.js';

let cabinet: TestCabinet;
beforeAll(async () => {
  cabinet = await openStages();
}, 60_000);
afterAll(() => cabinet.close());

/** Time that passes only when it is told to. */
function watch() {
  const due = new Set<{ ms: number; run: () => void }>();
  const lapsed: string[] = [];
  let told = () => {};
  const grace = createPresenterGrace({
    hosts: cabinet.app.hosts,
    later(ms, run) {
      const one = { ms, run };
      due.add(one);
      return () => void due.delete(one);
    },
    lapse: async (meetingId, { personId }) => {
      lapsed.push(`${meetingId} ${personId}`);
      told();
    },
    report: (fault) => {
      throw fault;
    },
  });
  const pass = () => {
    const all = [...due];
    due.clear();
    for (const { run } of all) run();
    return all.map(({ ms }) => ms);
  };
  const next = () =>
    new Promise<void>((done) => {
      told = done;
    });
  return { grace, pass, lapsed, next };
}

// At this stage g1 presents.
const MEETING = 'm-guest_in';

test('a holder who is away for fifteen seconds loses the token; back before that he keeps it', async () => {
  const { grace, pass, lapsed, next } = watch();
  grace.gone(MEETING, 'g1');
  grace.came(MEETING, 'g1');
  expect(pass()).toEqual([]);
  grace.gone(MEETING, 'p1');
  grace.gone(MEETING, 'g1');
  const lapse = next();
  expect(pass()).toEqual([GRACE_MS, GRACE_MS]);
  await lapse;
  expect(lapsed, 'and whoever else was away loses nothing').toEqual([`${MEETING} g1`]);
});

test('what stops with the server lapses no more', () => {
  const { grace, pass } = watch();
  grace.gone(MEETING, 'g1');
  grace.close();
  expect(pass()).toEqual([]);
});

test('the server’s own order is obeyed: the token is then a secretary’s', async () => {
  const since = (await cabinet.app.hosts.meeting(MEETING)).folded().state.presenter.since ?? '';
  const holder = { personId: 'g1', since };
  const answer = await cabinet.app.commands.issue(system, `meeting/${MEETING}`, 'lapse-1', 'presenter:lapse', holder);
  expect(answer).toMatchObject({ ok: true });
  expect((await cabinet.app.hosts.meeting(MEETING)).folded().state.presenter.holder).toBe('s1');
});
