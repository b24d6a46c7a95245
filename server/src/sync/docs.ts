import { parseDocName, schemas } from '@ecab/shared/sync/doc-name';
import type * as Y from 'yjs';
import { StoreFault } from '../storage/faults.js';
import type { Instant, Streams } from '../storage/ports.js';
import type { UpdateAnswer } from './doc-batch.js';
import { DocHost, type DocListener, type Joined } from './doc-host.js';
import { DocLog } from './doc-log.js';
import { merged } from './doc-tail.js';
import type { Leases, Owner } from './leases.js';
import { Pace, type PaceParts } from './pace.js';

export type { UpdateAnswer, UpdateRefusal } from './doc-batch.js';
export type { DocEvent, DocListener } from './doc-host.js';

export interface DocsParts {
  readonly streams: Streams;
  readonly leases: Leases;
  readonly now: () => Instant;
  /** Told of every fault once, with the doc's name. */
  readonly onFault: (fault: unknown, name: string) => void;
  /** A snapshot is kept after so many entries. */
  readonly compactAfter?: number;
  /** A doc that no one has open leaves memory after so long. */
  readonly idleMs?: number;
  /** What makes turns of a storm; without it nothing waits for a turn. */
  readonly pace?: PaceParts;
}
type NotOpened = { readonly ok: false; readonly refusal: 'unknown-doc' | 'malformed' | 'unavailable' };
export type DocJoining = ({ readonly ok: true } & Joined) | NotOpened;

/** The co-edited docs of this server. Who may read or write one is for the door to ask before it asks here. */
export interface Docs {
  /** What a tablet with this state vector lacks; empty bytes: it has nothing. Subscribe first, so nothing falls between. */
  open(name: string, stateVector: Uint8Array): Promise<DocJoining>;
  /** The same, cheaper: the whole as it was last encoded, up to `upTo`; {@link since} tells what came after. */
  join(name: string, stateVector: Uint8Array): Promise<DocJoining>;
  /** What came after that entry, for who has it: as few updates as can be, up to entry `seq`. @throws StoreFault */
  since(name: string, after: number): Promise<{ readonly updates: readonly Uint8Array[]; readonly seq: number }>;
  /** Checked, stored, told to all listeners; then answered. `unavailable`: send it again, it may be stored or not. */
  update(name: string, by: Owner, update: Uint8Array): Promise<UpdateAnswer>;
  /** @returns how to end it. */
  subscribe(name: string, listener: DocListener): () => void;
  /** Looks at the stored state; what it returns must not keep hold of the doc. @throws StoreFault, TypeError if there is no such doc. */
  read<T>(name: string, look: (doc: Y.Doc) => T): Promise<T>;
  /** As this server knows it; false, too, where there is no such doc. @throws StoreFault */
  isFinal(name: string): Promise<boolean>;
  /** Of the content of an agenda or of minutes. @throws StoreFault, TypeError */
  digest(name: string): Promise<string>;
  /** Closes a doc whose content has this digest; with the same digest again it answers the same. @throws StoreFault, TypeError */
  finalise(name: string, digest: string): Promise<'final' | 'changed-meanwhile'>;
  /** Puts the server's content into a doc that was never written. @throws StoreFault, TypeError */
  seed(name: string, make: (doc: Y.Doc) => void): Promise<'seeded' | 'exists'>;
  /** Another server stored something: read on and tell the listeners. @throws StoreFault */
  refresh(name: string): Promise<void>;
  /** Lets go of docs that no one uses; to be called now and then. */
  sweep(): void;
  /** Waits for all that is under way. */
  settled(): Promise<void>;
}

export function createDocs(parts: DocsParts): Docs {
  const { compactAfter = 200, idleMs = 5 * 60_000 } = parts;
  const hosts = new Map<string, { readonly host: DocHost; usedMs: number }>();

  const find = (name: string): DocHost | null => {
    const held = hosts.get(name);
    if (held) {
      held.usedMs = Date.parse(parts.now());
      return held.host;
    }
    const parsed = parseDocName(name);
    if (!parsed || parsed.schema !== schemas[parsed.kind]) return null;
    const log = new DocLog(parts.streams, name);
    const onFault = (fault: unknown) => parts.onFault(fault, name);
    const pace = parts.pace ? new Pace(parts.pace) : null;
    const host = new DocHost(name, parsed, { log, leases: parts.leases, compactAfter, pace, onFault });
    hosts.set(name, { host, usedMs: Date.parse(parts.now()) });
    return host;
  };
  const need = (name: string): DocHost => {
    const host = find(name);
    if (!host) throw new TypeError(`${name} names no doc`);
    return host;
  };

  async function join(name: string, stateVector: Uint8Array): Promise<DocJoining> {
    const host = find(name);
    if (!host) return { ok: false, refusal: 'unknown-doc' };
    try {
      return { ok: true, ...(await host.join(stateVector)) };
    } catch (fault) {
      if (fault instanceof RangeError) return { ok: false, refusal: 'malformed' };
      if (!(fault instanceof StoreFault)) throw fault;
      parts.onFault(fault, name);
      return { ok: false, refusal: 'unavailable' };
    }
  }

  return {
    join,
    async open(name, stateVector) {
      const joined = await join(name, stateVector);
      if (!joined.ok || joined.upTo === joined.seq) return joined;
      const { updates, seq } = await need(name).since(joined.upTo);
      return { ...joined, update: merged([joined.update, ...updates]), upTo: seq };
    },
    since: async (name, after) => need(name).since(after),
    async update(name, by, update) {
      return (await find(name)?.update(by, update)) ?? { ok: false, refusal: 'unknown-doc' };
    },
    subscribe(name, listener) {
      const { listeners } = need(name);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: async (name, look) => need(name).read(look),
    isFinal: async (name) => (await find(name)?.isFinal()) ?? false,
    digest: async (name) => need(name).digest(),
    finalise: async (name, digest) => need(name).finalise(digest),
    seed: async (name, make) => need(name).seed(make),
    refresh: async (name) => hosts.get(name)?.host.refresh(),
    sweep() {
      const nowMs = Date.parse(parts.now());
      for (const [name, { host, usedMs }] of hosts) {
        if (host.isBusy || host.listeners.size > 0 || nowMs - usedMs < idleMs) continue;
        hosts.delete(name);
        parts.leases.forget(name);
      }
    },
    async settled() {
      await Promise.all([...hosts.values()].map(({ host }) => host.settled()));
    },
  };
}
