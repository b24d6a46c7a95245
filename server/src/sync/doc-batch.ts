import { type Checked, type CheckRefusal, checkUpdate } from '@ecab/shared/sync/check';
import type { Policy } from '@ecab/shared/sync/policy';
import { hasPending } from '@ecab/shared/sync/yjs-internals';
import * as Y from 'yjs';
import type { Written } from './doc-entry.js';
import { type Copy, isFull } from './doc-log.js';
import type { Leases, Owner } from './leases.js';
import type { Stretches } from './stretches.js';

export type UpdateRefusal = CheckRefusal | 'unknown-doc' | 'doc-final' | 'doc-full' | 'unavailable';
export type UpdateAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: UpdateRefusal };
/** An update that someone waits for an answer to. */
export interface Waiting {
  readonly by: Owner;
  readonly update: Uint8Array;
  readonly answer: (answer: UpdateAnswer) => void;
}
export interface Against {
  readonly name: string;
  readonly policy: Policy;
  readonly leases: Leases;
  readonly onFault: (fault: unknown) => void;
  readonly stretches?: Stretches | undefined;
}
export interface Applied {
  /** What is to be stored, as one entry. */
  readonly written: readonly Written[];
  /** To be answered once it is. */
  readonly accepted: readonly Waiting[];
  /** Refused, unless the log holds what they lack. */
  readonly lacking: readonly { readonly one: Waiting; readonly refusal: CheckRefusal }[];
  /** One could not be applied, so the copy is no longer to be trusted. */
  readonly broken: boolean;
  /** All that have no answer yet, in their order. */
  readonly open: readonly Waiting[];
}

/** Checks and applies updates one after the other, in memory only. Answers what is refused for good. */
export async function applyBatch(against: Against, copy: Copy, batch: readonly Waiting[]): Promise<Applied> {
  const written: Written[] = [];
  const accepted: Waiting[] = [];
  const lacking: { one: Waiting; refusal: CheckRefusal }[] = [];
  const refused = new Set<Waiting>();
  const refuse = (one: Waiting, refusal: UpdateRefusal) => {
    refused.add(one);
    one.answer({ ok: false, refusal });
  };
  let broken = false;
  for (const one of batch) {
    if (against.stretches?.isOver) await against.stretches.rest();
    const checked = await check(against, copy, one);
    if (!checked.ok) {
      const { refusal } = checked;
      if (refusal === 'gap' || refusal === 'missing-reference') lacking.push({ one, refusal });
      else refuse(one, refusal);
    } else if (checked.empty) {
      // Sent again after the answer was lost: it is there, even if the doc is final by now.
      accepted.push(one);
    } else if (copy.final !== null) refuse(one, 'doc-final');
    else if (isFull(copy) && adds(checked.update)) refuse(one, 'doc-full');
    else {
      try {
        const update = emittedBy(copy.doc, checked.update);
        written.push({ personId: one.by.personId, client: checked.client, update });
        accepted.push(one);
      } catch (fault) {
        against.onFault(fault);
        refuse(one, 'malformed');
        broken = true;
        break;
      }
    }
  }
  return { written, accepted, lacking, broken, open: batch.filter((one) => !refused.has(one)) };
}

/** What only strikes out makes room. */
export const adds = (update: Uint8Array) => Y.decodeUpdate(update).structs.length > 0;

async function check({ name, policy, leases }: Against, { doc }: Copy, { by, update }: Waiting): Promise<Checked> {
  const leased = (client: number) => {
    const owner = leases.known(name, client);
    return owner?.personId === by.personId && owner.deviceId === by.deviceId;
  };
  const now = () => checkUpdate(doc, update, policy, { personId: by.personId, leased });
  const checked = now();
  if (checked.ok || checked.refusal !== 'foreign-client' || checked.client === null) return checked;
  // Leased by another server, perhaps, or by this one before it was started anew.
  if (leases.known(name, checked.client)) return checked;
  return (await leases.ownerOf(name, checked.client)) ? now() : checked;
}

/**
 * Applies a checked update.
 *
 * @returns all that the doc emitted for it, which is what is stored and relayed, never the bytes received: Yjs tidies
 *   formats in a second transaction, and until that was passed on, 13 of 600 honest rounds diverged.
 */
function emittedBy(doc: Y.Doc, update: Uint8Array): Uint8Array {
  const emitted: Uint8Array[] = [];
  const keep = (one: Uint8Array) => emitted.push(one);
  doc.on('update', keep);
  try {
    Y.applyUpdate(doc, update);
  } finally {
    doc.off('update', keep);
  }
  if (hasPending(doc) || emitted.length === 0) throw new Error('an update that passed the check did not apply');
  return Y.mergeUpdates(emitted);
}
