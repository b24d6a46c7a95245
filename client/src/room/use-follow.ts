import type { Presenter } from '@ecab/shared/presenter/slice';
import { useEffect, useRef, useState } from 'react';
import type { StagePosition } from '../papers/stage/position.js';
import { useSync } from '../sync/hooks.js';
import { type Mode, modeOf } from './follow-mode.js';
import { useLastPosition } from './last-position.js';

interface At extends StagePosition {
  readonly versionId: string;
}
export interface Following {
  readonly mode: Mode;
  /** Where the presenter is; null: not heard yet. */
  readonly told: At | null;
  /** Where this person's own stage is. */
  readonly at: At | null;
  /** The stage has moved. A person's own move while following is reading on his own. */
  moved(at: At, by: 'person' | 'program'): void;
  readonly peek: () => void;
  readonly comeBack: () => void;
}

/** Follows the presenter, or is followed. Reading on one's own is known to this tablet alone: nothing is sent of it. */
export function useFollow(meetingId: string, presenter: Presenter | undefined, me: string): Following {
  const { follow, connection } = useSync();
  const holder = presenter?.holder ?? null;
  const told = useLastPosition(meetingId, holder);
  const [aside, setAside] = useState(false);
  const [at, setAt] = useState<At | null>(null);
  const mode = modeOf(presenter, me, aside);
  // Nobody to come back to: the next presenter is followed again.
  useEffect(() => {
    if (holder === null || holder === me) setAside(false);
  }, [holder, me]);

  const presenting = mode === 'presenting';
  const last = useRef(at);
  last.current = at;
  useEffect(() => {
    if (presenting && at) follow.sendPosition({ meetingId, ...at });
  }, [presenting, at, follow, meetingId]);
  // A server that was started anew has forgotten where the presenter was.
  useEffect(() => {
    if (!presenting) return;
    return connection.onConnected(() => last.current && follow.sendPosition({ meetingId, ...last.current }));
  }, [presenting, connection, follow, meetingId]);

  return {
    mode,
    told,
    at,
    moved(next, by) {
      setAt(next);
      if (by === 'person' && mode === 'following') setAside(true);
    },
    peek: () => mode === 'following' && setAside(true),
    comeBack: () => setAside(false),
  };
}
