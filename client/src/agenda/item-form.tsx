import type { DraftItem } from '@ecab/shared/sync/content';
import { itemKinds } from '@ecab/shared/sync/policies/agenda';
import { Button, NativeSelect, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type * as Y from 'yjs';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import css from './agenda.module.css';
import { setField, textOf, writeText } from './draft.js';

interface Props {
  readonly doc: Y.Doc;
  readonly item: DraftItem;
  readonly place: string;
  readonly editable: boolean;
  readonly onAddInside: () => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One item of the draft in full. What is typed goes into the shared text letter by letter. */
export function ItemForm({ doc, item, place, editable, onAddInside, onRemove, children }: Props) {
  const say = useWords('agenda');
  const people = usePeople();
  const [removing, setRemoving] = useState(false);
  const set = <Name extends Exclude<keyof DraftItem, 'id' | 'title' | 'note'>>(name: Name, value: DraftItem[Name]) =>
    setField(doc, item.id, name, value);
  const write = (name: 'title' | 'note', value: string) => {
    const text = textOf(doc, item.id, name);
    if (text) writeText(text, value);
  };
  const block = item.kind === 'consentBlock';
  return (
    <section className={css.form} aria-label={say('agenda.item', { n: place })}>
      <h2>{say('agenda.item', { n: place })}</h2>
      <Textarea
        label={say('agenda.name')}
        autosize
        minRows={2}
        maxLength={1000}
        readOnly={!editable}
        value={item.title}
        onChange={(event) => write('title', event.currentTarget.value)}
      />
      <div className={css.pair}>
        <NativeSelect
          label={say('agenda.presenter')}
          disabled={!editable}
          value={item.presenterId ?? ''}
          onChange={(event) => {
            const personId = event.currentTarget.value || null;
            set('presenterId', personId);
            const agency = personId === null ? '' : (people.person(personId)?.agency ?? '');
            if (item.unit === '' && agency) set('unit', agency);
          }}
          data={[
            { value: '', label: say('agenda.nobody') },
            ...people.list.map((one) => ({ value: one.personId, label: people.name(one.personId) })),
          ]}
        />
        <TextInput
          label={say('agenda.unit')}
          readOnly={!editable}
          maxLength={300}
          value={item.unit}
          onChange={(event) => set('unit', event.currentTarget.value)}
        />
      </div>
      <div className={css.pair}>
        <NumberInput
          label={say('agenda.minutes')}
          readOnly={!editable}
          min={0}
          max={600}
          allowDecimal={false}
          value={item.minutes}
          onChange={(value) => set('minutes', Math.max(0, Math.min(600, Number(value) || 0)))}
        />
        {!block && (
          <NativeSelect
            label={say('agenda.kind')}
            disabled={!editable}
            value={item.kind}
            onChange={(event) => set('kind', event.currentTarget.value as DraftItem['kind'])}
            data={itemKinds
              .filter((kind) => kind !== 'consentBlock')
              .map((value) => ({ value, label: say(`agenda.kind.${value}`) }))}
          />
        )}
      </div>
      {!block && (
        <div>
          <span className={css.label} id={`way-${item.id}`}>
            {say('agenda.way')}
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby={`way-${item.id}`}
            disabled={!editable}
            value={item.vote}
            onChange={(value) => set('vote', value as DraftItem['vote'])}
            data={[
              { value: 'none', label: say('agenda.way.note') },
              { value: 'open', label: say('agenda.way.open') },
              { value: 'paper', label: say('agenda.way.paper') },
            ]}
          />
        </div>
      )}
      <NativeSelect
        label={say('agenda.audience')}
        disabled={!editable}
        value={item.audience}
        onChange={(event) => set('audience', event.currentTarget.value as DraftItem['audience'])}
        data={(['everyone', 'members'] as const).map((value) => ({ value, label: say(`agenda.audience.${value}`) }))}
      />
      <Textarea
        label={say('agenda.note')}
        autosize
        minRows={1}
        maxLength={4000}
        readOnly={!editable}
        value={item.note}
        onChange={(event) => write('note', event.currentTarget.value)}
      />
      {block && editable && (
        <Button variant="default" leftSection={<Plus aria-hidden size={20} />} onClick={onAddInside}>
          {say('agenda.addInside')}
        </Button>
      )}
      {!block && children}
      {editable && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<Trash2 aria-hidden size={20} />}
          onClick={() => setRemoving(true)}
        >
          {say('agenda.remove')}
        </Button>
      )}
      <ConfirmDialog
        opened={removing}
        title={say('agenda.removeAsk', { title: item.title })}
        body={say('agenda.removeBody')}
        confirm={say('agenda.remove')}
        danger
        onClose={() => setRemoving(false)}
        onConfirm={() => {
          setRemoving(false);
          onRemove();
        }}
      />
    </section>
  );
}
