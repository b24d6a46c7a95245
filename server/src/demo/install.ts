import { type AppParts, createApp } from '../app.js';
import { documentsOf, tasksOf } from './afterwards.js';
import { readBody, readPapers, readPast, readUpcoming } from './data.js';
import { foundDemo } from './found-body.js';
import { november } from './november.js';
import { pastMeeting } from './past-meeting.js';
import { createStage, lastInstant, onDay, play } from './stage.js';

export { printLinks } from './links.js';

/** Before the first meeting was prepared. */
const FOUNDED = '2023-12-01';
const TELL_EVERY = 100;

/**
 * Sets up the demonstration: the body, its past meetings up to the archive, its documents, and the next session convened;
 * all of it by the product's own commands, with the clock standing at each past instant. The store says that it holds a
 * body only at the end, so what was interrupted goes on where it ended; a second call does nothing.
 *
 * @param tell is given a line of progress now and then.
 * @returns the body's id.
 * @throws Refused, or the first fault of the store or of what follows from the commands.
 */
export async function installDemo(
  given: Omit<AppParts, 'bodyId'>,
  tell: (line: string) => void = () => {},
): Promise<string> {
  const { store, clock, pdfs } = given;
  const body = readBody();
  const installed = await store.vault.get('installation');
  if (installed) return (installed.value as { bodyId: string }).bodyId;

  const founded = onDay(FOUNDED, 0, '02:00');
  const { meetings, decisions } = readPast();
  const upcoming = readUpcoming();
  // Where it was interrupted, what was still to follow follows then.
  const ids = [...meetings, upcoming].map(({ id }) => `meeting/${id}`);
  clock.standAt((await lastInstant(store, ids)) ?? founded);
  // Followers try again for ever; here whoever waits for them must learn that they cannot.
  const faults: unknown[] = [];
  let fail = (_fault: unknown) => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const report: AppParts['report'] = (fault, about) => {
    given.report(fault, about);
    faults.push(fault);
    fail(fault);
  };
  const app = await createApp({ ...given, report, bodyId: body.id });
  const playing = playAll();
  try {
    await Promise.race([failed, playing]);
  } finally {
    await app.drain();
    await playing.catch(() => {});
    clock.standAt(null);
  }
  await store.vault.put('installation', { bodyId: body.id }, 'absent');
  return body.id;

  async function playAll() {
    await app.start();
    const stage = createStage({ app, store, clock });
    const happenings = [
      { at: founded, what: () => foundDemo(stage, body) },
      ...meetings.flatMap((one) => [...pastMeeting(stage, body, one), ...tasksOf(stage, one)]),
      ...documentsOf(stage, body, decisions),
      ...november(stage, { body, meeting: upcoming, papers: readPapers(), pdfs }),
    ];
    const settled = async () => {
      await app.settled();
      if (faults.length > 0) throw faults[0];
    };
    await play(happenings, clock, settled, (count) => {
      if (count % TELL_EVERY === 0) tell(`Set up: ${count} of ${happenings.length} steps, ${clock.now().slice(0, 7)}`);
    });
  }
}
