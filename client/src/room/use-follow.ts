import type { Presenter } from '@ecab/shared/presenter/slice';
import { useEffect, useState } from 'react';
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
  /** Where the stage has to go; null: wherever this person goes. */
  readonly target: At | null;
  /** Where this person's own stage is. */
  readonly at: At | null;
  /** The stage has moved. A person's own move while following is reading on his own. */
  moved(at: At, by: 'person' | 'program'): void;
  readonly peek: () => void;
  readonly comeBack: () => void;
}

/** Follows the presenter, or is followed. Reading on one's own is known to this tablet alone: nothing is sent of it. */
export function useFollow(
  meetingId: string,
  presenter: Presenter | undefined,
  me: string,
  /** The board is as the server has it. */
  live: boolean,
): Following {
  const { follow } = useSync();
  const holder = presenter?.holder ?? null;
  const told = useLastPosition(meetingId, holder);
  const [aside, setAside] = useState(false);
  const [at, setAt] = useState<At | null>(null);
  const [turned, setTurned] = useState(false);
  const mode = modeOf(presenter, me, aside);
  // Nobody to come back to: the next presenter is followed again.
  useEffect(() => {
    if (holder === null || holder === me) setAside(false);
  }, [holder, me]);

  // A presenter whose tablet was reloaded goes on where he was; nobody is thrown back to the first page.
  const resumes = mode === 'presenting' && !turned && told !== null;
  const sends = mode === 'presenting' && live && !resumes;
  useEffect(() => {
    // Also when the board is live anew: a server that was started anew has forgotten where the presenter was.
    if (sends && at) follow.sendPosition({ meetingId, ...at });
  }, [sends, at, follow, meetingId]);

  return {
    mode,
    told,
    target: mode === 'following' || resumes ? told : null,
    at,
    moved(next, by) {
      setAt(next);
      if (by === 'person') setTurned(true);
      if (by === 'person' && mode === 'following') setAside(true);
    },
    peek: () => mode === 'following' && setAside(true),
    comeBack: () => setAside(false),
  };
}
