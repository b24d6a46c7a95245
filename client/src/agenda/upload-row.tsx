import { uploadRefusalText } from '@ecab/shared/papers/upload-refusals';
import { ActionIcon } from '@mantine/core';
import { FileUp, FileX, RotateCcw, X } from 'lucide-react';
import { whyNot } from '../app/refusals.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { Meter } from '../ui/meter.js';
import css from './agenda.module.css';
import { dropUpload, mayRetry, retryUpload, type Upload } from './uploads.js';

/** A file on its way: how far, or why it was not taken and what to do. */
export function UploadRow({ upload }: { readonly upload: Upload }) {
  const say = useWords('agenda');
  const language = useLanguage();
  const { name, state, sent, refusal } = upload;
  const failed = state === 'refused' || state === 'lost';
  const why =
    state === 'lost' ? say('agenda.offline') : (uploadRefusalText(refusal ?? '', language) ?? whyNot(refusal ?? ''));
  return (
    <li className={css.paper} data-bad={failed}>
      {failed ? <FileX aria-hidden size={22} /> : <FileUp aria-hidden size={22} />}
      <div>
        <b>{name}</b>
        {failed ? (
          <small role="alert">{why}</small>
        ) : (
          <>
            <small>
              {state === 'waiting' && say('agenda.waiting')}
              {state === 'sending' && say('agenda.uploading', { n: sent })}
              {state === 'checking' && say('agenda.checking')}
            </small>
            <Meter value={sent} max={100} />
          </>
        )}
      </div>
      {mayRetry(upload) && (
        <ActionIcon aria-label={say('agenda.retry', { name })} onClick={() => retryUpload(upload)}>
          <RotateCcw aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon
        aria-label={say(failed ? 'agenda.dismiss' : 'agenda.cancel', { name })}
        onClick={() => dropUpload(upload.id)}
      >
        <X aria-hidden />
      </ActionIcon>
    </li>
  );
}
