import { useMemo } from 'react';
import {
  DEFAULT_TIME_ZONE,
  formatDate,
  formatDateTime,
  formatLongDate,
  formatNumber,
  formatTime,
  relativeDay,
} from './format.js';
import { useLanguage } from './say.js';

/** The formats in the language of the screen and the zone of the body. */
export function useFormat(timeZone = DEFAULT_TIME_ZONE) {
  const language = useLanguage();
  return useMemo(
    () => ({
      date: (at: string) => formatDate(at, language, timeZone),
      time: (at: string, seconds = false) => formatTime(at, language, timeZone, seconds),
      dateTime: (at: string) => formatDateTime(at, language, timeZone),
      longDate: (at: string) => formatLongDate(at, language, timeZone),
      relativeDay: (at: string, now: string) => relativeDay(at, now, language, timeZone),
      number: (n: number, fractionDigits?: number) => formatNumber(n, language, fractionDigits),
    }),
    [language, timeZone],
  );
}
