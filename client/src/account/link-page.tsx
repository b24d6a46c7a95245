import { identityWords } from '@ecab/shared/contract/identity';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { arrive } from '../app/session.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { identity, whyFailed, whyRefused } from './identity.js';
import css from './sign-in.module.css';
import { SignInFrame } from './sign-in-frame.js';
import { tokenOf } from './sign-in-link.js';

/** A single-use link opens here; its token stands after `#` and is asked with once. */
export function Component() {
  const say = useWords('account');
  const language = useLanguage();
  const timeZone = useTimeZone();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [token] = useState(() => tokenOf(hash));
  const [failed, setFailed] = useState<string | null>(null);
  const asked = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link works once, so it is asked once.
  useEffect(() => {
    if (asked.current || token === null) return;
    asked.current = true;
    // Out of the address bar and the history: who takes the tablet next must not find it.
    history.replaceState(history.state, '', location.pathname);
    identity('link', { token, remember: true })
      .then(async (answer) => {
        if (!answer.ok) return setFailed(whyRefused(answer, timeZone));
        await arrive(answer.me);
        await navigate('/', { replace: true });
      })
      .catch((error: unknown) => setFailed(whyFailed(error)));
  }, []);
  const why = token === null ? identityWords[language]['link-expired'] : failed;
  if (why === null) {
    return (
      <SignInFrame title={say('link.title')}>
        <LoadingSkeleton />
      </SignInFrame>
    );
  }
  return (
    <SignInFrame title={say('link.failed')}>
      <p className={css.notice} role="alert">
        {why}
      </p>
      <Button component={Link} to="/sign-in" size="lg" fullWidth>
        {say('link.other')}
      </Button>
    </SignInFrame>
  );
}
