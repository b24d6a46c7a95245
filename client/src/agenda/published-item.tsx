import type { Item, ItemForm } from '@ecab/shared/agenda/slice';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { toast } from '../ui/toast.js';
import css from './agenda.module.css';
import { ItemFields } from './item-fields.js';

type Shown = Omit<ItemForm, 'itemId'>;
interface Props {
  readonly meetingId: string;
  readonly itemId: string;
  readonly item: Shown | Item;
  readonly isNew: boolean;
  readonly editable: boolean;
  readonly heading: string;
  readonly onDone: () => void;
  readonly children?: ReactNode;
}

/** An item of a published agenda: what is typed stays here until it is saved as one command. */
export function PublishedItem({ meetingId, itemId, item, isNew, editable, heading, onDone, children }: Props) {
  const say = useWords('agenda');
  const { commands } = useSync();
  const [edits, setEdits] = useState<Partial<Shown>>({});
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { title, kind, presenterId, unit, minutes, parent, vote, audience, note } = item;
  const whole: Shown = { title, kind, presenterId, unit, minutes, parent, vote, audience, note, ...edits };
  const set = (to: Partial<Shown>) => setEdits((before) => ({ ...before, ...to }));
  const dirty = isNew || Object.entries(edits).some(([name, value]) => value !== item[name as keyof Shown]);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (whole.title.trim() === '') return;
    setBusy(true);
    const answer = await commands.send(`meeting/${meetingId}`, isNew ? 'item:add' : 'item:amend', { itemId, ...whole });
    setBusy(false);
    if (!answer.ok) return setRefused(answer.refusal);
    setEdits({});
    toast(say('agenda.isSaved'));
    onDone();
  }
  return (
    <section className={css.form} aria-label={heading}>
      <h2>{heading}</h2>
      {!editable && <p className={css.soft}>{say('agenda.notEditable')}</p>}
      <form className={css.form} onSubmit={(event) => void save(event)}>
        <Textarea
          label={say('agenda.name')}
          autosize
          minRows={2}
          maxLength={1000}
          readOnly={!editable}
          value={whole.title}
          error={editable && whole.title.trim() === '' && !isNew ? say('agenda.needTitle') : undefined}
          onChange={({ currentTarget }) => set({ title: currentTarget.value.replace(/[\r\n]+/g, ' ') })}
        />
        <ItemFields item={whole} editable={editable} onSet={set} />
        <Textarea
          label={say('agenda.note')}
          autosize
          minRows={1}
          maxLength={4000}
          readOnly={!editable}
          value={whole.note}
          onChange={({ currentTarget }) => set({ note: currentTarget.value })}
        />
        {editable && (
          <Button
            type="submit"
            size="lg"
            variant="filled"
            loading={busy}
            disabled={!dirty || whole.title.trim() === ''}
          >
            {say(isNew ? 'agenda.addNow' : 'agenda.save')}
          </Button>
        )}
      </form>
      {children}
      <RefusalDialog
        refused={refused === null ? null : { title: say('agenda.refusedStep'), body: whyNot(refused) }}
        onClose={() => setRefused(null)}
      />
    </section>
  );
}
