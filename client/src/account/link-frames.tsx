import { Button } from '@mantine/core';
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

/** A link or a code that signs nobody in: why, and the way to another. */
export function LinkFailed({ why }: { readonly why: string }) {
  const say = useWords('account');
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
