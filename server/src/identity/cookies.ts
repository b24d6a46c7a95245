/** The names depend on the scheme alone: under HTTPS a cookie planted over plain HTTP, or by a sub-domain, is never read. */
export interface Cookies {
  /** The token of the session in a `Cookie` header, or null. */
  session(header: string | undefined): string | null;
  /** The token of the device; it outlives sign-out. */
  device(header: string | undefined): string | null;
  /** `Set-Cookie` values. `maxAgeMs` null: until the browser is closed. */
  setSession(token: string, maxAgeMs: number | null): string;
  setDevice(token: string, maxAgeMs: number): string;
  clearSession(): string;
}

export function cookiesFor(publicUrl: string): Cookies {
  const secure = new URL(publicUrl).protocol === 'https:';
  const session = secure ? '__Host-ecab' : 'ecab';
  const device = `${session}-device`;
  const set = (name: string, value: string, maxAgeMs: number | null) =>
    [
      `${name}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      ...(secure ? ['Secure'] : []),
      ...(maxAgeMs === null ? [] : [`Max-Age=${Math.floor(maxAgeMs / 1000)}`]),
    ].join('; ');
  return {
    session: (header) => read(header, session),
    device: (header) => read(header, device),
    setSession: (token, maxAgeMs) => set(session, token, maxAgeMs),
    setDevice: (token, maxAgeMs) => set(device, token, maxAgeMs),
    clearSession: () => set(session, '', 0),
  };
}

function read(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
