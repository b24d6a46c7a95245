import type { BodyAnswer, RosterAnswer, ScreenAnswer } from '@ecab/shared/contract/http';
import type { ProfileVersion } from '@ecab/shared/rules/read-profiles';
import { dayAt } from '@ecab/shared/rules/working-days';
import { Router } from 'express';
import type { Directory } from '../body/directory.js';
import type { Hosts } from '../ledger/hosts.js';
import type { Index } from '../storage/ports.js';
import type { Door } from './door.js';

export interface BodyRouteParts {
  readonly door: Door;
  readonly directory: Directory;
  readonly profiles: readonly ProfileVersion[];
  readonly index: Index;
  readonly hosts: Hosts;
  readonly now: () => string;
}
const UNDER_WAY = ['checkin', 'in_session', 'paused'];

export function bodyRoutes({ door, directory, profiles, index, hosts, now }: BodyRouteParts): Router {
  const router = Router();
  /** Names and positions of those called, which the room sees and hears anyway; nothing else of the roster. */
  async function namesIn(meetingId: string): Promise<ScreenAnswer['names']> {
    const { seats } = (await hosts.meeting(meetingId)).folded().state.people;
    const { people } = directory.body();
    return Object.fromEntries(
      Object.keys(seats).flatMap((personId) => {
        const one = people[personId];
        return one ? [[personId, { name: one.displayName ?? one.fullName, position: one.position }]] : [];
      }),
    );
  }
  router.get('/body', (_, response) => {
    const { about } = directory.body();
    if (!about) return void response.status(404).json({ ok: false, refusal: 'not-found' });
    const { name, shortName, timeZone, offsetMinutes } = about;
    const answer: BodyAnswer = { ok: true, name, shortName, timeZone, offsetMinutes };
    response.set('Cache-Control', 'no-store').json(answer);
  });
  router.get(
    '/roster',
    door(async ({ who }) => {
      const { about, people, rooms, calendar } = directory.body();
      if (!about || who.displayOf !== null) return { ok: false, refusal: 'not-allowed' };
      const answer: RosterAnswer = {
        ok: true,
        bodyId: about.bodyId,
        people: Object.values(people).map(({ signIn: _signIn, ...person }) => person),
        rooms: Object.values(rooms),
        profiles,
        profileId: about.profileId,
        calendar,
        headId: about.headId,
      };
      return answer;
    }),
  );
  /** Which meeting the display of a room shows: the one under way there, else the next of today. */
  router.get(
    '/screens/:roomId',
    door(async ({ who }, request) => {
      const roomId = String(request.params.roomId);
      const room = directory.body().rooms[roomId];
      if (!room || who.displayOf !== roomId) return { ok: false, refusal: 'not-allowed' };
      const rows = await index.find('meetings', { allTerms: [`room:${roomId}`], limit: 50 });
      const offset = directory.body().about?.offsetMinutes ?? 0;
      const today = dayAt(now(), offset);
      const open = await Promise.all(rows.map(async ({ id }) => (await hosts.meeting(id)).folded().state.meeting));
      const shown = open
        .filter(({ state, startsAt }) => UNDER_WAY.includes(state) || dayAt(startsAt, offset) === today)
        .filter(({ state }) => state !== 'draft' && state !== 'cancelled')
        .sort((a, b) => rank(a.state) - rank(b.state) || (a.startsAt < b.startsAt ? -1 : 1));
      const meetingId = shown[0]?.meetingId ?? null;
      const answer: ScreenAnswer = { ok: true, room, meetingId, names: meetingId ? await namesIn(meetingId) : {} };
      return answer;
    }),
  );
  return router;
}
const rank = (state: string) => (UNDER_WAY.includes(state) ? 0 : state === 'convened' ? 1 : 2);
