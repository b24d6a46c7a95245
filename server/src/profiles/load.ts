import { readFileSync } from 'node:fs';
import { type ProfileVersion, readProfiles } from '@ecab/shared/rules/read-profiles';
import { parseAllDocuments } from 'yaml';

/** The rule profiles shipped with the server. @throws RangeError naming the field that has no source. */
export function loadProfiles(
  file = new URL('../../profiles/profiles.yaml', import.meta.url),
): readonly ProfileVersion[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'));
  return readProfiles(documents.map((one) => one.toJS() as unknown).filter((one) => one !== null));
}
