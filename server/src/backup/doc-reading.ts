import { parseDocName } from '@ecab/shared/sync/doc-name';
import { Corrupt } from '../storage/faults.js';
import type { StoredEntry, StoreReader } from '../storage/ports.js';
import { DOC_FORM } from '../sync/doc-log.js';

/** A stream as it is carried: a snapshot where its first entries are gone, and the entries after it. */
export interface CarriedStream {
  readonly stream: string;
  readonly snapshot: { readonly form: string; readonly upTo: number; readonly bytes: Uint8Array } | null;
  readonly entries: readonly StoredEntry[];
}
const PAGE = 100;

/** A doc to its end, while it is written and folded. @throws Corrupt if entries are gone that no snapshot covers. */
export async function readDoc(streams: StoreReader['streams'], stream: string): Promise<CarriedStream> {
  // Where the server trims between two reads, the newer snapshot covers what is gone.
  for (let tries = 0; tries < 5; tries += 1) {
    const kept = await streams.snapshot(stream, DOC_FORM);
    const entries: StoredEntry[] = [];
    for (let after = kept?.upTo ?? 0; ; ) {
      const page = await streams.read(stream, after, PAGE);
      entries.push(...page);
      if (page.length < PAGE) break;
      after = page.at(-1)!.seq;
    }
    const first = (kept?.upTo ?? 0) + 1;
    // Without an entry after the snapshot the head tells whether there were some.
    const whole = entries.every(({ seq }, i) => seq === first + i);
    const isEnd = entries.length > 0 || (await streams.head(stream)) < first;
    if (whole && isEnd) return { stream, snapshot: kept && { form: DOC_FORM, ...kept }, entries };
  }
  throw new Corrupt(`${stream} lacks entries that no snapshot covers`);
}

/** Whose content is its writer's alone. What is not known to be shared is taken for private. */
export function isPrivate(stream: string): boolean {
  const doc = parseDocName(stream.slice('doc/'.length));
  return !(doc?.kind === 'agenda' || doc?.kind === 'minutes' || doc?.kind === 'shared-ink');
}
