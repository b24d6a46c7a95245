import { FocusTrap } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { holdToasts } from '../ui/toast.js';
import css from './sheet.module.css';

interface Props {
  /** Id of the heading that names it. */
  readonly labelledBy: string;
  /** Changes with what is shown: the focus then goes to the heading, if its place was lost. */
  readonly phase: string;
  /** Said at once to a screen reader when it changes. */
  readonly spoken: string;
  readonly children: ReactNode;
}

/**
 * Lies over everything below the offline banner, and keeps the focus; nothing but its own buttons ends it. What the
 * person did under it is told afterwards.
 */
export function Sheet({ labelledBy, phase, spoken, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const top = useBannerHeight();
  useEffect(() => {
    const before = document.activeElement;
    holdToasts(true);
    return () => {
      holdToasts(false);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phase is what must have changed.
  useEffect(() => {
    if (!box.current?.contains(document.activeElement)) document.getElementById(labelledBy)?.focus();
  }, [phase]);
  return (
    <div className={css.veil} style={{ top }}>
      <FocusTrap active>
        <section ref={box} className={css.sheet} role="dialog" aria-modal="true" aria-labelledby={labelledBy}>
          <p className="unseen" role="alert">
            {spoken}
          </p>
          <div className={css.in}>{children}</div>
        </section>
      </FocusTrap>
    </div>
  );
}

/** How much of the top the offline banner takes, in px. */
function useBannerHeight(): number {
  const [height, setHeight] = useState(0);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page may bring another banner.
  useEffect(() => {
    const banner = document.querySelector('[data-banner]');
    if (!banner) return;
    const watch = new ResizeObserver(() => setHeight(banner.getBoundingClientRect().bottom));
    watch.observe(banner);
    return () => watch.disconnect();
  }, [pathname]);
  return height;
}

/** What cannot be closed while it holds: a line under the page, which gets shorter by it. */
export function UnderBar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const one = bar.current;
    if (!one) return;
    const watch = new ResizeObserver(() => style.setProperty('--ballot-bar', `${one.offsetHeight}px`));
    watch.observe(one);
    return () => {
      watch.disconnect();
      style.removeProperty('--ballot-bar');
    };
  }, []);
  return (
    <section ref={bar} className={css.bar} aria-label={label}>
      {children}
    </section>
  );
}
