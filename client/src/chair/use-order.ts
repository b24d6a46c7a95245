import { commandRoles } from '@ecab/shared/access/can';
import type { MeetingBoard, MeetingCommands } from '@ecab/shared/ledger/machines';
import { useState } from 'react';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import type { Refused } from '../ui/refusal-dialog.js';

export interface Orders {
  /** Sends a command of this meeting; a refusal is shown, and the answer is false. `step` names what was tried. */
  give<Name extends keyof MeetingCommands>(name: Name, request: MeetingCommands[Name], step: string): Promise<boolean>;
  readonly busy: boolean;
  readonly refused: Refused | null;
  readonly forget: () => void;
}
/** Orders of the chair's screen: one at a time, shown why when refused. */
export function useOrders(stream: string): Orders {
  const say = useWords('chair');
  const { commands, boards } = useSync();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  return {
    busy,
    refused,
    forget: () => setRefused(null),
    async give(name, request, step) {
      setBusy(true);
      try {
        const answer = await commands.send(stream, name, request as never);
        if (!answer.ok) {
          setRefused({ title: say('chair.refused', { step }), body: whyNot(answer.refusal) });
          return false;
        }
        // The next step is read off the board: it must have this one.
        const board = boards.open(stream);
        await board.untilSeq(answer.at.seq);
        board.close();
        return true;
      } finally {
        setBusy(false);
      }
    },
  };
}

/** What this person may order here: by his own seat, or for the chair. The server asks the same table. */
export function useRights(board: MeetingBoard): {
  readonly me: string;
  readonly seat: 'chair' | 'secretary' | null;
  readonly delegated: boolean;
  may(name: keyof MeetingCommands): boolean;
} {
  const me = personOf(useMe())?.id ?? '';
  const office = usePeople().person(me)?.roles.includes('secretary') ?? false;
  const role = board[`seat:${me}`]?.role;
  const seat = role === 'chair' ? 'chair' : role === 'secretary' || office ? 'secretary' : null;
  const delegated = seat === 'secretary' && (board.meeting?.delegates?.includes(me) ?? false);
  return {
    me,
    seat,
    delegated,
    may(name) {
      const roles = commandRoles.meeting[name];
      return (
        (seat !== null && roles.includes(seat)) || (delegated && roles.includes('chair') && name !== 'ballot:cast')
      );
    },
  };
}
