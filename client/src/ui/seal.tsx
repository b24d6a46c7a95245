import { Landmark } from 'lucide-react';
import css from './seal.module.css';

/** The product's mark. */
export function Seal({ big = false }: { readonly big?: boolean }) {
  return (
    <span className={`${css.seal} ${big ? css.big : ''}`} aria-hidden>
      <Landmark size={big ? 40 : 22} />
    </span>
  );
}
