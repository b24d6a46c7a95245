import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** Widths in PDF points. */
export const widths = { thin: 1, medium: 2, thick: 4 } as const;
export type Width = keyof typeof widths;
export type Colour = 'blue' | 'red';
export interface Pen {
  readonly colour: Colour;
  readonly width: Width;
  /** A pen has been used on this device: from then on it draws, and fingers move the paper. */
  readonly seen: boolean;
}

/** The pen of this device, as it lay when it was put down. Holds nothing about a person. */
export const usePen = create<Pen>()(
  persist((): Pen => ({ colour: 'blue', width: 'medium', seen: false }), { name: 'ecab.pen' }),
);
