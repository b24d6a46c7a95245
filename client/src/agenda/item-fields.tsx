import { itemKinds } from '@ecab/shared/agenda/slice';
import type { DraftItem } from '@ecab/shared/sync/content';
import { NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import css from './agenda.module.css';
import { settledBy, type Way, wayOf, ways } from './way.js';

export type Fields = Pick<DraftItem, 'presenterId' | 'unit' | 'minutes' | 'kind' | 'vote' | 'audience'>;
interface Props {
  readonly item: Fields;
  readonly editable: boolean;
  readonly onSet: (to: Partial<Fields>) => void;
}

/** All of an item but its words and its place: the same in the draft and after publication. */
export function ItemFields({ item, editable, onSet }: Props) {
  const say = useWords('agenda');
  const people = usePeople();
  const wayId = useId();
  const block = item.kind === 'consentBlock';
  return (
    <>
      <NativeSelect
        label={say('agenda.presenter')}
        disabled={!editable}
        value={item.presenterId ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const agency = people.person(value)?.agency ?? '';
          // The agency under the name of this time; one that somebody wrote stays.
          onSet({ presenterId: value || null, ...(item.unit === '' && agency !== '' && { unit: agency }) });
        }}
        data={[
          { value: '', label: say('agenda.nobody') },
          ...people.list.map(({ personId }) => ({ value: personId, label: people.name(personId) })),
        ]}
      />
      <div className={css.unitPair}>
        <TextInput
          label={say('agenda.unit')}
          readOnly={!editable}
          maxLength={300}
          value={item.unit}
          onChange={({ currentTarget }) => onSet({ unit: currentTarget.value.toWellFormed().replaceAll('\0', '') })}
        />
        <NumberInput
          label={say('agenda.minutes')}
          readOnly={!editable}
          min={0}
          max={600}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          inputMode="numeric"
          value={item.minutes}
          onChange={(value) => onSet({ minutes: Math.max(0, Math.min(600, Math.trunc(Number(value)) || 0)) })}
        />
      </div>
      {!block && (
        <div>
          <span className={css.label} id={wayId}>
            {say('agenda.way')}
          </span>
          <SegmentedControl
            fullWidth
            className={css.segments ?? ''}
            aria-labelledby={wayId}
            disabled={!editable}
            value={wayOf(item)}
            onChange={(value) => onSet(settledBy(value as Way, item))}
            data={ways.map((value) => ({ value, label: say(`agenda.way.${value}`) }))}
          />
        </div>
      )}
      <div className={css.pair}>
        {!block && (
          <NativeSelect
            label={say('agenda.kind')}
            disabled={!editable}
            value={item.kind}
            onChange={({ currentTarget }) => onSet({ kind: currentTarget.value as DraftItem['kind'] })}
            data={itemKinds
              .filter((kind) => kind !== 'consentBlock')
              .map((value) => ({ value, label: say(`agenda.kind.${value}`) }))}
          />
        )}
        <NativeSelect
          label={say('agenda.audience')}
          disabled={!editable}
          value={item.audience}
          onChange={({ currentTarget }) => onSet({ audience: currentTarget.value as DraftItem['audience'] })}
          data={(['everyone', 'members'] as const).map((value) => ({ value, label: say(`agenda.audience.${value}`) }))}
        />
      </div>
    </>
  );
}
