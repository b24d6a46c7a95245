import { Button } from '@mantine/core';
import { Download, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { updateNow } from '../app/update.js';
import { useWords } from '../i18n/say.js';
import css from './rescue.module.css';

interface Props {
  /** Of the text that the server has. */
  readonly src: string;
  readonly label: string;
}

/** A text in a newer schema than this release knows: read as the server writes it, in a frame that runs nothing. */
export function OlderText({ src, label }: Props) {
  const say = useWords('rescue');
  const [turn, setTurn] = useState(0);
  return (
    <section className={css.older} aria-label={label}>
      <div className={css.notice} role="status">
        <Download size={22} aria-hidden />
        <p>
          <b>{say('older.title')}.</b> {say('older.body')}
        </p>
        <Button variant="filled" onClick={() => void updateNow()}>
          {say('older.update')}
        </Button>
        <Button leftSection={<RefreshCw size={20} aria-hidden />} onClick={() => setTurn((n) => n + 1)}>
          {say('older.again')}
        </Button>
      </div>
      <iframe key={turn} className={css.frame} title={label} src={src} sandbox="" />
    </section>
  );
}
