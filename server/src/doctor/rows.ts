import type { X509Certificate } from 'node:crypto';

/** One thing that was looked at. `bad`: it must be done before the body relies on it; `hint`: it may be. */
export interface DoctorRow {
  readonly state: 'ok' | 'hint' | 'bad';
  readonly what: string;
  readonly found: string;
  /** Empty where nothing is to be done. */
  readonly todo: string;
}
const row = (state: DoctorRow['state'], what: string, found: string, todo = ''): DoctorRow => ({
  state,
  what,
  found,
  todo,
});
export const ok = (what: string, found: string) => row('ok', what, found);
export const hint = (what: string, found: string, todo: string) => row('hint', what, found, todo);
export const bad = (what: string, found: string, todo: string) => row('bad', what, found, todo);

export function nodeRow(version: string): DoctorRow {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 19);
  return isEnough ? ok('Node', version) : bad('Node', version, 'Install Node 20.19 or newer.');
}

const GIB = 1024 ** 3;
export function spaceRow(freeBytes: number, totalBytes: number): DoctorRow {
  const found = `${(freeBytes / GIB).toFixed(1)} of ${(totalBytes / GIB).toFixed(1)} GiB free`;
  if (freeBytes < GIB) return bad('Space', found, 'Make room: at none, commands are refused until there is some.');
  if (freeBytes < 10 * GIB && freeBytes < totalBytes / 10)
    return hint('Space', found, 'Make room soon: papers of a year take some gigabytes.');
  return ok('Space', found);
}

/** @param mode of the folder, as `stat` has it. */
export function folderRow(path: string, mode: number, isWritable: boolean, production: boolean): DoctorRow {
  const shown = `${path}, mode ${(mode & 0o777).toString(8)}`;
  if (!isWritable) return bad('Folder', shown, 'Let the user who runs the server write there.');
  if ((mode & 0o077) === 0 || process.platform === 'win32') return ok('Folder', shown);
  const todo = `Others on this machine may look in: chmod 700 ${path}`;
  return production ? bad('Folder', shown, todo) : hint('Folder', shown, todo);
}

export function clockRow(now: string, isBehind: boolean): DoctorRow {
  return isBehind
    ? bad('Clock', `${now}, behind the newest entry`, 'Set the clock (NTP): times in minutes would stand still.')
    : ok('Clock', `${now}, not behind the newest entry`);
}

const DAY_MS = 86_400_000;
export interface Tls {
  readonly certificate: X509Certificate;
  readonly fits: boolean;
}
/** @param host of the address that people open. */
export function tlsRow({ certificate, fits }: Tls, host: string, now: string): DoctorRow {
  const days = Math.floor((Date.parse(certificate.validTo) - Date.parse(now)) / DAY_MS);
  const found = `certificate until ${new Date(certificate.validTo).toISOString().slice(0, 10)}`;
  if (!fits) return bad('TLS', found, 'TLS_KEY is not the key of TLS_CERT: give the pair that belongs together.');
  if (days < 0) return bad('TLS', found, 'It has expired: renew it, and start the server again.');
  if (Date.parse(certificate.validFrom) > Date.parse(now))
    return bad('TLS', found, 'It is not valid yet: check clock and certificate.');
  const isNamed = /^[\d.]+$|:/.test(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  if (!isNamed) return bad('TLS', found, `It does not name ${host}, which people open: tablets will refuse it.`);
  return days < 30 ? hint('TLS', found, `Renew it within ${days} days, and start the server again.`) : ok('TLS', found);
}

/** Without certificates of its own. */
export function plainRow(publicUrl: string, trustProxy: number): DoctorRow {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:') {
    if (trustProxy > 0) return ok('TLS', `by the proxy in front, ${publicUrl}`);
    return bad(
      'TLS',
      `${publicUrl}, yet no TLS_CERT and no proxy`,
      'Set TLS_CERT and TLS_KEY; or TRUST_PROXY=1 behind a proxy.',
    );
  }
  if (/^(localhost|127\.|\[::1\])/.test(hostname)) return ok('TLS', `none, on ${hostname} only`);
  return bad('TLS', `none, at ${publicUrl}`, 'Set TLS_CERT and TLS_KEY: without HTTPS tablets cannot work offline.');
}

export function programRow(what: string, version: string | null, todo: string): DoctorRow {
  return version === null ? hint(what, 'not found', todo) : ok(what, version);
}

/** The rows as lines of one table. */
export function table(rows: readonly DoctorRow[]): string[] {
  const marks = { ok: 'ok', hint: 'hint', bad: 'BAD' } as const;
  const wide = (of: (one: DoctorRow) => string) => Math.max(...rows.map((one) => of(one).length));
  const [what, found] = [wide((one) => one.what), wide((one) => one.found)];
  return rows.map((one) =>
    `${marks[one.state].padEnd(4)}  ${one.what.padEnd(what)}  ${one.found.padEnd(found)}  ${one.todo}`.trimEnd(),
  );
}
