import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { draftAgenda, type Planned, publishAgenda } from './agenda-draft.js';
import { ballotsOf } from './ballots.js';
import type { DemoBody, PastItem, PastMeeting } from './data.js';
import { ROOM, ROOM_NAME } from './found-body.js';
import { after, type Happening, MINUTE_MS, onDay, type Stage } from './stage.js';

/** The seat that was vacant while the body had 26 members. */
const VACANT = 'p-vy';
const kinds = { regular: 'regularSession', thematic: 'thematic' } as const;

/** One meeting of the past from its creation to the archive, each step on its day. */
export function pastMeeting(stage: Stage, body: DemoBody, meeting: PastMeeting): readonly Happening[] {
  const { id, date, secretary, startedAt } = meeting;
  const { clerk } = body.roster;
  const chair = meeting.chair.personId;
  const stream = `meeting/${id}`;
  const order = (by: string, name: string, request: object = {}) => stage.order(by, stream, name, request);
  const away = new Set(meeting.absent.map(({ personId }) => personId));
  const inOffice = body.people.filter(({ votes }) => votes).map((one) => one.id);
  const members = meeting.members < inOffice.length ? inOffice.filter((one) => one !== VACANT) : inOffice;
  const present = members.filter((one) => !away.has(one));
  const day = (days: number, time: string, what: () => Promise<void>): Happening => ({
    at: onDay(date, days, time),
    what,
  });

  async function prepare() {
    await order(secretary, 'meeting:create', {
      kind: kinds[meeting.type],
      title: meeting.title,
      number: meeting.number,
      startsAt: startedAt,
      place: meeting.place,
      roomId: meeting.place.startsWith(ROOM_NAME) ? ROOM : null,
      chairId: chair,
      profileId: meeting.ruleProfile,
    });
    const seat = (personId: string, role: string) => ({ personId, role, items: [], standsFor: null });
    const called = members.filter((one) => one !== chair).map((one) => seat(one, 'member'));
    await order(secretary, 'person:call', { people: [...called, seat(clerk, 'clerk')] });
    await draftAgenda(stage, id, secretary, meeting.items.map(planned));
    await publishAgenda(stage, id, secretary);
  }
  async function hold() {
    const excuse = ({ personId, reason }: PastMeeting['absent'][number]) =>
      order(secretary, 'attendance:excuse', { personId, reason: { unsealed: reason } });
    await order(secretary, 'attendance:open');
    await Promise.all(meeting.absent.map(excuse));
    stage.clock.standAt(startedAt);
    await Promise.all([...present, secretary].map((one) => order(one, 'attendance:check-in')));
    await order(chair, 'session:open', { withoutVoting: false });
    const slotMs = (Date.parse(meeting.closedAt) - Date.parse(startedAt)) / meeting.items.length;
    for (const [index, item] of meeting.items.entries())
      await takeItem(stage, { stream, chair, secretary, present }, item, after(startedAt, index * slotMs), slotMs);
    stage.clock.standAt(meeting.closedAt);
    await order(chair, 'session:close');
  }
  return [
    day(-10, '02:00', prepare),
    day(-8, '02:00', () => order(secretary, 'papers:send', { reason: '' })),
    { at: after(startedAt, -30 * MINUTE_MS), what: hold },
    day(1, '02:00', async () => {
      await order(secretary, 'minutes:draft');
      await order(secretary, 'minutes:release');
    }),
    day(4, '02:00', async () => {
      const digest = await stage.app.docs.digest(minutesDoc(id));
      await order(chair, 'minutes:approve', { digest });
      await order(secretary, 'minutes:approve', { digest });
    }),
    day(5, '02:00', () => order(clerk, 'minutes:issue')),
    day(6, '02:00', () => order(clerk, 'meeting:archive')),
  ];
}

interface Session {
  readonly stream: string;
  readonly chair: string;
  readonly secretary: string;
  readonly present: readonly string[];
}
/** One item from `at` on: called, put to the vote where it was, concluded before the next one's time. */
async function takeItem(stage: Stage, session: Session, item: PastItem, at: string, slotMs: number): Promise<void> {
  const { stream, chair } = session;
  const order = (by: string, name: string, request: object) => stage.order(by, stream, name, request);
  const minute = (share: number) => stage.clock.standAt(after(at, share * slotMs));
  minute(0.05);
  // What was withdrawn never came to the table.
  if (item.state !== 'withdrawn') await order(chair, 'item:call', { itemId: item.id });
  if (item.poll) await vote(stage, session, item, item.poll, minute);
  minute(0.9);
  await order(chair, 'item:conclude', {
    itemId: item.id,
    // A tie that nobody settled goes to a later session.
    outcome: item.state === 'tied' ? 'deferred' : item.state,
    text: item.conclusion,
    tasks: item.tasks.map(({ id, text, lead, coLeads, product, deadline }) => ({
      taskId: id,
      text,
      lead: { personId: item.presenter.personId, agency: lead },
      coLeads,
      product,
      deadline,
    })),
  });
}

async function vote(
  stage: Stage,
  { stream, chair, secretary, present }: Session,
  { id: itemId, title }: PastItem,
  poll: NonNullable<PastItem['poll']>,
  minute: (share: number) => void,
): Promise<void> {
  const order = (by: string, name: string, request: object) => stage.order(by, stream, name, request);
  const pollId = `${itemId}-v`;
  const about = { pollId, itemId, question: title, settles: true, repeats: null };
  const { approve, reject, not_voting } = poll.counts;
  minute(0.7);
  await order(chair, 'poll:open', { ...about, kind: poll.method === 'secret' ? 'paper' : 'open' });
  minute(0.75);
  if (poll.countRecord) {
    const counted = { pollId, approve, reject, not_voting, record: poll.countRecord };
    await order(secretary, 'poll:record', counted);
    await order(chair, 'poll:confirm', counted);
  } else {
    const cast = ballotsOf(poll, present, chair, pollId);
    await Promise.all(cast.map(([personId, choice]) => order(personId, 'ballot:cast', { pollId, choice })));
    minute(0.8);
    await order(chair, 'poll:close', { pollId });
  }
  await order(chair, 'poll:announce', { pollId });
}

const planned = ({ id, title, presenter, poll, state }: PastItem): Planned => ({
  id,
  title,
  presenterId: presenter.personId,
  unit: presenter.agency,
  minutes: 30,
  kind: kindOf(title, poll, state),
  parent: null,
  vote: poll ? (poll.method === 'secret' ? 'paper' : 'open') : 'none',
  audience: 'everyone',
});
function kindOf(title: string, poll: PastItem['poll'], state: PastItem['state']): Planned['kind'] {
  if (state === 'noted') return 'information';
  if (poll?.method === 'secret') return 'personnel';
  return title.startsWith('Dự thảo Nghị quyết') ? 'draftResolution' : 'decision';
}
