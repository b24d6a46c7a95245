import { SegmentedControl } from '@mantine/core';
import { KeyRound, QrCode } from 'lucide-react';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { PasswordForm } from './password-form.js';
import { QrHelp } from './qr-help.js';
import css from './sign-in.module.css';
import { SignInFrame } from './sign-in-frame.js';
import { nextOf } from './sign-in-link.js';

/** Name and password, or the way by another device. */
export function Component() {
  const say = useWords('account');
  const me = useSession((session) => session.me);
  const { search } = useLocation();
  const [by, setBy] = useState<'password' | 'qr'>('password');
  if (me) return <Navigate to={nextOf(search)} replace />;
  return (
    <SignInFrame title={say('signin.title')}>
      <SegmentedControl
        fullWidth
        aria-label={say('signin.by')}
        value={by}
        onChange={setBy}
        data={[
          {
            value: 'password',
            label: (
              <span className={css.choice}>
                <KeyRound size={18} aria-hidden />
                {say('signin.password')}
              </span>
            ),
          },
          {
            value: 'qr',
            label: (
              <span className={css.choice}>
                <QrCode size={18} aria-hidden />
                {say('signin.qr')}
              </span>
            ),
          },
        ]}
      />
      {by === 'password' ? <PasswordForm /> : <QrHelp />}
    </SignInFrame>
  );
}
