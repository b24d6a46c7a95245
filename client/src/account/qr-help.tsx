import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../i18n/say.js';
import css from './sign-in.module.css';
import { pathOf } from './sign-in-link.js';

/** How a code gets one in; and a field for a link, since a tablet's camera may open another browser than this one. */
export function QrHelp() {
  const say = useWords('account');
  const navigate = useNavigate();
  const [link, setLink] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const path = pathOf(link, location.origin);
    setWrong(path === null);
    if (path !== null) void navigate(path);
  };
  return (
    <>
      <ol className={css.steps}>
        <li>{say('qr.how.1')}</li>
        <li>{say('qr.how.2')}</li>
        <li>{say('qr.how.3')}</li>
      </ol>
      <form className={css.form} onSubmit={open} noValidate>
        <TextInput
          size="lg"
          type="url"
          label={say('qr.paste')}
          description={say('qr.paste.hint')}
          autoComplete="off"
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
          error={wrong && say('qr.paste.wrong')}
          errorProps={{ role: 'alert' }}
        />
        <Button type="submit" size="lg" fullWidth>
          {say('qr.paste.do')}
        </Button>
      </form>
    </>
  );
}
