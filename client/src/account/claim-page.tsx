import { type IdentityForms, identityWords, QR_POLL_MS } from '@ecab/shared/contract/identity';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Offline } from '../app/api.js';
import { useTimeZone } from '../app/body.js';
import { arrive } from '../app/session.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { identity, whyFailed, whyRefused } from './identity.js';
import { LinkAsking, LinkFailed } from './link-frames.js';
import css from './sign-in.module.css';
import { SignInFrame } from './sign-in-frame.js';
import { tokenOf } from './sign-in-link.js';

type State =
  | { readonly is: 'asking' }
  | { readonly is: 'waiting'; check: string }
  | { readonly is: 'failed'; why: string };

/** The tablet's side of the QR code: shows four digits and waits until the other device confirms them. */
export function Component() {
  const say = useWords('account');
  const language = useLanguage();
  const timeZone = useTimeZone();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [code] = useState(() => tokenOf(hash));
  const [state, setState] = useState<State>({ is: 'asking' });
  const claim = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one claim from arrival to departure.
  useEffect(() => {
    if (code === null) return;
    history.replaceState(history.state, '', location.pathname);
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    const ask = async () => {
      try {
        const form: IdentityForms['qr/claim'] = { code, remember: true };
        const answer = await identity('qr/claim', claim.current === null ? form : { ...form, claim: claim.current });
        if (!answer.ok) return gone || setState({ is: 'failed', why: whyRefused(answer, timeZone) });
        if (answer.state === 'signed-in') {
          await arrive(answer.me);
          return void (await navigate('/', { replace: true }));
        }
        claim.current = answer.claim;
        if (!gone) setState({ is: 'waiting', check: answer.check });
      } catch (error) {
        // A poll that the network lost is only late; a first one has nothing to show yet.
        if (!(error instanceof Offline) || claim.current === null) {
          return gone || setState({ is: 'failed', why: whyFailed(error) });
        }
      }
      if (!gone) timer = setTimeout(() => void ask(), QR_POLL_MS);
    };
    // After the effects have settled: a strict first mount that is undone at once must not take the code for itself.
    timer = setTimeout(() => void ask(), 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  const why = code === null ? identityWords[language]['qr-expired'] : state.is === 'failed' ? state.why : null;
  if (why !== null) return <LinkFailed why={why} />;
  if (state.is !== 'waiting') return <LinkAsking />;
  return (
    <SignInFrame title={say('claim.title')}>
      <p role="status" className={css.digits} aria-label={say('claim.digits', { digits: [...state.check].join(' ') })}>
        {state.check}
      </p>
      <p>{say('claim.body')}</p>
    </SignInFrame>
  );
}
