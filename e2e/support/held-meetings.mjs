// Two meetings of the last days, held, their minutes not yet drafted, for stories about texts: `node held-meetings.mjs
// DATA_DIR NOW` while no server runs on that store. By the product's own commands, as the demonstration's past was.
import { createPdfs } from '../../server/dist/adapters/pdf/pdfs.js';
import { openSqliteStore } from '../../server/dist/adapters/sqlite/open.js';
import { createClock } from '../../server/dist/adapters/system.js';
import { createApp } from '../../server/dist/app.js';
import { readConfig } from '../../server/dist/config.js';
import { readBody, readPast } from '../../server/dist/demo/data.js';
import { pastMeeting } from '../../server/dist/demo/past-meeting.js';
import { createStage, play } from '../../server/dist/demo/stage.js';
import { loadProfiles } from '../../server/dist/profiles/load.js';

const [folder, now] = process.argv.slice(2);
const clock = createClock(now);
const store = await openSqliteStore({ folder, now: clock.now });
const pdfs = createPdfs(1);
const body = readBody();
const fail = (fault) => {
  throw fault;
};
const app = await createApp({
  config: readConfig({ DATA_DIR: folder }),
  store,
  pdfs,
  clock,
  profiles: loadProfiles(),
  print: () => fail(new Error('nothing is printed')),
  bodyId: body.id,
  release: 'story',
  report: fail,
});
await app.start();
const [like] = readPast().meetings.slice(-1);
const item = (id, title, conclusion) => ({
  ...like.items[0],
  ...{ id, title, conclusion, state: 'noted', poll: null, tasks: [] },
});
const held = (date, number) => ({
  ...like,
  ...{ id: `m-${date}`, title: 'Phiên họp chuyên đề về phòng cháy rừng', type: 'thematic', number, date },
  ...{ startedAt: `${date}T01:00:00.000Z`, closedAt: `${date}T03:00:00.000Z`, secretary: 'p-huong', absent: [] },
  items: [
    item(`m-${date}-i1`, 'Trực gác mùa khô', 'Các xã bố trí người trực gác từ ngày 01/12.'),
    item(`m-${date}-i2`, 'Đường băng cản lửa', 'Phát dọn xong đường băng cản lửa trước ngày 15/12.'),
  ],
});
const stage = createStage({ app, store, clock });
// Prepared, its papers sent, held.
const happenings = [held('2026-11-24', 22), held('2026-11-25', 23)].flatMap((one) =>
  pastMeeting(stage, body, one).slice(0, 3),
);
await play(
  happenings,
  clock,
  () => app.settled(),
  () => {},
);
await app.drain();
await pdfs.close();
await store.close();
