import { Button } from '@mantine/core';
import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from '../ui/page.js';

export function Component() {
  const say = useWords('app');
  const ui = useWords('ui');
  return (
    <Page title={say('notFound.title')}>
      <EmptyState
        icon={SearchX}
        level={2}
        title={say('notFound.title')}
        body={say('notFound.body')}
        action={
          <Button component={Link} to="/">
            {ui('error.home')}
          </Button>
        }
      />
    </Page>
  );
}
