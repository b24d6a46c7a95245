/** False if any string in it, key or value, holds NUL or a lone surrogate: engines change those (STORAGE.md §3). */
export function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(wellFormed);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => wellFormed(key) && wellFormed(member));
}
