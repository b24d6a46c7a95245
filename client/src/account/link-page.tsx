import { identityWords } from '@ecab/shared/contract/identity';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Offline } from '../app/api.js';
import { useTimeZone } from '../app/body.js';
import { arrive } from '../app/session.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { newId } from '../sync/device.js';
import { identity, whyFailed, whyRefused } from './identity.js';
import { LinkAsking, LinkFailed } from './link-frames.js';
import { tokenOf } from './sign-in-link.js';

/**
 * A single-use link opens here; its token stands after `#`. Where no answer came it can be asked again: by its claim the
 * server knows the tablet that has used it.
 */
export function Component() {
  const say = useWords('account');
  const language = useLanguage();
  const timeZone = useTimeZone();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [token] = useState(() => tokenOf(hash));
  const [claim] = useState(newId);
  const [failed, setFailed] = useState<{ readonly why: string; readonly isOver: boolean } | null>(null);
  const asked = useRef(false);
  async function use(by: string) {
    setFailed(null);
    try {
      const answer = await identity('link', { token: by, claim, remember: true });
      if (!answer.ok) return setFailed({ why: whyRefused(answer, timeZone), isOver: answer.refusal !== 'unavailable' });
      await arrive(answer.me);
      await navigate('/', { replace: true });
    } catch (error) {
      const why = error instanceof Offline ? say('link.offline') : whyFailed(error);
      setFailed({ why, isOver: false });
    }
  }
  // Once, at arrival; again only when told to.
  useEffect(() => {
    if (asked.current || token === null) return;
    asked.current = true;
    // Out of the address bar and the history: who takes the tablet next must not find it.
    history.replaceState(history.state, '', location.pathname);
    void use(token);
  });
  if (token === null) return <LinkFailed why={identityWords[language]['link-expired']} />;
  if (failed === null) return <LinkAsking />;
  return <LinkFailed why={failed.why} onRetry={failed.isOver ? undefined : () => void use(token)} />;
}
