/** Every day from the first to the last of a month's days. */
const run = (month: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => `${month}-${String(first + i).padStart(2, '0')}`);

/**
 * Public holidays of Vietnam, 2023 to 2027 (Labour Code 2019, article 112), with the days given for those that fall on a
 * weekend, as announced each year. Those of 2027 were not announced when this was written: they are reckoned from the law,
 * and the office corrects them by `calendar:set`.
 */
export const holidays: readonly string[] = [
  // New Year; Tết; Hùng Kings (the tenth of the third lunar month); 30 April and 1 May; National Day.
  ...['2023-01-01', '2023-01-02', ...run('2023-01', 20, 26), '2023-04-29', '2023-04-30', ...run('2023-05', 1, 3)],
  ...run('2023-09', 1, 4),
  ...['2024-01-01', ...run('2024-02', 8, 14), '2024-04-18', '2024-04-29', '2024-04-30', '2024-05-01'],
  ...['2024-09-02', '2024-09-03'],
  ...['2025-01-01', ...run('2025-01', 27, 31), '2025-04-07', '2025-04-30', '2025-05-01', '2025-05-02'],
  ...['2025-09-01', '2025-09-02'],
  ...['2026-01-01', '2026-01-02', ...run('2026-02', 16, 20), '2026-04-26', '2026-04-27', '2026-04-30', '2026-05-01'],
  ...['2026-08-31', '2026-09-01', '2026-09-02'],
  ...['2027-01-01', ...run('2027-02', 5, 11), '2027-04-16', '2027-04-30', '2027-05-01', '2027-05-03'],
  ...['2027-09-02', '2027-09-03'],
];
/** Saturdays worked for a Monday or Friday that was given in exchange. */
export const swapDays: readonly string[] = ['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'];
