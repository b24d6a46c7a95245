import type { Hosts } from '../ledger/hosts.js';

export interface GraceParts {
  readonly hosts: Hosts;
  /** Runs it so much later; what it returns calls it off. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Orders `presenter:lapse`; refused where the token has changed hands meanwhile. */
  readonly lapse: (meetingId: string, holder: { readonly personId: string; readonly since: string }) => Promise<void>;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
}
/** RULES.md c4: the token survives that its holder's tablet connects anew. */
export const GRACE_MS = 15_000;

/** Watches whether the presenter's tablets are there; without any for so long the token goes on to a secretary. */
export function createPresenterGrace({ hosts, later, lapse, report }: GraceParts) {
  const waiting = new Map<string, () => void>();
  const key = (meetingId: string, personId: string) => `${meetingId} ${personId}`;

  async function lapseNow(meetingId: string, personId: string) {
    const { holder, since } = (await hosts.meeting(meetingId)).folded().state.presenter;
    if (holder === personId && since !== null) await lapse(meetingId, { personId, since });
  }
  return {
    /** A tablet of this person has the meeting open. */
    came(meetingId: string, personId: string) {
      waiting.get(key(meetingId, personId))?.();
      waiting.delete(key(meetingId, personId));
    },
    /** The last tablet of this person has gone. Kept for everybody: who is handed the token while away has the rest of it. */
    gone(meetingId: string, personId: string) {
      this.came(meetingId, personId);
      const stop = later(GRACE_MS, () => {
        waiting.delete(key(meetingId, personId));
        lapseNow(meetingId, personId).catch((fault: unknown) => report(fault, { job: 'presenter', meetingId }));
      });
      waiting.set(key(meetingId, personId), stop);
    },
    close() {
      for (const stop of waiting.values()) stop();
      waiting.clear();
    },
  };
}
export type PresenterGrace = ReturnType<typeof createPresenterGrace>;
