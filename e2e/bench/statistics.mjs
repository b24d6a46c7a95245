const sorted = (values) => [...values].sort((a, b) => a - b);

/** `share` 0 to 1; NaN of nothing. */
export function quantile(values, share) {
  const all = sorted(values);
  return all.length === 0 ? Number.NaN : all[Math.min(all.length - 1, Math.floor(all.length * share))];
}
export function median(values) {
  const all = sorted(values);
  const half = all.length >> 1;
  if (all.length === 0) return Number.NaN;
  return all.length % 2 === 1 ? all[half] : (all[half - 1] + all[half]) / 2;
}
export const p50p99 = (name, values) => ({
  [`${name} p50, ms`]: quantile(values, 0.5),
  [`${name} p99, ms`]: quantile(values, 0.99),
});
