import { type IdentityRefusal, type Me, PASSWORD_LENGTH } from '@ecab/shared/contract/identity';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { loadSession } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import { toast } from '../ui/toast.js';
import css from './account.module.css';
import { identity, whyFailed, whyRefused } from './identity.js';
import { PasswordField } from './password-field.js';

type Field = 'signIn' | 'current' | 'next';
/** At which field the answer is about. */
function fieldOf(refusal: IdentityRefusal): Field {
  if (refusal === 'wrong-password') return 'current';
  return refusal === 'name-taken' || refusal === 'name-missing' ? 'signIn' : 'next';
}

/** Changes the password, or sets the first one of who came in by a link. */
export function PasswordCard({ needs }: { readonly needs: NonNullable<Me['passwordNeeds']> }) {
  const say = useWords('account');
  const timeZone = useTimeZone();
  const [wrong, setWrong] = useState<{ field: Field; text: string } | null>(null);
  const at = (field: Field) => (wrong?.field === field ? wrong.text : undefined);
  const [busy, setBusy] = useState(false);

  async function change(form: HTMLFormElement) {
    const fields = new FormData(form);
    const of = (name: string) => String(fields.get(name) ?? '');
    setBusy(true);
    setWrong(null);
    try {
      const answer = await identity('password', {
        next: of('next'),
        ...(needs === 'current' ? { current: of('current') } : {}),
        ...(needs === 'sign-in-name' ? { signIn: of('signIn').trim() } : {}),
      });
      if (!answer.ok) return setWrong({ field: fieldOf(answer.refusal), text: whyRefused(answer, timeZone) });
      form.reset();
      toast(say('password.done'));
      await loadSession();
    } catch (error) {
      setWrong({ field: 'next', text: whyFailed(error) });
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void change(event.currentTarget);
  };
  return (
    <Card title={say('password.title')}>
      <form className={css.stack} onSubmit={submit}>
        {needs === 'sign-in-name' && (
          <TextInput
            name="signIn"
            required
            withAsterisk={false}
            label={say('signin.name')}
            autoComplete="username"
            error={at('signIn')}
            errorProps={{ role: 'alert' }}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        {needs === 'current' && (
          <PasswordField
            name="current"
            required
            withAsterisk={false}
            label={say('password.current')}
            autoComplete="current-password"
            error={at('current')}
          />
        )}
        <PasswordField
          name="next"
          required
          withAsterisk={false}
          label={say('password.next')}
          description={say('password.rule', { n: PASSWORD_LENGTH.min })}
          error={at('next')}
          autoComplete="new-password"
        />
        <div>
          <Button type="submit" loading={busy}>
            {say(needs === 'current' ? 'password.do' : 'password.set')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
