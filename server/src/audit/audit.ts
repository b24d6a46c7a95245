import { fromBytes, hashOf } from '@ecab/shared/ledger/entry';
import { canonical } from '@ecab/shared/ledger/json';
import type { Streams } from '../storage/ports.js';

/** Who read, signed in, was refused: never what a paper or a ballot said. */
export interface AuditFact {
  readonly at: string;
  readonly personId: string | null;
  readonly what: string;
  readonly detail: Readonly<Record<string, string>>;
}
export interface Audit {
  /** Durable when it answers. Facts that arrive together are one entry. */
  record(fact: AuditFact): Promise<void>;
}
interface Waiting {
  readonly fact: AuditFact;
  readonly resolve: () => void;
  readonly reject: (fault: unknown) => void;
}

/** Streams `audit/{day}`, chained like every other: a line cut out shows. */
export function createAudit(streams: Streams, incarnation: string, report: (fault: unknown) => void): Audit {
  const heads = new Map<string, { seq: number; hash: string | null }>();
  let waiting: Waiting[] = [];
  let busy = false;

  async function headOf(stream: string) {
    let head = heads.get(stream) ?? { seq: 0, hash: null };
    for (;;) {
      const entries = await streams.read(stream, head.seq, 500);
      for (const { seq, entry } of entries) head = { seq, hash: hashOf(entry) };
      if (entries.length < 500) return head;
    }
  }
  async function append(day: string, facts: readonly AuditFact[]) {
    const stream = `audit/${day}`;
    for (;;) {
      const head = await headOf(stream);
      const entry = { format: 1, stream, seq: head.seq + 1, prevHash: head.hash, incarnation, facts };
      const bytes = new TextEncoder().encode(canonical(entry));
      if ((await streams.append(stream, head.seq, bytes)) !== 'stored') continue;
      heads.set(stream, { seq: fromBytes(bytes).seq, hash: hashOf(bytes) });
      return;
    }
  }
  async function drain() {
    busy = true;
    while (waiting.length) {
      const batch = waiting;
      waiting = [];
      for (const day of new Set(batch.map(({ fact }) => fact.at.slice(0, 10)))) {
        const some = batch.filter(({ fact }) => fact.at.startsWith(day));
        try {
          await append(
            day,
            some.map(({ fact }) => fact),
          );
          for (const { resolve } of some) resolve();
        } catch (fault) {
          report(fault);
          for (const { reject } of some) reject(fault);
        }
      }
    }
    busy = false;
  }
  return {
    record: (fact) =>
      new Promise((resolve, reject) => {
        waiting.push({ fact, resolve, reject });
        if (!busy) void drain();
      }),
  };
}
