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
    const first = (kept?.upTo ?? 0) + 1;
    let last = first - 1;
    let page: readonly StoredEntry[];
    do {
      page = await streams.read(stream, last, PAGE);
      entries.push(...page);
      last = page.at(-1)?.seq ?? last;
    } while (page.length === PAGE);
    const whole = entries.every(({ seq }, i) => seq === first + i);
    // An empty page is the end only if the head says so: all that followed may have been folded since the page before.
    const isEnd = page.length > 0 || (await streams.head(stream)) <= last;
    if (whole && isEnd) return { stream, snapshot: kept && { form: DOC_FORM, ...kept }, entries };
  }
  throw new Corrupt(`${stream} lacks entries that no snapshot covers`);
}

/** Whose content is its writer's alone. What is not known to be shared is taken for private. */
export function isPrivate(stream: string): boolean {
  const doc = parseDocName(stream.slice('doc/'.length));
  return !(doc?.kind === 'agenda' || doc?.kind === 'minutes' || doc?.kind === 'shared-ink');
}
