import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { Header, type HeaderProps } from './header.js';
import css from './page.module.css';

export const MAIN_ID = 'main';

interface Props extends Omit<HeaderProps, 'title'> {
  readonly title: string;
  /** What the browser's tab says, where the title alone would not do. */
  readonly documentTitle?: string;
  /** False: the page lays itself out to the edges (reader, room, panes). */
  readonly padded?: boolean;
  /** Fixed below the page: the one next step. */
  readonly footer?: ReactNode;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/**
 * One screen inside the shell: header, main, and perhaps a footer. On arrival the focus goes to main, so that a screen
 * reader tells where one is, and Tab goes on from there.
 */
export function Page({ documentTitle, padded = true, footer, busy = false, children, ...header }: Props) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const title = documentTitle ?? header.title;
  useEffect(() => {
    document.title = title;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what must have changed.
  useEffect(() => {
    // A page that puts the focus into a field of its own knows better.
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <Header {...header} />
      <main
        ref={main}
        id={MAIN_ID}
        tabIndex={-1}
        aria-label={title}
        aria-busy={busy}
        className={`${css.main} ${padded ? css.padded : ''}`}
      >
        {children}
      </main>
      {footer && <footer className={css.footer}>{footer}</footer>}
    </>
  );
}
