import { median } from './statistics.mjs';

const PEERS = ['hocuspocus', 'y-websocket', 'y-socket.io'];

/** Median of a metric over the runs of one kind; NaN where it was not measured. */
const medianOf = ({ runs }, kind, metric) =>
  median((runs[kind] ?? []).map((run) => run[metric]).filter(Number.isFinite));

/** Everything measured, as Markdown: medians, their spread, ratios, goals. */
export function table({ results, goals, machine, about, repeat, quick, isAlone, faults }) {
  const lines = [
    `${machine.cores} × ${machine.cpu}, Node ${machine.node}; medians of ${repeat}${quick ? ', quick' : ''}, servers in turn${isAlone ? ', each ahead of all else on the machine' : ''}; (least–most).`,
    '',
    ...Object.entries(about).map(([kind, what]) => `- **${kind}**: ${what}`),
  ];
  for (const [name, result] of Object.entries(results)) lines.push('', ...work(name, result));
  const reached = goals.filter(({ work }) => results[work]).map((goal) => judged(results, goal));
  if (reached.length > 0) lines.push('', '| | goal | figure | |', '|---|---|--:|---|', ...reached);
  for (const fault of faults) lines.push('', `**Failed:** ${fault}`);
  return `${lines.join('\n')}\n`;
}

function work(name, result) {
  const { title, note, runs, absent } = result;
  const kinds = Object.keys(runs);
  const compared = kinds.includes('ours') && kinds.some((kind) => PEERS.includes(kind));
  const floored = kinds.includes('ours') && kinds.includes('floor');
  const metrics = [...new Set(kinds.flatMap((kind) => runs[kind].flatMap(Object.keys)))];
  const head = ['', ...kinds, ...(compared ? ['÷ best peer'] : []), ...(floored ? ['÷ floor'] : [])];
  const rows = metrics.map((metric) => {
    const of = (kind) => medianOf(result, kind, metric);
    // Counts are no costs.
    const costs = /, (s|ms|MB|kB)$/.test(metric);
    const best = costs ? Math.min(...PEERS.map(of).filter(Number.isFinite)) : Number.NaN;
    return [
      metric,
      ...kinds.map((kind) => spread(runs[kind].map((run) => run[metric]))),
      ...(compared ? [show(of('ours') / best)] : []),
      ...(floored ? [show(costs ? of('ours') / of('floor') : Number.NaN)] : []),
    ];
  });
  const told = [note, ...absent.map((kind) => `${kind} absent: it did not install`)].filter(Boolean).join('; ');
  return [
    `**${name}** ${title}${told ? ` (${told})` : ''}`,
    '',
    row(head),
    row(head.map((_, n) => (n === 0 ? '---' : '--:'))),
    ...rows.map(row),
  ];
}
const row = (cells) => `| ${cells.join(' | ')} |`;

/** `floor`: the same figure of who sends bytes on and does nothing else, where that tells whether a goal can be met. */
function judged(results, { work, text, most, least, figure, floor }) {
  const of = (kind, metric) => medianOf(results[work], kind, metric);
  const value = figure(of);
  const met = least === undefined ? value <= most : value >= least;
  const said = Number.isNaN(value) ? 'not measured' : met ? 'met' : '**missed**';
  const floored = floor ? floor(of) : Number.NaN;
  return row([work, text, show(value), Number.isNaN(floored) ? said : `${said}; the floor: ${show(floored)}`]);
}

function spread(values) {
  const all = values.filter((value) => typeof value === 'number' && Number.isFinite(value));
  if (all.length === 0) return values.find((value) => typeof value === 'string') ?? '–';
  const middle = show(median(all));
  return all.length === 1 ? middle : `${middle} (${show(Math.min(...all))}–${show(Math.max(...all))})`;
}
function show(value) {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
