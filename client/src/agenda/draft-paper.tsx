import type { Answer } from '@ecab/shared/contract/wire';
import type { PaperEntity } from '@ecab/shared/papers/slice';
import { ActionIcon, Menu, NativeSelect, TextInput } from '@mantine/core';
import { EllipsisVertical, FileCheck, FileUp, FolderInput, KeyRound, PencilLine, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import css from './agenda.module.css';
import { startUploads } from './uploads.js';

interface Props {
  readonly meetingId: string;
  readonly paperId: string;
  readonly paper: PaperEntity;
  readonly office: boolean;
  /** What members were sent is part of the record. */
  readonly isSent: boolean;
  /** Items that it can be moved to, this one among them. */
  readonly places: readonly { readonly id: string; readonly label: string }[];
}
type Orders = 'paper:retitle' | 'paper:move' | 'paper:remove';

/** A paper of an item as the secretary has it: what was found out about it, and what can be done with it. */
export function DraftPaper({ meetingId, paperId, paper, office, isSent, places }: Props) {
  const say = useWords('agenda');
  const { commands } = useSync();
  const { pathname } = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<Orders | null>(null);
  const [title, setTitle] = useState(paper.title);
  const [to, setTo] = useState(paper.itemId);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const version = paper.versions.at(-1);
  if (!version) return null;
  const v = paper.versions.length;

  const stream = `meeting/${meetingId}`;
  async function give(sent: Promise<Answer>) {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setAsking(null);
    if (!answer.ok) setRefused(answer.refusal);
  }
  const ask = (what: Orders) => {
    setTitle(paper.title);
    setTo(paper.itemId);
    setAsking(what);
  };
  return (
    <li className={css.paper}>
      {version.needsPassword ? <KeyRound aria-hidden size={22} /> : <FileCheck aria-hidden size={22} />}
      <div>
        <b>
          <Link to={`/papers/${encodeURIComponent(version.versionId)}`} state={{ from: pathname }}>
            {paper.title}
          </Link>
        </b>
        <small>
          {version.needsPassword
            ? say('agenda.locked', { v })
            : version.hasText
              ? say('agenda.checked', { n: version.pages ?? 0, v })
              : say('agenda.scan', { n: version.pages ?? 0, v })}
        </small>
      </div>
      {office && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon aria-label={say('agenda.paperMenu', { title: paper.title })}>
              <EllipsisVertical aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<FileUp aria-hidden size={20} />} onClick={() => input.current?.click()}>
              {say('agenda.newVersionOf')}
            </Menu.Item>
            <Menu.Item leftSection={<PencilLine aria-hidden size={20} />} onClick={() => ask('paper:retitle')}>
              {say('agenda.retitle')}
            </Menu.Item>
            <Menu.Item
              leftSection={<FolderInput aria-hidden size={20} />}
              disabled={places.length < 2}
              onClick={() => ask('paper:move')}
            >
              {say('agenda.movePaper')}
            </Menu.Item>
            <Menu.Item
              leftSection={<Trash2 aria-hidden size={20} />}
              disabled={isSent}
              onClick={() => ask('paper:remove')}
            >
              {say(isSent ? 'agenda.keptPaper' : 'agenda.removePaper')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <input
        ref={input}
        type="file"
        accept="application/pdf,.pdf"
        hidden
        aria-label={say('agenda.newVersion', { title: paper.title })}
        onChange={({ currentTarget }) => {
          startUploads(meetingId, paper.itemId, [...(currentTarget.files ?? [])], paperId);
          currentTarget.value = '';
        }}
      />
      <ConfirmDialog
        opened={asking === 'paper:remove'}
        title={say('agenda.removePaperAsk', { title: paper.title })}
        body={say('agenda.removePaperBody')}
        confirm={say('agenda.removePaper')}
        danger
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => void give(commands.send(stream, 'paper:remove', { paperId }))}
      />
      <ConfirmDialog
        opened={asking === 'paper:retitle'}
        title={say('agenda.retitle')}
        body={say('agenda.retitleBody')}
        confirm={say('agenda.save')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (title.trim() !== '' && title !== paper.title)
            void give(commands.send(stream, 'paper:retitle', { paperId, title }));
          else setAsking(null);
        }}
      >
        <TextInput
          label={say('agenda.paperTitle')}
          value={title}
          maxLength={500}
          error={title.trim() === '' && say('agenda.needTitle')}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'paper:move'}
        title={say('agenda.movePaperAsk', { title: paper.title })}
        body=""
        confirm={say('agenda.movePaper')}
        loading={busy}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (to === paper.itemId) setAsking(null);
          else void give(commands.send(stream, 'paper:move', { paperId, itemId: to, order: 0 }));
        }}
      >
        <NativeSelect
          label={say('agenda.toItem')}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
          data={places.map(({ id, label }) => ({ value: id, label }))}
        />
      </ConfirmDialog>
      <RefusalDialog
        refused={refused === null ? null : { title: say('agenda.refusedStep'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </li>
  );
}
