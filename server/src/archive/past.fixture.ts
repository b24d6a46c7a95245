import type { BodyRole } from '@ecab/shared/body/slice';
import type { ConclusionOutcome } from '@ecab/shared/conclusions/slice';
import { digestOf } from '@ecab/shared/ledger/entry';
import { type DocumentType, seriesOf } from '@ecab/shared/rules/symbol';
import type { z } from 'zod';
import { loadProfiles } from '../profiles/load.js';
import { sha256Of } from '../verify/files.js';
import { choice, demoBody, type PastMeeting, past, type pollForm } from './past-data.fixture.js';

// The past meetings of the demonstration as commands of the product, in order and on their own dates. Who cast what is made
// up from the counts, the same every time; a secret ballot is entered as its count record.

export const HEAD = 'p-khieu';
export const CLERK = 'p-uyen';
export const OFFSET_MINUTES = 420;

/** A command as the server has it when it is complete. */
export interface Ordered {
  readonly stream: string;
  readonly actor: string;
  readonly at: string;
  readonly name: string;
  readonly request: object;
}
export const rolesOf = (personId: string): readonly BodyRole[] => {
  if (personId === 'admin') return ['admin'];
  const role = demoBody.people.find(({ id }) => id === personId)?.role;
  return role === 'secretary' || role === 'clerk' ? [role] : [];
};
export const voters = demoBody.people.filter((one) => one.votes).map(({ id }) => id);
/** An instant so many minutes later, written as streams write it. */
export const later = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
const DAY = 24 * 60;

export function* bodyOrders(at = '2023-12-01T01:00:00.000Z'): Generator<Ordered> {
  const { id, name, shortName, symbolSuffix, locality, timeZone, ruleProfile, people } = demoBody;
  const stream = `body/${id}`;
  const about = { bodyId: id, name, shortName, symbolSuffix, locality, timeZone, offsetMinutes: OFFSET_MINUTES };
  const founded = { ...about, headId: null, profileId: ruleProfile };
  yield { stream, actor: 'system', at, name: 'body:found', request: founded };
  for (const one of people) {
    const person = {
      personId: one.id,
      fullName: one.fullName,
      displayName: one.displayName ?? null,
      sortKey: one.sortKey,
      position: one.position,
      agency: one.agency,
      signIn: one.signIn,
      roles: rolesOf(one.id),
      votes: one.votes,
      seat: one.seat ?? null,
      standsFor: one.standsFor ?? null,
    };
    yield { stream, actor: 'admin', at, name: 'roster:add', request: { person } };
  }
}

/** The profile's rules as a meeting pins them. @throws RangeError for an unknown one. */
export function profileNamed(profileId: string) {
  const found = loadProfiles().find(({ id }) => id === profileId);
  if (!found) throw new RangeError(`there is no profile ${profileId}`);
  return found.profile;
}

/** From its creation until it is archived. `minutesPdf`: what was issued. */
export function* meetingOrders(one: PastMeeting, minutesPdf: Uint8Array): Generator<Ordered> {
  const stream = `meeting/${one.id}`;
  const { secretary } = one;
  const chair = one.chair.personId;
  const startsAt = later(one.startedAt, 0);
  const away = new Set(one.absent.map(({ personId }) => personId));
  const called = voters.filter((id) => one.members === voters.length || id !== 'p-vy');
  const present = called.filter((id) => !away.has(id));
  let at = later(one.startedAt, -7 * DAY);
  const order = (actor: string, name: string, request: object = {}): Ordered => ({ stream, actor, at, name, request });

  yield order(secretary, 'meeting:create', {
    meetingId: one.id,
    kind: one.type === 'regular' ? 'regularSession' : 'thematic',
    title: one.title,
    number: one.number,
    startsAt,
    place: one.place,
    roomId: null,
    chairId: chair,
    bodyId: demoBody.id,
    headId: HEAD,
    profile: profileNamed(one.ruleProfile),
    offsetMinutes: OFFSET_MINUTES,
  });
  const seat = (personId: string, role: string) => ({ personId, role, items: [], standsFor: null });
  const people = called.filter((id) => id !== chair).map((id) => seat(id, 'member'));
  yield order(secretary, 'person:call', { people: [...people, seat(CLERK, 'clerk')] });
  at = later(one.startedAt, -6 * DAY);
  const items = one.items.map(({ id, title, presenter, poll, state }) => ({
    itemId: id,
    title,
    kind: poll || state === 'deferred' || state === 'withdrawn' ? 'decision' : 'information',
    presenterId: presenter.personId,
    unit: presenter.agency,
    minutes: 30,
    parent: null,
    vote: poll ? (poll.method === 'secret' ? 'paper' : 'open') : 'none',
    audience: 'everyone',
    note: '',
  }));
  yield order(secretary, 'agenda:publish', { digest: digestOf(items), items });
  yield order(secretary, 'papers:send', { reason: '' });

  at = later(one.startedAt, -15);
  yield order(secretary, 'attendance:open');
  for (const personId of away)
    if (called.includes(personId)) yield order(secretary, 'attendance:excuse', { personId, reason: null });
  for (const personId of present) yield order(personId, 'attendance:check-in');
  at = startsAt;
  yield order(chair, 'session:open', { withoutVoting: false });
  for (const [i, item] of one.items.entries()) {
    at = later(one.startedAt, 5 + i * 30);
    yield order(chair, 'item:call', { itemId: item.id });
    if (item.poll) {
      const pollId = `v${i + 1}`;
      at = later(at, 20);
      const kind = item.poll.method === 'secret' ? 'paper' : 'open';
      const request = {
        pollId,
        itemId: item.id,
        question: `Thông qua: ${item.title}`,
        kind,
        settles: true,
        repeats: null,
      };
      yield order(chair, 'poll:open', request);
      at = later(at, 1);
      if (item.poll.countRecord) {
        const { approve, reject, not_voting } = item.poll.counts;
        const counted = { pollId, approve, reject, not_voting, record: item.poll.countRecord };
        yield order(secretary, 'poll:record', counted);
        yield order(chair, 'poll:confirm', counted);
      } else {
        for (const [personId, choice] of ballotsOf(item.poll, present, chair))
          yield order(personId, 'ballot:cast', { pollId, choice });
        at = later(at, 1);
        yield order(chair, 'poll:close', { pollId });
      }
      yield order(chair, 'poll:announce', { pollId });
    }
    at = later(one.startedAt, 5 + i * 30 + 28);
    const tasks = item.tasks.map(({ id, text, lead, coLeads, product, deadline }) => ({
      taskId: id,
      text,
      lead: { personId: item.presenter.personId, agency: lead },
      coLeads,
      product,
      deadline,
    }));
    // A tie that nothing resolved is put before the next session.
    const outcome = item.state === 'tied' ? 'deferred' : (item.state as ConclusionOutcome);
    yield order(chair, 'item:conclude', { itemId: item.id, outcome, text: item.conclusion, tasks });
  }
  at = later(one.closedAt, 0);
  yield order(chair, 'session:close');
  at = later(at, DAY);
  const digest = digestOf(one.title);
  yield order(secretary, 'minutes:draft');
  yield order(secretary, 'minutes:approve', { digest });
  yield order(chair, 'minutes:approve', { digest });
  yield order(CLERK, 'minutes:issue');
  yield order('system', 'minutes:number', { symbol: `${one.number}/BB-UBND` });
  yield order('system', 'minutes:store', { sha256: sha256Of(minutesPdf), sizeBytes: minutesPdf.length });
  at = later(at, 5 * DAY);
  yield order(secretary, 'meeting:archive');
}
type Poll = z.infer<typeof pollForm>;
function ballotsOf({ counts, chairChoice }: Poll, present: readonly string[], chair: string) {
  const left = { approve: counts.approve, reject: counts.reject, not_voting: counts.not_voting };
  const ballots: [string, z.infer<typeof choice>][] = [];
  const cast = (personId: string, what: z.infer<typeof choice> | undefined) => {
    if (!what) return;
    left[what] -= 1;
    ballots.push([personId, what]);
  };
  cast(chair, chairChoice);
  for (const personId of present)
    if (personId !== chair || !chairChoice)
      cast(
        personId,
        choice.options.find((what) => left[what] > 0),
      );
  return ballots;
}

/** The tasks that a meeting gave, as its consequences, and what became of them. */
export function* taskOrders(one: PastMeeting): Generator<Ordered> {
  const at = later(one.closedAt, 1);
  for (const item of one.items)
    for (const [index, task] of item.tasks.entries()) {
      const { id, text, lead, coLeads, product, deadline, status, completedOn } = task;
      const order = (actor: string, name: string, request: object, when = at): Ordered => ({
        stream: `task/${id}`,
        actor,
        at: when,
        name,
        request,
      });
      yield order('system', 'task:open', {
        taskId: id,
        text,
        lead: { personId: item.presenter.personId, agency: lead },
        coLeads,
        product,
        deadline,
        source: { stream: `meeting/${one.id}`, seq: 1, index },
        bodyId: demoBody.id,
        meetingId: one.id,
        itemId: item.id,
        itemTitle: item.title,
        issuedOn: one.date,
      });
      if (completedOn)
        yield order(one.secretary, 'task:complete', { on: completedOn, note: '' }, `${completedOn}T09:00:00.000Z`);
      else if (status === 'cancelled') yield order(one.secretary, 'task:cancel', { note: '' });
    }
}

/** Every document of the past, on the register of its series and year. */
export function* documentOrders(): Generator<Ordered> {
  for (const { id, type, itemId, ...one } of past.decisions) {
    const documentType = type as DocumentType;
    yield {
      stream: `register/${demoBody.id}/${seriesOf(documentType, one.normative)}/${one.issuedOn.slice(0, 4)}`,
      actor: CLERK,
      at: `${one.issuedOn}T08:00:00.000Z`,
      name: 'document:register',
      request: { ...one, documentId: id, documentType, itemId: itemId ?? null },
    };
  }
}
