import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let known: string | undefined;

/**
 * A digest of the rules' own code. Snapshots and boards carry it: what another version of the code folded or projected is
 * thrown away, never mixed (one changed line of a projection left 63 of 118 keys wrong on a tablet, silently).
 */
export function codeVersion(): string {
  known ??= digestOf(fileURLToPath(new URL('..', import.meta.resolve('@ecab/shared/ledger/machines'))));
  return known;
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|ts)$/.test(file) && !/\.(d|test)\.ts$/.test(file))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(`${folder}/${file}`));
  return hash.digest('hex').slice(0, 16);
}
