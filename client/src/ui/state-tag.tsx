import { Circle, CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './state-tag.module.css';

export type Tone = 'neutral' | 'info' | 'strong' | 'ok' | 'bad' | 'warn' | 'outline';
const usual: { readonly [T in Tone]: LucideIcon } = {
  neutral: Circle,
  info: Info,
  strong: Info,
  ok: CircleCheck,
  bad: CircleX,
  warn: TriangleAlert,
  outline: Circle,
};
interface Props {
  readonly tone?: Tone;
  /** Another icon than the tone's own; null for a bare number. */
  readonly icon?: LucideIcon | null;
  readonly children: ReactNode;
}

/** A state in a word, an icon and a colour, so that the colour is never alone. */
export function StateTag({ tone = 'neutral', icon, children }: Props) {
  const Icon = icon === undefined ? usual[tone] : icon;
  return (
    <span className={`${css.tag} ${css[tone] ?? ''}`}>
      {Icon && <Icon aria-hidden />}
      {children}
    </span>
  );
}
