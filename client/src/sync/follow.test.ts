import { expect, test, vi } from 'vitest';
import { until } from './readable.js';
import { stage } from './tablet.fixture.js';
import { throttle } from './throttle.js';

const { server: startServer, tab, person } = stage();
const at = (pageIndex: number) => ({ meetingId: 'm1', versionId: 'v1', pageIndex, zoom: 1, left: 0, top: 0 });

test('the first position goes at once, of the rest the last', () => {
  vi.useFakeTimers();
  try {
    const calls: number[] = [];
    const call = throttle<number>(60, (n) => calls.push(n));
    for (const n of [1, 2, 3]) call(n);
    expect(calls).toEqual([1]);
    vi.advanceTimersByTime(60);
    expect(calls).toEqual([1, 3]);
    vi.advanceTimersByTime(600);
    expect(calls).toEqual([1, 3]);
    call(4);
    expect(calls).toEqual([1, 3, 4]);
    call(5);
    call.cancel();
    vi.advanceTimersByTime(600);
    expect(calls).toEqual([1, 3, 4]);
  } finally {
    vi.useRealTimers();
  }
});

test("a presenter's page reaches who follows, and his last one is never lost", async () => {
  const server = await startServer();
  const an = person('an');
  const [presenter, member] = await Promise.all([tab(server, an), tab(server, person('binh'))]);
  for (const { connection } of [presenter, member]) await until(connection.state, ({ link }) => link === 'connected');
  const seen: number[] = [];
  const last = new Promise<string>((resolve) => {
    member.follow.onPosition(({ pageIndex, personId }) => {
      seen.push(pageIndex);
      if (pageIndex === 9) resolve(personId);
    });
  });
  for (let page = 0; page < 10; page += 1) presenter.follow.sendPosition(at(page));
  expect(await last).toBe(an);
  expect(seen).toEqual([0, 9]);
});
