import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useRouteError } from 'react-router';
import { useWords } from '../i18n/say.js';
import { ErrorState } from '../ui/error-state.js';

/** A page that broke, or whose code could not be fetched. The frame stays where it can. */
export function RouteError() {
  const error = useRouteError();
  const ui = useWords('ui');
  useEffect(() => console.error(error), [error]);
  return (
    <main>
      <ErrorState
        level={1}
        onRetry={() => location.reload()}
        action={
          <Button component={Link} to="/" ml="sm">
            {ui('error.home')}
          </Button>
        }
      />
    </main>
  );
}
