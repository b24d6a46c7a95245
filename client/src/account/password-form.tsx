import { Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { arrive } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { BigButton } from '../ui/big-button.js';
import { identity, whyFailed, whyRefused } from './identity.js';
import { PasswordField } from './password-field.js';
import css from './sign-in.module.css';

type Wrong = { readonly field: 'name' | 'password' | 'form'; readonly text: string };

/** Name and password. What is wrong stands at the field and takes the focus there; nothing typed is thrown away. */
export function PasswordForm() {
  const say = useWords('account');
  const timeZone = useTimeZone();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [remember, setRemember] = useState(true);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const at = (field: Wrong['field']) => (wrong?.field === field ? wrong.text : undefined);

  function fail(field: Wrong['field'], text: string) {
    setWrong({ field, text });
    setBusy(false);
    const input = field === 'name' ? name.current : password.current;
    input?.focus();
    if (field === 'password') input?.select();
  }
  async function send() {
    const form = { signIn: name.current?.value.trim() ?? '', password: password.current?.value ?? '', remember };
    if (form.signIn === '') return fail('name', say('signin.name.missing'));
    if (form.password === '') return fail('password', say('signin.password.missing'));
    setBusy(true);
    setWrong(null);
    try {
      const answer = await identity('sign-in', form);
      if (answer.ok) await arrive(answer.me);
      else fail(answer.refusal === 'wrong-password' ? 'password' : 'form', whyRefused(answer, timeZone));
    } catch (error) {
      fail('form', whyFailed(error));
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void send();
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {at('form') && (
        <p className={css.notice} role="alert">
          {at('form')}
        </p>
      )}
      <TextInput
        ref={name}
        size="lg"
        label={say('signin.name')}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        error={at('name')}
        errorProps={{ role: 'alert' }}
      />
      <PasswordField
        ref={password}
        size="lg"
        label={say('signin.password')}
        autoComplete="current-password"
        error={at('password')}
      />
      <Checkbox
        label={say('signin.remember')}
        checked={remember}
        onChange={(event) => setRemember(event.currentTarget.checked)}
      />
      <BigButton type="submit" loading={busy}>
        {say('signin.do')}
      </BigButton>
    </form>
  );
}
