import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/say.js';
import { EmptyState } from '../ui/empty-state.js';
import css from './please-update.module.css';
import { updateNow } from './update.js';

/** The server talks only to a newer version. What is unsent stays on the device. */
export function PleaseUpdate() {
  const say = useWords('app');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = say('update.required');
  }, [say]);
  return (
    <main className={css.page}>
      <EmptyState
        icon={Download}
        level={1}
        title={say('update.required')}
        body={say('update.required.body')}
        action={
          <Button
            size="xl"
            variant="filled"
            loading={busy}
            onClick={() => {
              setBusy(true);
              updateNow().catch(() => setBusy(false));
            }}
          >
            {say('update.do')}
          </Button>
        }
      />
    </main>
  );
}
