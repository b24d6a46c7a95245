/** Host and database of an address, for people to read: without name, password and options. */
export function withoutSecrets(uri: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/)(?:[^?]*@)?([^?@]*).*$/s, '$1$2');
}

/** The database that an address names. */
export function databaseIn(uri: string): string | null {
  const [, name] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri) ?? [];
  return name ? decodeURIComponent(name) : null;
}
