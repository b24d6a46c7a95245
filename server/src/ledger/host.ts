import { type Decision, decideAll, empty, type Folded, fold, type Sent } from '@ecab/shared/ledger/batch';
import { canonical } from '@ecab/shared/ledger/json';
import type { Machine } from '@ecab/shared/ledger/machine';
import { Corrupt, Unreachable } from '../storage/faults.js';
import type { Streams } from '../storage/ports.js';

/** What a new entry tells those who follow the stream on this node, in order, each once. */
export interface Appended<State> {
  readonly stream: string;
  readonly bytes: Uint8Array;
  readonly before: Folded<State>;
  readonly after: Folded<State>;
}
export interface HostParts {
  readonly streams: Streams;
  readonly incarnation: string;
  readonly now: () => string;
  /** Resolves after so many milliseconds: how a winner lets its rival through. */
  readonly pause: (ms: number) => Promise<void>;
  /** Milliseconds on a clock that never steps back. */
  readonly elapsed: () => number;
  readonly codeVersion: string;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
  /** Whether something was appended is not known, and whoever sent it may never ask again. */
  readonly unsure?: (stream: string) => void;
}
/** One stream on this node. */
export interface Host<State> {
  readonly stream: string;
  /** Durable when it answers. @throws StoreFault if the store could not say. */
  submit(sent: Sent<State>): Promise<Decision>;
  /** Would it be accepted on the state of now? Nothing is recorded. */
  tryOut(sent: Sent<State>): Promise<ReturnType<typeof decideAll<State>>>;
  /** Reads what other nodes appended. */
  catchUp(): Promise<Folded<State>>;
  folded(): Folded<State>;
  idle(): boolean;
}

const PAGE = 500;
const SNAPSHOT_EVERY = 500;
/** So many own wins after a rival was met, this node waits an append time between two entries. */
const RIVAL_MEMORY = 20;

/** What arrives while an append is under way goes together into the next entry: one write, one fsync (group commit). */
export async function openHost<State>(
  machine: Machine<State>,
  stream: string,
  parts: HostParts,
  onAppended: (entry: Appended<State>) => void,
): Promise<Host<State>> {
  const { streams, incarnation, now } = parts;
  const form = `fold-${parts.codeVersion}`;
  let folded = await load();
  let kept = folded.seq;
  let rival = 0;
  /** Itself while it is at work: who looks for this stream then finds it, though nobody else has it in hand. */
  let busy: Host<State> | null = null;
  let waiting: { sent: Sent<State>; resolve: (answer: Decision) => void; reject: (fault: unknown) => void }[] = [];

  async function load(): Promise<Folded<State>> {
    const snapshot = await streams.snapshot(stream, form);
    if (!snapshot) return empty(machine);
    return JSON.parse(new TextDecoder().decode(snapshot.bytes)) as Folded<State>;
  }
  /** Two reads may be under way at once, or a read beside an append: an entry that another brought is not taken again. */
  function take(seq: number, bytes: Uint8Array, decided?: Folded<State>) {
    if (seq <= folded.seq) return;
    const before = folded;
    try {
      folded = decided ?? fold(machine, folded, bytes);
    } catch (fault) {
      if (fault instanceof RangeError) throw new Corrupt(`${stream}: ${fault.message}`);
      throw fault;
    }
    onAppended({ stream, bytes, before, after: folded });
  }
  async function readOn(): Promise<number> {
    const start = folded.seq;
    for (;;) {
      const entries = await streams.read(stream, folded.seq, PAGE);
      for (const { seq, entry } of entries) take(seq, entry);
      if (entries.length < PAGE) return folded.seq - start;
    }
  }

  async function settle(batch: readonly Sent<State>[]): Promise<readonly Decision[]> {
    let unknown = 0;
    for (;;) {
      const { answers, bytes, after, faults } = decideAll(machine, folded, batch, now(), { stream, incarnation });
      const [begun, at] = [parts.elapsed(), folded.seq];
      // An append of unknown outcome is read back like one that moved: if it was stored, `recent` knows its commands.
      const outcome =
        bytes &&
        (await streams.append(stream, at, bytes).catch((fault: unknown) => {
          if (!(fault instanceof Unreachable) || ++unknown > 2) throw fault;
          return 'moved' as const;
        }));
      if (outcome === 'stored' && bytes && after) {
        take(at + 1, bytes, after);
        for (const { commandId, fault } of faults) parts.report(fault, { stream, commandId });
        // Without this wait the loser of every race starved (p99 1,006 ms; with it 30 to 35).
        if (rival > 0 && rival-- > 0) await parts.pause(parts.elapsed() - begun);
        return answers;
      }
      const behind = await readOn();
      // A state behind the head may refuse what the head would accept: nothing is answered before this is known.
      if (!bytes && behind === 0) {
        for (const { commandId, fault } of faults) parts.report(fault, { stream, commandId });
        return answers;
      }
      if (bytes && behind > 0) rival = RIVAL_MEMORY;
    }
  }
  async function drain() {
    busy = host;
    while (waiting.length) {
      const batch = waiting;
      waiting = [];
      try {
        const answers = await settle(batch.map(({ sent }) => sent));
        batch.forEach(({ resolve }, i) => {
          resolve(answers[i] as Decision);
        });
      } catch (fault) {
        for (const { reject } of batch) reject(fault);
        if (fault instanceof Unreachable) parts.unsure?.(stream);
      }
      await snapshot();
    }
    busy = null;
  }
  async function snapshot() {
    if (folded.seq - kept < SNAPSHOT_EVERY) return;
    kept = folded.seq;
    const bytes = new TextEncoder().encode(canonical(folded));
    // A snapshot only saves time: without it the entries are read.
    await streams.keep(stream, form, kept, bytes).catch((fault: unknown) => parts.report(fault, { stream, form }));
  }

  const host: Host<State> = {
    stream,
    submit: (sent) =>
      new Promise((resolve, reject) => {
        waiting.push({ sent, resolve, reject });
        if (!busy) void drain();
      }),
    async tryOut(sent) {
      await readOn();
      return decideAll(machine, folded, [sent], now(), { stream, incarnation });
    },
    async catchUp() {
      if (!busy) await readOn();
      return folded;
    },
    folded: () => folded,
    idle: () => busy === null && waiting.length === 0,
  };
  await readOn();
  return host;
}
