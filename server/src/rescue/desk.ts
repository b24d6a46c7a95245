import { canonical } from '@ecab/shared/ledger/json';
import { agendaDoc, minutesDoc } from '@ecab/shared/sync/doc-name';
import {
  type RescueCause,
  type RescueCopy,
  type Rescued,
  rescueCauses,
  rescuedDigest,
  rescueKinds,
} from '@ecab/shared/sync/rescue';
import { z } from 'zod';
import type { Audit } from '../audit/audit.js';
import { Turns } from '../kit/turns.js';
import type { Blobs, Instant, Vault } from '../storage/ports.js';
import type { Docs } from '../sync/docs.js';

export interface RescueParts {
  readonly vault: Vault;
  readonly blobs: Blobs;
  readonly docs: Docs;
  readonly audit: Audit;
  readonly now: () => Instant;
  /** A list has changed that secretaries may be looking at. */
  readonly changed: () => void;
}
/** Who gives a copy, as the session knows him. */
export interface Giver {
  readonly personId: string;
  readonly device: string;
}
const stored = z.strictObject({
  id: z.string(),
  meetingId: z.string(),
  kind: z.enum(rescueKinds),
  why: z.enum(rescueCauses),
  personId: z.string(),
  device: z.string(),
  at: z.string(),
  sha256: z.string(),
  settled: z.strictObject({ personId: z.string(), at: z.string() }).nullable(),
});
/** So many of one person wait at once; more are no work of an honest tablet. */
const MOST_WAITING = 20;
const PAGE = 200;
const prefixOf = (meetingId: string) => `rescue/${meetingId}/`;
const keyOf = (meetingId: string, id: string) => `${prefixOf(meetingId)}${id}`;
const encoder = new TextEncoder();

/**
 * Copies of texts that tablets still have and this server does not: kept with who gave them, when and from which device,
 * until a secretary has put in what was missing. Nothing of a copy ever reaches the text by itself. What a copy says is a
 * blob; the record beside it is kept for good, also once it is settled.
 */
export function createRescueDesk({ vault, blobs, docs, audit, now, changed }: RescueParts) {
  async function all(meetingId: string): Promise<RescueCopy[]> {
    const found: RescueCopy[] = [];
    for (let after: string | null = null; ; ) {
      const page = await vault.list(prefixOf(meetingId), after, PAGE);
      found.push(...page.map(({ value }) => stored.parse(value)));
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined) return found;
      after = last.key;
    }
  }
  const turns = new Turns();
  return {
    /**
     * @param id made by the tablet: the same again is the same copy.
     * @returns `same`: the text says exactly this already, so there is nothing to keep.
     * @throws StoreFault
     */
    async give(
      meetingId: string,
      id: string,
      giver: Giver,
      why: RescueCause,
      rescued: Rescued,
    ): Promise<'kept' | 'same' | 'too-many'> {
      const name = rescued.kind === 'minutes' ? minutesDoc(meetingId) : agendaDoc(meetingId);
      if ((await docs.digest(name)) === rescuedDigest(rescued)) return 'same';
      return turns.take(giver.personId, async () => {
        const known = await vault.get(keyOf(meetingId, id));
        if (known) return 'kept';
        const waiting = (await all(meetingId)).filter(
          ({ personId, settled }) => personId === giver.personId && settled === null,
        );
        if (waiting.length >= MOST_WAITING) return 'too-many';
        const { sha256 } = await blobs.put(encoder.encode(canonical(rescued)));
        const at = now();
        const copy: RescueCopy = {
          id,
          meetingId,
          kind: rescued.kind,
          why,
          ...giver,
          at,
          sha256,
          settled: null,
        };
        await vault.put(keyOf(meetingId, id), copy, 'absent');
        const detail = { meetingId, rescueId: id, kind: rescued.kind, sha256 };
        await audit.record({ at, personId: giver.personId, what: 'rescue-given', detail });
        changed();
        return 'kept';
      });
    },
    /** Oldest first. @throws StoreFault */
    async list(meetingId: string): Promise<readonly RescueCopy[]> {
      return (await all(meetingId)).sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
    },
    /** What a copy says, as canonical JSON; null if there is none of that id. @throws StoreFault */
    async read(meetingId: string, id: string, personId: string): Promise<Buffer | null> {
      const known = await vault.get(keyOf(meetingId, id));
      if (!known) return null;
      const { sha256, kind } = stored.parse(known.value);
      const bytes = await blobs.get(sha256);
      if (!bytes) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of bytes) chunks.push(chunk as Buffer);
      await audit.record({ at: now(), personId, what: 'rescue-read', detail: { meetingId, rescueId: id, kind } });
      return Buffer.concat(chunks);
    },
    /** A secretary has done with it. @returns null if there is none of that id. @throws StoreFault */
    async settle(meetingId: string, id: string, personId: string): Promise<RescueCopy | null> {
      for (;;) {
        const known = await vault.get(keyOf(meetingId, id));
        if (!known) return null;
        const copy = stored.parse(known.value);
        if (copy.settled) return copy;
        const at = now();
        const next: RescueCopy = { ...copy, settled: { personId, at } };
        if ((await vault.put(known.key, next, known.version)) === 'moved') continue;
        const detail = { meetingId, rescueId: id, kind: copy.kind };
        await audit.record({ at, personId, what: 'rescue-settled', detail });
        changed();
        return next;
      }
    },
  };
}
export type RescueDesk = ReturnType<typeof createRescueDesk>;
