import { identityWords } from '@ecab/shared/contract/identity';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { arrive } from '../app/session.js';
import { useLanguage } from '../i18n/say.js';
import { identity, whyFailed, whyRefused } from './identity.js';
import { LinkAsking, LinkFailed } from './link-frames.js';
import { tokenOf } from './sign-in-link.js';

/** A single-use link opens here; its token stands after `#` and is asked with once. */
export function Component() {
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
  return why === null ? <LinkAsking /> : <LinkFailed why={why} />;
}
