import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { PaperEntity } from '@ecab/shared/papers/slice';
import { en, type UploadRefusalWord, vi } from '@ecab/shared/papers/upload-refusals';
import { ActionIcon, Button } from '@mantine/core';
import { FileCheck, FileUp, FileX, RotateCcw, Trash2, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { whyNot } from '../app/refusals.js';
import { currentLanguage, useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Meter } from '../ui/meter.js';
import { toast } from '../ui/toast.js';
import css from './agenda.module.css';
import { dropUpload, retryUpload, startUploads, type Upload, useUploads } from './uploads.js';

const MAX_MB = 100;
/** Why a file was not taken, and its cure. */
function whyRefused(refusal: string): string {
  const words = currentLanguage() === 'vi' ? vi : en;
  return Object.hasOwn(words, refusal)
    ? words[refusal as UploadRefusalWord].replace('{n}', String(MAX_MB))
    : whyNot(refusal);
}
interface Props {
  readonly meetingId: string;
  readonly itemId: string;
  readonly board: MeetingBoard;
}

/** Papers of an item: several dropped at once, each with its progress, its refusal and its cure. */
export function ItemPapers({ meetingId, itemId, board }: Props) {
  const say = useWords('agenda');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const uploads = useUploads((store) => store.uploads).filter(
    (one) => one.itemId === itemId && one.meetingId === meetingId,
  );
  const papers = Object.entries(board)
    .flatMap(([key, paper]) =>
      key.startsWith('paper:') ? [[key.slice('paper:'.length), paper as PaperEntity] as const] : [],
    )
    .filter(([, paper]) => paper.itemId === itemId)
    .sort(([, a], [, b]) => a.order - b.order);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    startUploads(meetingId, itemId, [...event.dataTransfer.files]);
  };
  return (
    <section className={css.papers} aria-label={say('agenda.papers')}>
      <h3>{say('agenda.papers')}</h3>
      <ul>
        {papers.map(([paperId, paper]) => (
          <PaperRow key={paperId} meetingId={meetingId} paperId={paperId} paper={paper} />
        ))}
        {uploads.map((one) => (
          <UploadRow key={one.id} upload={one} />
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same. */}
      <div
        className={css.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <p>{say('agenda.drop')}</p>
        <Button variant="default" leftSection={<FileUp aria-hidden size={20} />} onClick={() => input.current?.click()}>
          {say('agenda.choose')}
        </Button>
        <small>{say('agenda.max')}</small>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={say('agenda.choose')}
          onChange={(event) => {
            startUploads(meetingId, itemId, [...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </section>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }) {
  const say = useWords('agenda');
  const { name, state, sent, refusal } = upload;
  const failed = state === 'refused' || state === 'lost';
  return (
    <li className={css.paper} data-bad={failed}>
      {failed ? <FileX aria-hidden size={22} /> : <FileUp aria-hidden size={22} />}
      <div>
        <b>{name}</b>
        <small role={failed ? 'alert' : undefined}>
          {state === 'sending' && say('agenda.uploading', { n: sent })}
          {state === 'checking' && say('agenda.checking')}
          {state === 'refused' && whyRefused(refusal ?? '')}
          {state === 'lost' && say('agenda.offline')}
        </small>
        {!failed && <Meter value={sent} max={100} />}
      </div>
      {state === 'lost' && (
        <ActionIcon
          variant="subtle"
          size={44}
          aria-label={say('agenda.retry', { name })}
          onClick={() => retryUpload(upload)}
        >
          <RotateCcw aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={say(failed ? 'agenda.dismiss' : 'agenda.cancel', { name })}
        onClick={() => dropUpload(upload.id)}
      >
        <X aria-hidden />
      </ActionIcon>
    </li>
  );
}

function PaperRow(props: { readonly meetingId: string; readonly paperId: string; readonly paper: PaperEntity }) {
  const { meetingId, paperId, paper } = props;
  const say = useWords('agenda');
  const { commands } = useSync();
  const input = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState(false);
  const version = paper.versions.at(-1);
  const v = paper.versions.length;
  async function remove() {
    setRemoving(false);
    const answer = await commands.send(`meeting/${meetingId}`, 'paper:remove', { paperId });
    if (!answer.ok) toast(whyNot(answer.refusal));
  }
  return (
    <li className={css.paper}>
      <FileCheck aria-hidden size={22} />
      <div>
        <b>
          <Link to={`/papers/${encodeURIComponent(version?.versionId ?? '')}`}>{paper.title}</Link>
        </b>
        <small>
          {version?.needsPassword ? say('agenda.locked', { v }) : say('agenda.checked', { n: version?.pages ?? 0, v })}
        </small>
      </div>
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={say('agenda.newVersion', { title: paper.title })}
        onClick={() => input.current?.click()}
      >
        <FileUp aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={say('agenda.removePaper', { title: paper.title })}
        onClick={() => setRemoving(true)}
      >
        <Trash2 aria-hidden />
      </ActionIcon>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say('agenda.newVersion', { title: paper.title })}
        onChange={(event) => {
          startUploads(meetingId, paper.itemId, [...(event.currentTarget.files ?? [])], paperId);
          event.currentTarget.value = '';
        }}
      />
      <ConfirmDialog
        opened={removing}
        title={say('agenda.removePaperAsk', { title: paper.title })}
        body={say('agenda.removePaperBody')}
        confirm={say('agenda.removePaper', { title: paper.title })}
        danger
        onClose={() => setRemoving(false)}
        onConfirm={() => void remove()}
      />
    </li>
  );
}
