const collator = new Intl.Collator('vi', { sensitivity: 'variant' });

/** A Vietnamese list of people goes by given name (the last word), then by the rest. */
export function compareNames(a: string, b: string): number {
  return collator.compare(given(a), given(b)) || collator.compare(a, b);
}
const given = (name: string) => name.trim().split(/\s+/).at(-1) ?? '';

export const byName = <T extends { readonly name: string }>(people: readonly T[]): T[] =>
  people.toSorted((a, b) => compareNames(a.name, b.name));

/** Two letters for an avatar: of the middle and the given name, as people here sign. */
export function initials(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.charAt(0).toLocaleUpperCase('vi'))
    .join('');
}
