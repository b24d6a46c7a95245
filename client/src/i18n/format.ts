import type { Language } from './words.js';

/** The zone of a body that has not said otherwise. */
export const DEFAULT_TIME_ZONE = 'Asia/Ho_Chi_Minh';

const locale = { vi: 'vi-VN', en: 'en-GB' } as const;
const made = new Map<string, Intl.DateTimeFormat>();
/** Making a formatter costs a hundred times what using it does. */
function formatter(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const one = made.get(key) ?? new Intl.DateTimeFormat(locale[language], { ...options, timeZone });
  made.set(key, one);
  return one;
}
const parts = (at: string, language: Language, zone: string, options: Intl.DateTimeFormatOptions) =>
  Object.fromEntries(
    formatter(language, zone, options)
      .formatToParts(new Date(at))
      .map((p) => [p.type, p.value]),
  );

/** `26/11/2026` in both languages. @param at ISO 8601 instant. */
export function formatDate(at: string, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  return formatter(language, timeZone, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(at));
}

/** `08:00`, 24 hours; with seconds where two moments of one minute must be told apart. */
export function formatTime(at: string, language: Language, timeZone = DEFAULT_TIME_ZONE, seconds = false): string {
  const second = seconds ? { second: '2-digit' as const } : {};
  return formatter(language, timeZone, { hour: '2-digit', minute: '2-digit', ...second, hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** `08:00 ngày 26/11/2026`, `08:00 on 26/11/2026`. */
export function formatDateTime(at: string, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  const word = language === 'vi' ? 'ngày' : 'on';
  return `${formatTime(at, language, timeZone)} ${word} ${formatDate(at, language, timeZone)}`;
}

/** `Thứ Năm, ngày 26 tháng 11 năm 2026`, `Thursday, 26 November 2026`. */
export function formatLongDate(at: string, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  const long = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  if (language === 'en')
    return formatter('en', timeZone, long)
      .format(new Date(at))
      .replace(/^(\w+) /, '$1, ');
  const { weekday, day, month, year } = parts(at, 'vi', timeZone, { ...long, month: 'numeric' });
  return `${weekday}, ngày ${day} tháng ${month} năm ${year}`;
}

/** Calendar days from `now` to `at` in the body's zone: 0 today, 1 tomorrow, -1 yesterday. */
export function daysBetween(now: string, at: string, timeZone = DEFAULT_TIME_ZONE): number {
  const day = (instant: string) => {
    const { year, month, day } = parts(instant, 'en', timeZone, { year: 'numeric', month: 'numeric', day: 'numeric' });
    return Date.UTC(Number(year), Number(month) - 1, Number(day));
  };
  return Math.round((day(at) - day(now)) / 86_400_000);
}

/** `Hôm nay`, `Ngày mai`, `Hôm qua`; within a week `Thứ Năm, 26/11`; else the date. */
export function relativeDay(at: string, now: string, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  const days = daysBetween(now, at, timeZone);
  if (Math.abs(days) <= 1) {
    const text = new Intl.RelativeTimeFormat(locale[language], { numeric: 'auto' }).format(days, 'day');
    return text.charAt(0).toLocaleUpperCase(locale[language]) + text.slice(1);
  }
  if (Math.abs(days) < 7) {
    const { weekday, day, month } = parts(at, language, timeZone, {
      weekday: 'long',
      day: '2-digit',
      month: '2-digit',
    });
    return `${weekday}, ${day}/${month}`;
  }
  return formatDate(at, language, timeZone);
}

/** `3:18`, `-0:12`; whole seconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(Math.abs(ms) / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return ms < 0 ? `-${text}` : text;
}

export const formatNumber = (n: number, language: Language, maximumFractionDigits = 2): string =>
  new Intl.NumberFormat(locale[language], { maximumFractionDigits }).format(n);
