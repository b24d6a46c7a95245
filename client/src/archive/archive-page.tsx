import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Loaded } from '../app/loaded.js';
import { useWords } from '../i18n/say.js';
import { EmptyState } from '../ui/empty-state.js';
import { announce } from '../ui/live-region.js';
import { Page } from '../ui/page.js';
import css from './archive.module.css';
import { SearchHit } from './search-hit.js';
import { type Kind, kinds, useSearch } from './use-search.js';

/** The record, found again. What is asked stands in the address, so that it can be come back to and sent on. */
export function Component() {
  const say = useWords('archive');
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const kind = kinds.find((one) => one === params.get('kind')) ?? null;
  const year = params.get('year');
  const [typed, setTyped] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const query = useSearch(q, kind, year);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    field.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== '/' || inField) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const found = query.data?.pages[0];
  const count = found && (found.capped ? say('archive.countMany') : say('archive.count', { n: found.total }));
  useEffect(() => {
    if (count) announce(count, 'polite');
  }, [count]);

  const change = (name: 'q' | 'kind' | 'year', value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change('q', typed);
  };
  const filtered = kind !== null || year !== null;
  const { facets } = found ?? {};
  const years = Object.keys(facets?.years ?? {})
    .sort()
    .reverse();
  return (
    <Page title={say('archive.title')}>
      <form className={css.form} onSubmit={submit}>
        <search className={css.search}>
          <TextInput
            ref={field}
            className={css.field}
            size="lg"
            type="text"
            enterKeyHint="search"
            aria-label={say('archive.field')}
            placeholder={say('archive.field')}
            leftSection={<Search aria-hidden size={22} />}
            rightSection={
              typed ? (
                <CloseButton
                  size="lg"
                  aria-label={say('archive.clear')}
                  onClick={() => {
                    setTyped('');
                    field.current?.focus();
                  }}
                />
              ) : null
            }
            value={typed}
            maxLength={10_000}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" size="lg" variant="filled">
            {say('archive.search')}
          </Button>
        </search>
        <p className={css.hint}>{say('archive.hint')}</p>
      </form>
      {q.trim() === '' ? (
        <EmptyState icon={Search} level={2} title={say('archive.start')} />
      ) : (
        <Loaded query={query}>
          {({ pages }) => (
            <>
              <div className={css.bar}>
                <p className={css.count}>{count}</p>
                <fieldset className={css.filters}>
                  <legend className="unseen">{say('archive.filters')}</legend>
                  <NativeSelect
                    aria-label={say('archive.kind')}
                    value={kind ?? ''}
                    onChange={(event) => change('kind', event.currentTarget.value)}
                    data={[
                      { value: '', label: `${say('archive.kind')}: ${say('archive.all')}` },
                      ...kinds.map((one: Kind) => ({
                        value: one,
                        label: `${say(`archive.kind.${one}`)} (${facets?.kinds[one] ?? 0})`,
                      })),
                    ]}
                  />
                  <NativeSelect
                    aria-label={say('archive.year')}
                    value={year ?? ''}
                    onChange={(event) => change('year', event.currentTarget.value)}
                    data={[
                      { value: '', label: `${say('archive.year')}: ${say('archive.all')}` },
                      ...years.map((one) => ({ value: one, label: `${one} (${facets?.years[one] ?? 0})` })),
                    ]}
                  />
                </fieldset>
              </div>
              {pages.every(({ hits }) => hits.length === 0) ? (
                <EmptyState
                  icon={Search}
                  level={2}
                  title={say('archive.none', { q })}
                  body={say(filtered ? 'archive.noneFiltered' : 'archive.noneBody')}
                  action={
                    filtered ? (
                      <Button variant="default" onClick={() => setParams({ q })}>
                        {say('archive.unfilter')}
                      </Button>
                    ) : undefined
                  }
                />
              ) : (
                <ol className={css.hits}>
                  {pages
                    .flatMap(({ hits }) => hits)
                    .map((hit) => (
                      <SearchHit key={`${hit.kind} ${hit.id}`} hit={hit} q={q} />
                    ))}
                </ol>
              )}
              {query.hasNextPage && (
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {say('archive.more')}
                </Button>
              )}
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
