import { useEffect } from 'react';
import { create } from 'zustand';
import type { Followed } from '../sync/follow.js';
import { useSync } from '../sync/hooks.js';

/** Where each meeting's presenter was last. */
const useLast = create<{ readonly told: Readonly<Record<string, Followed>> }>(() => ({ told: {} }));

/**
 * The server tells a position once, to whoever has the meeting's board open; the ballot opens it on every screen. Heard
 * everywhere, so that who comes to the room later does not wait for the presenter's next move.
 */
export function KeepPosition() {
  const { follow } = useSync();
  useEffect(() => {
    const stop = follow.onPosition((position) =>
      useLast.setState(({ told }) => ({ told: { ...told, [position.meetingId]: position } })),
    );
    return () => {
      stop();
      useLast.setState({ told: {} });
    };
  }, [follow]);
  return null;
}

/** Null until the holder of the token has been heard: a position of whoever held it before says nothing. */
export function useLastPosition(meetingId: string, holder: string | null): Followed | null {
  const last = useLast(({ told }) => told[meetingId]);
  return last && last.personId === holder ? last : null;
}
