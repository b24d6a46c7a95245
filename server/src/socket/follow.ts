import { can, type Who } from '@ecab/shared/access/can';
import type { Position } from '@ecab/shared/contract/wire';
import type { Room } from '@ecab/shared/ledger/machines';
import type { Hosts } from '../ledger/hosts.js';
import type { PresenterGrace } from './presenter-grace.js';

export interface Follower {
  readonly who: () => Who;
  /** What is told to many is one object, so that it is encoded once. */
  follow(meetingId: string, told: Told): void;
}
type Told = Position & { readonly personId: string };

/**
 * Where the presenter is, meeting by meeting: last wins, never stored. A tablet that comes late is told at once; after a
 * restart the presenter's own tablet says it again. Only those who may read the paper are told.
 */
export function createFollow(hosts: Hosts, grace: Pick<PresenterGrace, 'came' | 'gone'>) {
  const last = new Map<string, Told>();
  const followers = new Map<string, Set<Follower>>();
  const may = (room: Room, { who }: Follower, told: Told) =>
    room.presenter.holder === told.personId && can(room, who(), 'paper:read', told.versionId);

  hosts.onAppended((kind, { after }) => {
    if (kind !== 'meeting') return;
    const { meeting, presenter } = after.state as Room;
    if (last.get(meeting.meetingId)?.personId !== presenter.holder) last.delete(meeting.meetingId);
  });
  return {
    async join(meetingId: string, follower: Follower) {
      const all = followers.get(meetingId) ?? new Set();
      followers.set(meetingId, all.add(follower));
      grace.came(meetingId, follower.who().personId);
      const told = last.get(meetingId);
      const room = (await hosts.meeting(meetingId)).folded().state;
      if (told && may(room, follower, told)) follower.follow(meetingId, told);
    },
    leave(meetingId: string, follower: Follower) {
      const all = followers.get(meetingId);
      if (!all?.delete(follower)) return;
      if (all.size === 0) followers.delete(meetingId);
      const { personId } = follower.who();
      if (![...all].some((one) => one.who().personId === personId)) grace.gone(meetingId, personId);
    },
    /** @returns false unless the sender holds the presenter's token. */
    async move(from: Follower, position: Position): Promise<boolean> {
      const room = (await hosts.meeting(position.meetingId)).folded().state;
      if (!can(room, from.who(), 'follow:send')) return false;
      const told = { ...position, personId: from.who().personId };
      last.set(position.meetingId, told);
      for (const one of followers.get(position.meetingId) ?? [])
        if (one !== from && may(room, one, told)) one.follow(position.meetingId, told);
      return true;
    },
  };
}
export type Follow = ReturnType<typeof createFollow>;
