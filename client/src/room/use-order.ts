import type { MeetingCommands } from '@ecab/shared/ledger/machines';
import { useState } from 'react';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import type { Refused } from '../ui/refusal-dialog.js';

export interface Orders {
  /** `what` names for the person what was tried. */
  give<Name extends keyof MeetingCommands>(name: Name, request: MeetingCommands[Name], what: string): Promise<boolean>;
  /** The command under way, so that its button waits. */
  readonly busy: keyof MeetingCommands | null;
  readonly refused: Refused | null;
  readonly forget: () => void;
}
/** What a person orders in the room: one at a time; why not is shown when it is refused. */
export function useOrders(stream: string): Orders {
  const say = useWords('room');
  const { commands } = useSync();
  const [busy, setBusy] = useState<Orders['busy']>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  return {
    busy,
    refused,
    forget: () => setRefused(null),
    async give(name, request, what) {
      setBusy(name);
      try {
        const answer = await commands.send(stream, name, request as never);
        if (!answer.ok) setRefused({ title: say('refused', { what }), body: whyNot(answer.refusal) });
        return answer.ok;
      } finally {
        setBusy(null);
      }
    },
  };
}
