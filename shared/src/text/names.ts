/** A document's number and symbol, or a day, found in a text. */
export interface Name {
  /** A symbol as {@link symbolKey}, a day as `2025-09-26`. */
  readonly key: string;
  /** In UTF-16 units of the text as it was given, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

// Each starts at the first digit of a run and bounds its runs, so that no text costs more than its length.
const SYMBOL = /(?<!\d)\d{1,9}(?:\/\d{4})?\/[\p{L}\p{M}]{1,24}(?:-[\p{L}\p{M}\p{N}]{1,24})+/gu;
const DAY = /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/g;
const SPOKEN =
  /ng[aà]\u0300?y\s{1,3}(\d{1,2})\s{1,3}th[aá]\u0301?ng\s{1,3}(\d{1,2})\s{1,3}n[aă]\u0306?m\s{1,3}(\d{4})(?!\d)/giu;

/** A number with its symbol, run together: `05/NQ-UBND` and `5nqubnd` are `5nqubnd`, `06/2025/QĐ-UBND` is `62025qdubnd`. */
export function symbolKey(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return plain.replace(/[^a-z0-9]/g, '').replace(/^0+(?=\d)/, '');
}

/** Day, month and year as ISO. No calendar is asked: a day that never was is found where somebody wrote it. */
export function isoDay(day: string, month: string, year: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Numbers and symbols that stand in a text, its own or those it cites. */
export function symbolsIn(text: string): Name[] {
  return Array.from(text.matchAll(SYMBOL), ({ 0: found, index }) => ({
    key: symbolKey(found),
    start: index,
    end: index + found.length,
  }));
}

/** Days that stand in a text, as `26/9/2025` or `ngày 26 tháng 9 năm 2025`. */
export function daysIn(text: string): Name[] {
  const found = [...text.matchAll(DAY), ...text.matchAll(SPOKEN)];
  const days = found.map(({ 0: whole, 1: day, 2: month, 3: year, index }) => ({
    key: isoDay(day!, month!, year!),
    start: index,
    end: index + whole.length,
  }));
  return days.sort((a, b) => a.start - b.start);
}

/** A day as people look for it, to be put among the words of what happened on it. `iso` is `2025-09-26…`. */
export function spokenDay(iso: string): string {
  const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)];
  // Decree 30/2020: a zero before days below 10 and before months 1 and 2 only.
  const spokenMonth = Number(month) < 3 ? month : String(Number(month));
  return `${day}/${month}/${year} ngày ${day} tháng ${spokenMonth} năm ${year}`;
}
