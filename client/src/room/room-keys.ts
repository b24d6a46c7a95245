import { useEffect, useRef } from 'react';

const taken =
  'input, textarea, select, button, a[href], summary, [contenteditable="true"], [role="menuitem"], [role="radio"]';

/** Space asks for the floor, F comes back to the presenter; not while something else has the keyboard. */
export function useRoomKeys(keys: { readonly onSpace: (() => void) | null; readonly onReturn: (() => void) | null }) {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      const at = event.target instanceof Element ? event.target : null;
      const act =
        event.key === ' ' ? now.current.onSpace : event.key.toLowerCase() === 'f' ? now.current.onReturn : null;
      if (!act || at?.closest(taken)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
