import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Pdfs } from '../papers/check.js';
import { draftAgenda, type Planned, publishAgenda } from './agenda-draft.js';
import { type DemoBody, type DemoPaper, demoFile, type Upcoming } from './data.js';
import { ROOM } from './found-body.js';
import { type Happening, onDay, Refused, type Stage } from './stage.js';

export interface November {
  readonly body: DemoBody;
  readonly meeting: Upcoming;
  readonly papers: readonly DemoPaper[];
  readonly pdfs: Pick<Pdfs, 'check'>;
}
/** The day the secretariat began to prepare it, and the one on which the papers were uploaded. */
const CREATED_ON = '2026-11-16';
const UPLOADED_ON = '2026-11-18';

/** The session of November 2026 up to where its chair can open it: convened, its papers sent, absences known. */
export function november(stage: Stage, { body, meeting, papers, pdfs }: November): readonly Happening[] {
  const [first, second] = meeting.secretaries;
  const stream = `meeting/${meeting.id}`;
  const order = (name: string, request: object) => stage.order(first, stream, name, request);
  const on = (day: string, time: string, what: () => Promise<void>): Happening => ({ at: onDay(day, 0, time), what });

  // Of what is there in two versions the second comes during the session.
  const shown = papers.filter(
    ({ expectation, version }) => version === 1 && (expectation === 'shown' || expectation === 'asksPassword'),
  );
  // Begun at once: it takes a thread of its own some seconds, while the past is played on this one.
  const ready = Promise.all(shown.map((paper) => checked(stage, pdfs, paper)));
  ready.catch(() => {});

  async function create() {
    const { type: kind, title, number, startsAt, place, chair: chairId, ruleProfile: profileId } = meeting;
    await order('meeting:create', { kind, title, number, startsAt, place, roomId: ROOM, chairId, profileId });
    await order('person:call', { people: calledTo(meeting) });
    await draftAgenda(stage, meeting.id, first, plannedOf(meeting, body));
  }
  async function upload() {
    // One after the other: they keep the order of the manifest within their item.
    for (const paper of await ready) await stage.order(second, stream, 'paper:add', paper, 'whole');
  }
  async function excuse() {
    for (const { person: personId, reason } of meeting.absent)
      await order('attendance:excuse', { personId, reason: { unsealed: reason } });
  }
  return [
    on(CREATED_ON, '02:00', create),
    on(UPLOADED_ON, '03:00', upload),
    on(meeting.invitation.issuedOn, '02:00', () => publishAgenda(stage, meeting.id, first)),
    on(meeting.papersSentOn, '02:30', () => order('papers:send', { reason: '' })),
    on(meeting.papersSentOn, '09:00', excuse),
  ];
}

function calledTo({ people, chair, secretaries, clerk }: Upcoming) {
  const seat = (
    personId: string,
    role: string,
    items: 'open' | readonly string[] = [],
    standsFor: string | null = null,
  ) => ({
    ...{ personId, role, items, standsFor },
  });
  return [
    ...people.members.filter((one) => one !== chair).map((one) => seat(one, 'member')),
    ...secretaries.map((one) => seat(one, 'secretary')),
    seat(clerk, 'clerk'),
    ...people.substitutes.map(({ person, standsFor }) => seat(person, 'guest', 'open', standsFor)),
    ...people.observers.map((one) => seat(one, 'guest', 'open')),
    ...people.guests.map(({ person, items }) => seat(person, 'guest', items)),
  ];
}

const votes = { open: 'open', secret: 'paper' } as const;
/** The agenda with the items of a block behind it. */
function plannedOf({ agenda }: Upcoming, { people }: DemoBody): readonly Planned[] {
  const unit = (personId: string) => people.find(({ id }) => id === personId)?.agency ?? '';
  return agenda.flatMap(({ id, title, presenter, minutesPlanned, kind, poll, visibleTo, items }): Planned[] => {
    const vote = poll ? votes[poll] : 'none';
    const audience = visibleTo ? 'members' : 'everyone';
    const of = { presenterId: presenter, unit: unit(presenter), vote, audience } as const;
    return [
      { ...of, id, title, minutes: minutesPlanned, kind, parent: null },
      ...items.map(
        (one): Planned => ({
          ...{ ...of, id: one.id, title: one.title, minutes: 0, kind: 'decision', parent: id },
          ...{ presenterId: one.presenter, unit: unit(one.presenter) },
        }),
      ),
    ];
  });
}

/** A file as an upload leaves it: its bytes and text kept, its facts found. @throws Refused */
async function checked({ store: { blobs } }: Stage, pdfs: Pick<Pdfs, 'check'>, paper: DemoPaper) {
  const { paperId, item: itemId, title, file } = paper;
  const bytes = await readFile(demoFile(file));
  const { sha256, size: sizeBytes } = await blobs.put(bytes);
  const found = await pdfs.check(() => readFile(demoFile(file)));
  if (!found.ok) throw new Refused(`${file}: ${found.reason}`);
  const readable = found.needsPassword ? null : found;
  const text = readable?.hasText ? await blobs.put(Buffer.from(JSON.stringify(readable.text))) : null;
  const { needsPassword } = found;
  const facts = { pages: readable?.pages ?? null, needsPassword, text: text?.sha256 ?? null };
  return { paperId, itemId, title, sha256, sizeBytes, ...facts, filename: basename(file) };
}
