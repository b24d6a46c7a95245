import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/say.js';
import css from './reader.module.css';

interface Props {
  readonly versionId: string;
  readonly pages: number;
  readonly pageIndex: number;
  /** Strokes by page. */
  readonly strokes: ReadonlyMap<number, number>;
  readonly onGo: (pageIndex: number) => void;
}

/** The pages in small, from the server; without it they are numbered blanks, and still lead to their page. */
export function Thumbnails({ versionId, pages, pageIndex, strokes, onGo }: Props) {
  const say = useWords('papers');
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${pageIndex}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [pageIndex]);
  return (
    <nav ref={list} className={css.thumbnails} aria-label={say('page.list')}>
      {Array.from({ length: pages }, (_, index) => {
        const count = strokes.get(index) ?? 0;
        const n = index + 1;
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number.
            key={index}
            type="button"
            data-index={index}
            aria-label={count > 0 ? say('page.withInk', { n, m: count }) : say('page.name', { n })}
            aria-current={index === pageIndex ? 'page' : undefined}
            onClick={() => onGo(index)}
          >
            <span className={css.sheet}>
              <img
                src={`/api/papers/${encodeURIComponent(versionId)}/thumbnails/${n}`}
                alt=""
                loading="lazy"
                decoding="async"
                onError={(event) => event.currentTarget.remove()}
              />
              {count > 0 && (
                <span className={css.count} aria-hidden>
                  {count}
                </span>
              )}
            </span>
            <span aria-hidden>{n}</span>
          </button>
        );
      })}
    </nav>
  );
}
