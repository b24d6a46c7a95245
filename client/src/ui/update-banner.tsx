import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './connection.module.css';

/** A new version waits. Nothing reloads by itself: the person chooses the moment. */
export function UpdateBanner({ onUpdate, onLater }: { readonly onUpdate: () => void; readonly onLater: () => void }) {
  const say = useWords('app');
  return (
    <div className={`${css.banner} ${css.info}`} role="status">
      <Download size={28} aria-hidden />
      <p>
        <b>{say('update.ready')}</b>
        <span>{say('update.hint')}</span>
      </p>
      <div className={css.ways}>
        <Button size="sm" onClick={onLater}>
          {say('update.later')}
        </Button>
        <Button size="sm" onClick={onUpdate}>
          {say('update.do')}
        </Button>
      </div>
    </div>
  );
}
