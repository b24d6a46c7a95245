import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { ErrorBoundary } from '../ui/error-boundary.js';
import { cssVariablesResolver, theme } from '../ui/theme.js';
import { PleaseUpdate } from './please-update.js';
import { shownScheme, usePreferences } from './preferences.js';
import { queries } from './queries.js';
import { makeRouter } from './router.js';
import { useUpdate } from './update.js';

export function App() {
  const scheme = shownScheme(usePreferences().scheme);
  const mustUpdate = useUpdate((update) => update.required);
  const [router] = useState(makeRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>
      <ErrorBoundary onError={(error) => console.error(error)}>
        <QueryClientProvider client={queries}>
          {mustUpdate ? <PleaseUpdate /> : <RouterProvider router={router} />}
          <Notifications position="bottom-center" zIndex={600} limit={2} />
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
