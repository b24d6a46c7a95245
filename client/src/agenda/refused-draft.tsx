import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import css from './agenda.module.css';

/** What the server did not take is told, and where its words are. */
export function RefusedDraft({ refusal, onSeen }: { readonly refusal: string; readonly onSeen: () => void }) {
  const say = useWords('agenda');
  return (
    <div className={css.notice} role="alert">
      <TriangleAlert aria-hidden size={22} />
      <p>
        <b>{say('agenda.notTaken')}</b> {whyNot(refusal)}
      </p>
      <Button size="sm" onClick={onSeen}>
        {say('agenda.seen')}
      </Button>
    </div>
  );
}
