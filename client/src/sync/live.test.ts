import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { expect, test } from 'vitest';
import { createLive } from './live.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person } = stage();
const name = sharedInkDoc('v1');
const ink = (from: number) => ({ kind: 'ink', key: '0-a1', c: 'blue', w: 2, from, p: 'AAAAAAAAAAAA' }) as const;

async function pens() {
  const server = await startServer();
  const { connection, device } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  const live = createLive(name, connection, device);
  return { server, live };
}
const others = (all: object[]) => ({ name, all: all as never });

test('a pen says where it is, a few times a second, and that it is lifted', async () => {
  const { server, live } = await pens();
  for (let from = 0; from < 20; from += 1) live.say(ink(from));
  await seen(() => expect(server.said('doc:live').at(-1)?.live).toMatchObject({ from: 19 }));
  expect(server.said('doc:live').length).toBeLessThan(5);
  live.close();
  await seen(() => expect(server.said('doc:live').at(-1)?.live).toBeNull());
});

test('of others the last word of each pen is seen; one’s own is not, nor of another doc', async () => {
  const { server, live } = await pens();
  live.say(ink(0));
  await seen(() => expect(server.said('doc:live')).toHaveLength(1));
  const own = server.said('doc:live')[0]!.pen;
  server.tell('doc:live', { name: 'paper/v2/shared@1', all: [{ pen: 'z', personId: 'binh', live: ink(0) }] });
  server.tell(
    'doc:live',
    others([
      { pen: own, personId: 'an', live: ink(0) },
      { pen: 'b', personId: 'binh', live: ink(0) },
      { pen: 'c', personId: 'chi', live: { kind: 'pointer', pageIndex: 0, x: 1, y: 2 } },
    ]),
  );
  server.tell('doc:live', others([{ pen: 'b', personId: 'binh', live: ink(7) }]));
  const told = await until(live.others, (all) => all.some((one) => one.live?.kind === 'ink' && one.live.from === 7));
  expect(told.map(({ pen }) => pen).sort()).toEqual(['b', 'c']);
  server.tell('doc:live', others([{ pen: 'b', personId: 'binh', live: null }]));
  await until(live.others, (all) => all.length === 1);
  server.cut();
  await until(live.others, (all) => all.length === 0);
  live.close();
});
