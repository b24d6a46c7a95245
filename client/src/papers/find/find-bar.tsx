import { ActionIcon, Button, TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useWords } from '../../i18n/say.js';
import css from './find-bar.module.css';
import type { Find } from './use-find.js';

interface Props {
  readonly find: Find;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

/** What to look for, how often it was found, and which of them is looked at. */
export function FindBar({ find, field, onClose }: Props) {
  const say = useWords('papers');
  const ui = useWords('ui');
  const { state, count, number, query } = find;
  const told =
    state === 'idle'
      ? ''
      : state === 'reading'
        ? say('find.reading')
        : state === 'scan'
          ? say('find.scan')
          : count === 0
            ? say('find.none')
            : say('find.count', { n: number, m: count });
  // Who opens it wants to type; who comes from a search wants to see the hit.
  const begin = useEffectEvent(() => {
    if (query === '') field.current?.focus();
  });
  useEffect(() => begin(), []);
  return (
    <search className={css.find} aria-label={say('find.open')}>
      <TextInput
        ref={field}
        className={css.field ?? ''}
        aria-label={say('find.label')}
        placeholder={say('find.hint')}
        leftSection={<Search size={20} aria-hidden />}
        value={query}
        onChange={(event) => find.setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.shiftKey ? find.previous() : find.next();
          if (event.key === 'Escape') onClose();
        }}
      />
      <p role="status" className={css.told}>
        {told}
      </p>
      <ActionIcon variant="default" aria-label={say('find.previous')} disabled={count === 0} onClick={find.previous}>
        <ChevronUp size={22} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={say('find.next')} disabled={count === 0} onClick={find.next}>
        <ChevronDown size={22} aria-hidden />
      </ActionIcon>
      <Button size="sm" onClick={onClose}>
        {ui('close')}
      </Button>
    </search>
  );
}
