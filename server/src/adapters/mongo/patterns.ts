/** As a regular expression that PCRE (MongoDB) and RE2 (FerretDB) read alike, and that an index can answer. */
export function startsWith(prefix: string): string {
  return `^${prefix.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}`;
}
