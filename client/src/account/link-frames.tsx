import { Button } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import { LoadingSkeleton } from '../ui/loading.js';
import css from './sign-in.module.css';
import { SignInFrame } from './sign-in-frame.js';

/** While the server is asked about a link or a code. */
export function LinkAsking() {
  const say = useWords('account');
  return (
    <SignInFrame title={say('link.title')}>
      <LoadingSkeleton />
    </SignInFrame>
  );
}

/** A link or a code that signs nobody in: why, and the way to another; or to try again, where that may help. */
export function LinkFailed({ why, onRetry }: { readonly why: string; readonly onRetry?: (() => void) | undefined }) {
  const say = useWords('account');
  const ui = useWords('ui');
  return (
    <SignInFrame title={say('link.failed')}>
      <p className={css.notice} role="alert">
        {why}
      </p>
      {onRetry && (
        <Button size="lg" fullWidth leftSection={<RefreshCw size={20} aria-hidden />} onClick={onRetry}>
          {ui('retry')}
        </Button>
      )}
      <Button component={Link} to="/sign-in" size="lg" fullWidth variant={onRetry ? 'default' : 'filled'}>
        {say('link.other')}
      </Button>
    </SignInFrame>
  );
}
