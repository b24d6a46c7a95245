import type { DraftItem } from '@ecab/shared/sync/content';
import { Button, NativeSelect } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type * as Y from 'yjs';
import { useWords } from '../i18n/say.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import css from './agenda.module.css';
import { setField, setParent, textOf } from './draft.js';
import { type Fields, ItemFields } from './item-fields.js';
import { SharedText } from './shared-text.js';

interface Props {
  readonly doc: Y.Doc;
  readonly item: DraftItem;
  readonly place: string;
  readonly editable: boolean;
  /** Blocks that it may be put into, with their places. */
  readonly blocks: readonly { readonly id: string; readonly label: string }[];
  /** What goes with it: items of its block, papers of both. */
  readonly goes: { readonly items: number; readonly papers: number };
  readonly onAddInside: () => void;
  /** @returns whether it is gone. */
  readonly onRemove: () => Promise<boolean>;
  readonly children: ReactNode;
}

/** One item of the draft in full. What is typed goes into the shared text letter by letter. */
export function ItemForm(props: Props) {
  const { doc, item, place, editable, blocks, goes, onAddInside, onRemove, children } = props;
  const say = useWords('agenda');
  const [removing, setRemoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const set = (to: Partial<Fields>) =>
    doc.transact(() => {
      for (const [name, value] of Object.entries(to)) setField(doc, item.id, name as keyof Fields, value);
    });
  const block = item.kind === 'consentBlock';
  const title = item.title.trim() || say('agenda.untitled');
  return (
    <section className={css.form} aria-label={say('agenda.item', { n: place })}>
      <h2>{say('agenda.item', { n: place })}</h2>
      <SharedText
        label={say('agenda.name')}
        text={textOf(doc, item.id, 'title')}
        oneLine
        minRows={2}
        maxLength={1000}
        readOnly={!editable}
      />
      <ItemFields item={item} editable={editable} onSet={set} />
      {!block && children}
      {!block && blocks.length > 0 && (
        <NativeSelect
          label={say('agenda.parent')}
          disabled={!editable}
          value={item.parent ?? ''}
          onChange={({ currentTarget }) => setParent(doc, item.id, currentTarget.value || null)}
          data={[
            { value: '', label: say('agenda.noParent') },
            ...blocks.map(({ id, label }) => ({ value: id, label })),
          ]}
        />
      )}
      <SharedText
        label={say('agenda.note')}
        text={textOf(doc, item.id, 'note')}
        minRows={1}
        maxLength={4000}
        readOnly={!editable}
      />
      {block && editable && (
        <Button leftSection={<Plus aria-hidden size={20} />} onClick={onAddInside}>
          {say('agenda.addInside')}
        </Button>
      )}
      {editable && (
        <Button
          variant="subtle"
          className={css.danger ?? ''}
          leftSection={<Trash2 aria-hidden size={20} />}
          onClick={() => setRemoving(true)}
        >
          {say('agenda.remove')}
        </Button>
      )}
      <ConfirmDialog
        opened={removing}
        title={say('agenda.removeAsk', { title })}
        body={say('agenda.removeBody', goes)}
        confirm={say('agenda.remove')}
        danger
        loading={busy}
        onClose={() => setRemoving(false)}
        onConfirm={() => {
          setBusy(true);
          void onRemove().then((gone) => {
            setBusy(false);
            if (!gone) setRemoving(false);
          });
        }}
      />
    </section>
  );
}
