import { z } from 'zod';

export const bases = ['members', 'present', 'cast', 'valid', 'approve_plus_reject'] as const;
export type Base = (typeof bases)[number];
/** A share of a base, as the rules state it: `{ num: 1, den: 2, compare: '>' }` is more than half. */
export const share = z.strictObject({ num: z.int().positive(), den: z.int().positive(), compare: z.enum(['>', '>=']) });
export type Share = z.infer<typeof share>;

/** Whole numbers, not percentages: two thirds of 9 is 6, and 66.67 % of 9 is more than 6 (RULES.md c2). */
export const meets = (x: number, { num, den, compare }: Share, base: number): boolean =>
  compare === '>' ? x * den > num * base : x * den >= num * base;

/** The fewest that meet the share. */
export function needed({ num, den, compare }: Share, base: number): number {
  const exact = (num * base) / den;
  return compare === '>' ? Math.floor(exact) + 1 : Math.ceil(exact);
}

/** For display only: two decimals, third digit from 5 up rounds up; Vietnamese comma. `percent(21, 27)` is `77,78`. */
export function percent(x: number, base: number, comma = ','): string {
  if (base === 0) return `0${comma}00`;
  const hundredths = Math.floor((x * 100_000 + 5 * base) / (10 * base));
  return `${Math.floor(hundredths / 100)}${comma}${String(hundredths % 100).padStart(2, '0')}`;
}
