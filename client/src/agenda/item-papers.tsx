import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useWords } from '../i18n/say.js';
import { papersIn } from '../meeting/papers-in.js';
import css from './agenda.module.css';
import { DraftPaper } from './draft-paper.js';
import { UploadRow } from './upload-row.js';
import { startUploads, useUploads } from './uploads.js';

interface Props {
  readonly meetingId: string;
  readonly itemId: string;
  readonly board: MeetingBoard;
  readonly office: boolean;
  readonly places: readonly { readonly id: string; readonly label: string }[];
}

/** Papers of an item: several dropped at once, each with its progress, its refusal and its cure. */
export function ItemPapers({ meetingId, itemId, board, office, places }: Props) {
  const say = useWords('agenda');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const uploads = useUploads((store) => store.uploads).filter(
    (one) => one.itemId === itemId && one.meetingId === meetingId,
  );
  const papers = papersIn(board, itemId);
  const isSent = board.meeting?.papersSentAt != null;
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    startUploads(meetingId, itemId, [...event.dataTransfer.files]);
  };
  return (
    <section className={css.papers} aria-label={say('agenda.papers')}>
      <h3>{say('agenda.papers')}</h3>
      {papers.length === 0 && uploads.length === 0 && <p className={css.soft}>{say('agenda.noPapers')}</p>}
      <ul>
        {papers.map(({ paperId, paper }) => (
          <DraftPaper
            key={paperId}
            meetingId={meetingId}
            paperId={paperId}
            paper={paper}
            office={office}
            isSent={isSent}
            places={places}
          />
        ))}
        {uploads.map((one) => (
          <UploadRow key={one.id} upload={one} />
        ))}
      </ul>
      {office && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same.
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
          <Button leftSection={<FileUp aria-hidden size={20} />} onClick={() => input.current?.click()}>
            {say('agenda.choose')}
          </Button>
          <small className={css.limit}>{say('agenda.max')}</small>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={say('agenda.choose')}
            onChange={({ currentTarget }) => {
              startUploads(meetingId, itemId, [...(currentTarget.files ?? [])]);
              currentTarget.value = '';
            }}
          />
        </div>
      )}
    </section>
  );
}
