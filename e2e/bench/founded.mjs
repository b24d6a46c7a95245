import { createPdfs } from '../../server/dist/adapters/pdf/pdfs.js';
import { createPrinter } from '../../server/dist/adapters/pdf-make/printer.js';
import { createClock } from '../../server/dist/adapters/system.js';
import { createApp } from '../../server/dist/app.js';
import { readConfig } from '../../server/dist/config.js';
import { draftAgenda, publishAgenda } from '../../server/dist/demo/agenda-draft.js';
import { createStage } from '../../server/dist/demo/stage.js';
import { loadProfiles } from '../../server/dist/profiles/load.js';
import { BODY, CHAIR, ITEM, MEETING, MEMBERS, member, PAPER, SECRETARY } from './names.mjs';

export * from './names.mjs';

/** A server in this process on any store; its body comes from {@link found}. */
export async function cabinet(store, { port = 0, bodyId = BODY, report = (fault) => console.error(fault) } = {}) {
  const clock = createClock(null);
  const pdfs = createPdfs();
  const config = readConfig({ PORT: String(port), DEMO: 'off', LOG_LEVEL: 'silent' });
  const printer = createPrinter();
  const profiles = loadProfiles();
  const app = await createApp({
    config,
    store,
    pdfs,
    clock,
    profiles,
    print: printer.print,
    bodyId,
    release: 'bench',
    report,
  });
  const close = async () => {
    await app.drain();
    await Promise.all([pdfs.close(), printer.close()]);
  };
  return { app, clock, profiles, close };
}

/**
 * A body of 500 members, a chair and a secretary in the middle of a session, one paper before them: made by the product's
 * own commands, nothing written past them. What stands in for a day's work of a clerk is only that one process gives all
 * of the orders.
 * @returns a cookie for each, of one signed-in tablet.
 */
export async function found(store, { app, clock, profiles }) {
  await app.start();
  const stage = createStage({ app, store, clock });
  const today = clock.now().slice(0, 10);
  const profileId = profiles.find(
    ({ id, validFrom, validTo }) => id.startsWith('vn.ubnd') && validFrom <= today && (validTo ?? '9') >= today,
  ).id;
  const person = (personId, seat, roles = []) => ({
    ...{ personId, fullName: `Người ${personId}`, displayName: null, sortKey: personId, position: 'Thành viên' },
    ...{ agency: 'Ủy ban', signIn: personId, roles, votes: seat !== null, seat, standsFor: null },
  });
  const body = `body/${BODY}`;
  await stage.order('system', body, 'body:found', {
    ...{ bodyId: BODY, name: 'Ủy ban đo đạc', shortName: 'UBĐĐ', symbolSuffix: 'UBND', locality: 'Hà Nội' },
    ...{ timeZone: 'Asia/Ho_Chi_Minh', profileId, offsetMinutes: 420, headId: null },
  });
  await stage.order('system', body, 'roster:add', { person: person('p-admin', null, ['admin']) });
  const members = Array.from({ length: MEMBERS }, (_, n) => member(n + 1));
  const roster = [
    person(CHAIR, 1),
    person(SECRETARY, null, ['secretary']),
    ...members.map((one, n) => person(one, n + 2)),
  ];
  await Promise.all(roster.map((one) => stage.order('p-admin', body, 'roster:add', { person: one })));

  const meeting = `meeting/${MEETING}`;
  const order = (by, name, request) => stage.order(by, meeting, name, request);
  await order(SECRETARY, 'meeting:create', {
    ...{ kind: 'regularSession', title: 'Phiên họp đo', number: 1, startsAt: clock.now(), place: 'Hội trường' },
    ...{ roomId: null, chairId: CHAIR, profileId },
  });
  const seat = (personId, role) => ({ personId, role, items: [], standsFor: null });
  await order(SECRETARY, 'person:call', {
    people: [...members.map((one) => seat(one, 'member')), seat(SECRETARY, 'secretary')],
  });
  await draftAgenda(stage, MEETING, SECRETARY, [
    {
      ...{ id: ITEM, title: 'Tờ trình', presenterId: CHAIR, unit: '', minutes: 30, kind: 'decision', parent: null },
      ...{ vote: 'open', audience: 'everyone' },
    },
  ]);
  const bytes = Buffer.from('%PDF-1.7 of the bench');
  const { sha256, size: sizeBytes } = await store.blobs.put(bytes);
  await publishAgenda(stage, MEETING, SECRETARY);
  const facts = { sha256, sizeBytes, pages: 40, needsPassword: false, text: null, filename: 'to-trinh.pdf' };
  const paper = { paperId: PAPER, itemId: ITEM, title: 'Tờ trình', ...facts };
  await stage.order(SECRETARY, meeting, 'paper:add', paper, 'whole');
  await order(SECRETARY, 'papers:send', { reason: '' });
  await order(SECRETARY, 'attendance:open');
  await Promise.all([CHAIR, SECRETARY, ...members].map((one) => order(one, 'attendance:check-in')));
  await order(CHAIR, 'session:open', { withoutVoting: false });
  await order(CHAIR, 'item:call', { itemId: ITEM });
  await order(CHAIR, 'presenter:take');

  const cookies = {};
  for (const personId of [CHAIR, SECRETARY, ...members]) {
    const from = { address: '127.0.0.1', userAgent: undefined, cookie: undefined };
    const signed = await app.identity.desk.open({ kind: 'person', personId }, 'link', false, false, from);
    cookies[personId] = signed.cookies[0].split(';')[0];
  }
  await app.settled();
  await store.vault.put('installation', { bodyId: BODY }, 'absent');
  return cookies;
}
