import type { MeetingState } from '@ecab/shared/meeting/slice';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { serverNow, useConnection } from '../app/connection.js';
import { personOf, useMe } from '../app/session.js';
import { useBoardPart, useSync } from '../sync/hooks.js';
import { useNow } from '../ui/use-now.js';

/** The room can be entered from so long before the meeting is to begin. */
const SOON_MS = 60 * 60_000;
const open: readonly MeetingState[] = ['checkin', 'in_session', 'paused'];

export interface Entrance {
  /** From an hour before, and while it is under way. */
  readonly isOpen: boolean;
  /** Entering also checks this person in. */
  readonly checksIn: boolean;
  readonly minutesLeft: number;
  readonly busy: boolean;
  readonly refusal: string | null;
  forget(): void;
  /** Checks in where that is due, then goes into the room. */
  enter(): Promise<void>;
}
/** The door of the meeting room for this person. */
export function useEntrance(meetingId: string, state: MeetingState, startsAt: string): Entrance {
  const me = personOf(useMe())?.id ?? '';
  const navigate = useNavigate();
  const { commands } = useSync();
  const stream = `meeting/${meetingId}`;
  const isHere = useBoardPart(stream, ({ entities }) => entities[`present:${me}`] !== undefined);
  // Secretaries and the clerk are not counted in; guests of an item come in when they are called.
  const isCounted = useBoardPart(stream, ({ entities }) => {
    const seat = entities[`seat:${me}`];
    return (
      seat !== undefined &&
      (seat.role === 'chair' || seat.role === 'member' || (seat.role === 'guest' && seat.items === 'open'))
    );
  });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useConnection(({ offsetMs }) => offsetMs);
  useNow(state === 'convened');
  const leftMs = Date.parse(startsAt) - serverNow();
  const isUnderWay = open.includes(state);
  const checksIn = isCounted && !isHere;
  return {
    isOpen: isUnderWay || (state === 'convened' && leftMs < SOON_MS),
    checksIn,
    minutesLeft: Math.ceil(leftMs / 60_000),
    busy,
    refusal,
    forget: () => setRefusal(null),
    async enter() {
      if (isUnderWay && checksIn) {
        setBusy(true);
        const answer = await commands.send(stream, 'attendance:check-in', {});
        setBusy(false);
        if (!answer.ok && answer.refusal !== 'already-present') return setRefusal(answer.refusal);
      }
      await navigate(`/meetings/${meetingId}/room`);
    },
  };
}
