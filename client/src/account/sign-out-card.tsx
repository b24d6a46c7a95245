import { Button } from '@mantine/core';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { countUnsent } from '../app/leaving.js';
import { depart, leave as markLeft, personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { PersonAvatar } from '../ui/person-avatar.js';
import { RefusalDialog, type Refused } from '../ui/refusal-dialog.js';
import { toast } from '../ui/toast.js';
import css from './account.module.css';
import { signOut, whyFailed, whyRefused } from './identity.js';

/** Signing out deletes what this device keeps of the person; of unsent work it asks first, saying how much. */
export function SignOutCard() {
  const say = useWords('account');
  const timeZone = useTimeZone();
  const person = personOf(useMe());
  const [unsent, setUnsent] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  if (!person) return null;

  async function leave() {
    setUnsent(0);
    setBusy(true);
    markLeft(true);
    try {
      const answer = await signOut();
      if (answer.ok) {
        await depart('always').catch((error: unknown) => {
          console.error(error);
          toast(say('account.wipe.failed'));
        });
        return;
      }
      setRefused({ title: say('account.signOut.failed'), body: whyRefused(answer, timeZone) });
    } catch (error) {
      setRefused({ title: say('account.signOut.failed'), body: whyFailed(error) });
    }
    markLeft(false);
    setBusy(false);
  }
  async function ask(personId: string) {
    const waiting = await countUnsent(personId);
    if (waiting > 0) setUnsent(waiting);
    else await leave();
  }
  return (
    <Card>
      <div className={css.person}>
        <PersonAvatar name={person.name} />
        <b>{person.name}</b>
        <Button leftSection={<LogOut size={20} aria-hidden />} loading={busy} onClick={() => void ask(person.id)}>
          {say('account.signOut')}
        </Button>
      </div>
      <ConfirmDialog
        danger
        opened={unsent > 0}
        title={say('account.signOut.ask')}
        body={say('account.signOut.unsent', { n: unsent })}
        confirm={say('account.signOut.drop')}
        cancel={say('account.signOut.stay')}
        onConfirm={() => void leave()}
        onClose={() => setUnsent(0)}
      />
      <RefusalDialog refused={refused} onClose={() => setRefused(null)} />
    </Card>
  );
}
